#include "ledger/ledger.h"
#include "organisations/organisations.h"
#include "organisations/organisations.sql.h"

namespace emplooi::organisations {

Outcome<v1::CreateProgrammeResponse> create_programme(Transaction& tx, const Actor&,
                                                      const v1::CreateProgrammeRequest& request) {
  if (!request.ends_on().empty() && request.ends_on() < request.starts_on()) {
    return Refused{REFUSAL_PERIOD_IS_EMPTY, "the programme ends before it starts", "ends_on"};
  }
  const auto provider = TRY(organisations::provider(tx, ProviderId::of(request.provider_id())));
  std::optional<std::string> ends_on;
  if (!request.ends_on().empty()) ends_on = request.ends_on();
  const auto id = tx.new_id<ProgrammeId>();
  if (tx.run(sql::add_programme, id, request.name(), provider.id, request.starts_on(), ends_on) == 0) {
    return refuse(REFUSAL_NAME_TAKEN);
  }
  ledger::open_book(tx, id);
  v1::CreateProgrammeResponse response;
  response.set_programme_id(to_string(id));
  return response;
}

}  // namespace emplooi::organisations

#include "organisations/organisations.h"

namespace emplooi::organisations {

Outcome<v1::GetProgrammeResponse> get_programme(Transaction& tx, const Actor&, const v1::GetProgrammeRequest& request) {
  const Date end_of_time(date::year(2999), date::December, date::day(31));
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id())));
  v1::GetProgrammeResponse response;
  *response.mutable_programme() = to_message(programme);
  if (auto today = terms_on(tx, programme.id, tx.today())) *response.mutable_terms_today() = to_message(*today);
  for (const auto& terms : terms_until(tx, programme.id, end_of_time, 100)) {
    *response.add_history() = to_message(terms);
  }
  return response;
}

}  // namespace emplooi::organisations

#include "organisations/organisations.h"
#include "organisations/organisations.sql.h"

namespace emplooi::organisations {

Outcome<v1::CreateCorporationResponse> create_corporation(Transaction& tx, const Actor&,
                                                          const v1::CreateCorporationRequest& request) {
  const auto id = tx.new_id<CorporationId>();
  if (tx.run(sql::add_corporation, id, request.name()) == 0) return refuse(REFUSAL_NAME_TAKEN);
  v1::CreateCorporationResponse response;
  response.set_corporation_id(to_string(id));
  return response;
}

}  // namespace emplooi::organisations

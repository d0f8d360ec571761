#include "organisations/organisations.h"
#include "organisations/organisations.sql.h"

namespace emplooi::organisations {

Outcome<v1::CreateComplexResponse> create_complex(Transaction& tx, const Actor&,
                                                  const v1::CreateComplexRequest& request) {
  const auto corporation = TRY(organisations::corporation(tx, CorporationId::of(request.corporation_id())));
  const auto neighbourhood = TRY(organisations::neighbourhood(tx, NeighbourhoodId::of(request.neighbourhood_id())));
  const auto id = tx.new_id<ComplexId>();
  if (tx.run(sql::add_complex, id, corporation.id, neighbourhood.id, request.name()) == 0) {
    return refuse(REFUSAL_NAME_TAKEN);
  }
  v1::CreateComplexResponse response;
  response.set_complex_id(to_string(id));
  return response;
}

}  // namespace emplooi::organisations

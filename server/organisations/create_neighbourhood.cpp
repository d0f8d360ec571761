#include "organisations/organisations.h"
#include "organisations/organisations.sql.h"
#include "organisations/postcode.h"

namespace emplooi::organisations {

Outcome<v1::CreateNeighbourhoodResponse> create_neighbourhood(Transaction& tx, const Actor&,
                                                              const v1::CreateNeighbourhoodRequest& request) {
  if (!is_postcode_area(request.postcode())) {
    return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "a neighbourhood's postcode is four digits", "postcode"};
  }
  const auto id = tx.new_id<NeighbourhoodId>();
  if (tx.run(sql::add_neighbourhood, id, request.name(), request.postcode()) == 0) return refuse(REFUSAL_NAME_TAKEN);
  v1::CreateNeighbourhoodResponse response;
  response.set_neighbourhood_id(to_string(id));
  return response;
}

}  // namespace emplooi::organisations

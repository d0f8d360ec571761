#include "base/paging.h"
#include "organisations/organisations.h"
#include "organisations/organisations.sql.h"

namespace emplooi::organisations {

Outcome<v1::ListNeighbourhoodsResponse> list_neighbourhoods(Transaction& tx, const Actor&,
                                                            const v1::ListNeighbourhoodsRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  auto rows = tx.all<Neighbourhood>(sql::neighbourhoods_after, paging.after, paging.limit());
  v1::ListNeighbourhoodsResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const Neighbourhood& row) { return row.id; }));
  for (const auto& row : rows) {
    auto& added = *response.add_neighbourhoods();
    added.set_neighbourhood_id(to_string(row.id));
    added.set_name(row.name);
    added.set_postcode(row.postcode);
  }
  return response;
}

}  // namespace emplooi::organisations

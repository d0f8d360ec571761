#include "base/paging.h"
#include "organisations/organisations.h"
#include "organisations/organisations.sql.h"

namespace emplooi::organisations {

Outcome<v1::ListProvidersResponse> list_providers(Transaction& tx, const Actor&,
                                                  const v1::ListProvidersRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  auto rows = tx.all<Provider>(sql::providers_after, paging.after, paging.limit());
  v1::ListProvidersResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const Provider& row) { return row.id; }));
  for (const auto& row : rows) {
    auto& added = *response.add_providers();
    added.set_provider_id(to_string(row.id));
    added.set_name(row.name);
  }
  return response;
}

}  // namespace emplooi::organisations

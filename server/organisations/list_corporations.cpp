#include "base/paging.h"
#include "organisations/organisations.h"
#include "organisations/organisations.sql.h"

namespace emplooi::organisations {

Outcome<v1::ListCorporationsResponse> list_corporations(Transaction& tx, const Actor& actor,
                                                        const v1::ListCorporationsRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  const auto own = actor.only();
  auto rows = own ? tx.all<Corporation>(sql::corporation, *own)
                  : tx.all<Corporation>(sql::corporations_after, paging.after, paging.limit());
  v1::ListCorporationsResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const Corporation& row) { return row.id; }));
  for (const auto& row : rows) {
    auto& added = *response.add_corporations();
    added.set_corporation_id(to_string(row.id));
    added.set_name(row.name);
  }
  return response;
}

}  // namespace emplooi::organisations

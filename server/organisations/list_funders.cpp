#include "base/paging.h"
#include "organisations/organisations.h"
#include "organisations/organisations.sql.h"

namespace emplooi::organisations {

Outcome<v1::ListFundersResponse> list_funders(Transaction& tx, const Actor& actor,
                                              const v1::ListFundersRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  const auto own = actor.only();
  auto rows =
      own ? tx.all<Funder>(sql::funder, *own) : tx.all<Funder>(sql::funders_after, paging.after, paging.limit());
  v1::ListFundersResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const Funder& row) { return row.id; }));
  for (const auto& row : rows) {
    auto& added = *response.add_funders();
    added.set_funder_id(to_string(row.id));
    added.set_name(row.name);
  }
  return response;
}

}  // namespace emplooi::organisations

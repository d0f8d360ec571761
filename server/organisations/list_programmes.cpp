#include "base/paging.h"
#include "organisations/organisations.h"
#include "organisations/organisations.sql.h"

namespace emplooi::organisations {

Outcome<v1::ListProgrammesResponse> list_programmes(Transaction& tx, const Actor&,
                                                    const v1::ListProgrammesRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  auto rows = tx.all<Programme>(sql::programmes_after, paging.after, paging.limit());
  v1::ListProgrammesResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const Programme& row) { return row.id; }));
  for (const auto& row : rows) *response.add_programmes() = to_message(row);
  return response;
}

}  // namespace emplooi::organisations

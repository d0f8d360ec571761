#include "base/paging.h"
#include "settlement/settlement.h"
#include "settlement/settlement.sql.h"
#include "settlement/statement.h"

namespace emplooi::settlement {

Outcome<v1::ListStatementsResponse> list_statements(Transaction& tx, const Actor& actor,
                                                    const v1::ListStatementsRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  auto rows = tx.all<Statement>(sql::statements_after, ProgrammeId::of(request.programme_id()), paging.after,
                                request.month(), actor.only(), paging.limit());
  v1::ListStatementsResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const Statement& row) { return row.id; }));
  for (const auto& row : rows) *response.add_statements() = to_message(tx, row);
  return response;
}

}  // namespace emplooi::settlement

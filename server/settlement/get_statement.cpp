#include "settlement/settlement.h"
#include "settlement/statement.h"

namespace emplooi::settlement {

Outcome<v1::GetStatementResponse> get_statement(Transaction& tx, const Actor& actor,
                                                const v1::GetStatementRequest& request) {
  const auto statement = TRY(statement_for(tx, actor, StatementId::of(request.statement_id())));
  v1::GetStatementResponse response;
  *response.mutable_statement() = to_message(tx, statement);
  for (const auto& line : lines_of(tx, statement.id)) line.write(*response.add_lines());
  return response;
}

}  // namespace emplooi::settlement

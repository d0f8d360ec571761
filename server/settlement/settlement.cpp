#include "settlement/settlement.h"

#include "settlement/settlement.sql.h"

namespace emplooi::settlement {

void offer(Operations& operations) {
  operations.add(close_month);
  operations.add(preview_month);
  operations.add(list_statements);
  operations.add(get_statement);
  operations.add(print_statement);
  operations.add(record_funder_payment);
  operations.add(pay_provider);
  operations.add(get_payee);
  operations.add(pay_out);
  operations.add(list_pay_outs);
}

std::span<const store::Statement* const> statements() { return sql::all; }

}  // namespace emplooi::settlement

#include "identity/identity.h"
#include "identity/identity.sql.h"

namespace emplooi::identity {

Outcome<v1::GetSecondFactorRuleResponse> get_second_factor_rule(Transaction& tx, const Actor&,
                                                                const v1::GetSecondFactorRuleRequest&) {
  v1::GetSecondFactorRuleResponse response;
  response.set_required(tx.one<bool>(sql::second_factor_rule).value_or(false));
  return response;
}

}  // namespace emplooi::identity

#include "identity/identity.h"
#include "identity/identity.sql.h"

namespace emplooi::identity {

Outcome<v1::SetSecondFactorRuleResponse> set_second_factor_rule(Transaction& tx, const Actor&,
                                                                const v1::SetSecondFactorRuleRequest& request) {
  tx.run(sql::set_second_factor_rule, request.required());
  return v1::SetSecondFactorRuleResponse();
}

}  // namespace emplooi::identity

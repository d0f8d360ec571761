#include "funding/funding.h"
#include "funding/funding.sql.h"

namespace emplooi::funding {

Outcome<v1::EndFundingRuleResponse> end_funding_rule(Transaction& tx, const Actor&,
                                                     const v1::EndFundingRuleRequest& request) {
  const auto ends_on = *parse_date(request.ends_on());
  if (ends_on < tx.today()) {
    auto refused = refuse(REFUSAL_FIELD_OUT_OF_BOUNDS, "a rule ends today or later");
    refused.field = "ends_on";
    return refused;
  }
  const auto id = FundingRuleId::of(request.rule_id());
  if (tx.run(sql::end_rule, id, ends_on) == 1) return v1::EndFundingRuleResponse();
  const bool exists = tx.one<std::int64_t>(sql::rule_exists, id).has_value();
  return refuse(exists ? REFUSAL_FUNDING_RULE_ENDED : REFUSAL_FUNDING_RULE_NOT_FOUND);
}

}  // namespace emplooi::funding

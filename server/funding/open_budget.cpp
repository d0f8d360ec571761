#include "base/words.h"
#include "funding/budget.h"
#include "organisations/organisations.h"

namespace emplooi::funding {

Outcome<v1::OpenBudgetResponse> open_budget(Transaction& tx, const Actor& actor, const v1::OpenBudgetRequest& request) {
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id())));
  const auto funder = TRY(organisations::funder(tx, FunderId::of(request.funder_id())));
  if (const auto owner = actor.only(); owner && *owner != funder.id) return refuse(REFUSAL_ACTOR_NOT_ALLOWED);
  if (request.source() == v1::SOURCE_PREPAID_HOURS) {
    auto refused = refuse(REFUSAL_FIELD_OUT_OF_BOUNDS, "prepaid hours get their budget when they are bought");
    refused.field = "source";
    return refused;
  }
  const auto starts_on = *parse_date(request.starts_on());
  const auto ends_on = *parse_date(request.ends_on());
  if (ends_on < starts_on) return refuse(REFUSAL_PERIOD_IS_EMPTY);
  const auto id = TRY(add_budget(tx, {programme.id, funder.id, request.name(), word_of(request.source()),
                                      Cents{request.ceiling_cents()}, starts_on, ends_on}));
  v1::OpenBudgetResponse response;
  response.set_budget_id(to_string(id));
  return response;
}

}  // namespace emplooi::funding

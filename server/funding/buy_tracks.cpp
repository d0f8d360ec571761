#include "base/words.h"
#include "funding/budget.h"
#include "funding/funding.sql.h"
#include "organisations/organisations.h"

namespace emplooi::funding {

Outcome<v1::BuyTracksResponse> buy_tracks(Transaction& tx, const Actor& actor, const v1::BuyTracksRequest& request) {
  const auto budget = TRY(budget_for(tx, actor, BudgetId::of(request.budget_id())));
  if (budget.closed) return refuse(REFUSAL_BUDGET_CLOSED);
  if (budget.source != word_of(v1::SOURCE_RE_INTEGRATION)) {
    auto refused = refuse(REFUSAL_FIELD_OUT_OF_BOUNDS, "tracks are paid from a re-integration budget");
    refused.field = "budget_id";
    return refused;
  }
  const auto provider = TRY(organisations::provider(tx, ProviderId::of(request.provider_id())));
  const auto& parts = request.instalments();
  const Cents sum = Cents{parts.start_cents()} + Cents{parts.halfway_cents()} + Cents{parts.end_cents()} +
                    Cents{parts.outflow_cents()};
  if (sum != Cents{request.price_cents()}) return refuse(REFUSAL_SHARES_DO_NOT_ADD_UP);
  const auto id = tx.new_id<TrackPurchaseId>();
  tx.run(sql::add_purchase, id, budget.programme, budget.id, provider.id, word_of(request.kind()), request.count(),
         parts.start_cents(), parts.halfway_cents(), parts.end_cents(), parts.outflow_cents());
  v1::BuyTracksResponse response;
  response.set_track_purchase_id(to_string(id));
  return response;
}

}  // namespace emplooi::funding

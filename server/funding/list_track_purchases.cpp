#include "base/paging.h"
#include "base/words.h"
#include "funding/budget.h"
#include "funding/funding.sql.h"

namespace emplooi::funding {

namespace {

struct PurchaseLine {
  TrackPurchaseId id;
  BudgetId budget;
  ProviderId provider;
  std::string kind;
  int count;
  int used;
  Cents start;
  Cents halfway;
  Cents end;
  Cents outflow;
  Cents charged;
  using Columns =
      std::tuple<TrackPurchaseId, BudgetId, ProviderId, std::string, int, int, Cents, Cents, Cents, Cents, Cents>;
};

void fill(const PurchaseLine& row, v1::TrackPurchase& purchase) {
  purchase.set_track_purchase_id(to_string(row.id));
  purchase.set_budget_id(to_string(row.budget));
  purchase.set_provider_id(to_string(row.provider));
  purchase.set_kind(from_word<participants::v1::TrackKind>(row.kind));
  purchase.set_count(row.count);
  purchase.set_used(row.used);
  purchase.set_price_cents((row.start + row.halfway + row.end + row.outflow).value);
  auto& instalments = *purchase.mutable_instalments();
  instalments.set_start_cents(row.start.value);
  instalments.set_halfway_cents(row.halfway.value);
  instalments.set_end_cents(row.end.value);
  instalments.set_outflow_cents(row.outflow.value);
  purchase.set_charged_cents(row.charged.value);
}

}  // namespace

Outcome<v1::ListTrackPurchasesResponse> list_track_purchases(Transaction& tx, const Actor& actor,
                                                             const v1::ListTrackPurchasesRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  auto rows = tx.all<PurchaseLine>(sql::list_purchases, ProgrammeId::of(request.programme_id()), paging.after,
                                   actor.only(), paging.limit());
  v1::ListTrackPurchasesResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const PurchaseLine& row) { return row.id; }));
  for (const auto& row : rows) fill(row, *response.add_purchases());
  return response;
}

}  // namespace emplooi::funding

#include "base/words.h"
#include "vouchers/order.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

namespace {

using funding::v1::VOUCHER_KIND_FREE;
using funding::v1::VOUCHER_KIND_REDUCED;

/// Vouchers of one price.
struct Line {
  int count;
  Cents price;
};

/// The tariff, and from each tier on what it adds, but never more than the voucher is worth.
std::vector<Line> lines_of(const organisations::Terms& terms, Cents tariff, std::int64_t bought, int count) {
  const Cents face = for_minutes(terms.market_tariff, terms.voucher_minutes);
  std::vector<Line> lines;
  for (int i = 1; i <= count; ++i) {
    const Cents price = std::min(face, tariff + terms.extra_for_nth(static_cast<int>(bought) + i));
    if (lines.empty() || lines.back().price != price) lines.push_back({0, price});
    ++lines.back().count;
  }
  return lines;
}

Outcome<Cents> tariff_for(Transaction& tx, const organisations::Terms& terms, ProgrammeId programme,
                          const residents::Resident& resident, funding::v1::VoucherKind kind) {
  if (kind == VOUCHER_KIND_FREE) {
    auto refused = refuse(REFUSAL_FIELD_OUT_OF_BOUNDS, "free vouchers are given, not bought");
    refused.field = "kind";
    return refused;
  }
  if (kind != VOUCHER_KIND_REDUCED) return for_minutes(terms.market_tariff, terms.voucher_minutes);
  if (!residents::in_target_group(tx, programme, resident)) return refuse(REFUSAL_RESIDENT_NOT_IN_TARGET_GROUP);
  return for_minutes(terms.reduced_tariff, terms.voucher_minutes);
}

}  // namespace

Outcome<v1::OrderVouchersResponse> order_vouchers(Transaction& tx, const Actor& actor,
                                                  const v1::OrderVouchersRequest& request) {
  const auto resident_id = ResidentId::of(request.resident_id());
  TRY(residents::may_act_for(actor, resident_id));
  const auto resident = TRY(residents::living_resident(tx, resident_id));
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id())));
  if (!programme.runs_on(tx.today())) return refuse(REFUSAL_PROGRAMME_NOT_RUNNING);
  const auto terms = TRY(organisations::terms_on(tx, programme.id, tx.today()));
  const Cents tariff = TRY(tariff_for(tx, terms, programme.id, resident, request.kind()));
  if (request.count() < terms.order_min) return refuse(REFUSAL_ORDER_TOO_SMALL);
  if (request.count() > terms.order_max) return refuse(REFUSAL_ORDER_TOO_LARGE);
  const auto bought = bought_this_year(tx, programme.id, resident);
  TRY(check_ceilings(terms, bought, request.count()));

  const auto id = tx.new_id<OrderId>();
  tx.run(sql::add_order, id, programme.id, resident.id, word_of(request.kind()));
  v1::OrderVouchersResponse response;
  response.set_order_id(to_string(id));
  Cents total;
  for (const auto& [count, price] : lines_of(terms, tariff, bought.by_resident, request.count())) {
    tx.run(sql::add_order_line, id, response.lines_size(), count, price);
    auto& line = *response.add_lines();
    line.set_count(count);
    line.set_price_cents(price.value);
    total += price * count;
  }
  response.set_total_cents(total.value);
  return response;
}

}  // namespace emplooi::vouchers

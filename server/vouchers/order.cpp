#include "vouchers/order.h"

#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

Bought bought_this_year(Transaction& tx, ProgrammeId programme, const residents::Resident& resident) {
  const auto year = std::to_string(year_of(tx.today()));
  return tx
      .one<Bought>(sql::bought_this_year, resident.household, resident.id, programme, year + "-01-01", year + "-12-31")
      .value();
}

Outcome<void> check_ceilings(const organisations::Terms& terms, const Bought& bought, int count) {
  if (bought.by_resident + count > terms.resident_ceiling) return refuse(REFUSAL_RESIDENT_CEILING_REACHED);
  if (bought.by_household + count > terms.household_ceiling) return refuse(REFUSAL_HOUSEHOLD_CEILING_REACHED);
  return {};
}

Outcome<Order> open_order_for(Transaction& tx, const Actor& actor, OrderId id) {
  auto order = tx.one<Order>(sql::order, id);
  if (!order || !residents::may_act_for(actor, order->resident)) return refuse(REFUSAL_ORDER_NOT_FOUND);
  if (order->state != "ordered") return refuse(REFUSAL_ORDER_NOT_OPEN);
  return *std::move(order);
}

}  // namespace emplooi::vouchers

#pragma once

#include "vouchers/issue.h"

namespace emplooi::vouchers {

/// What a resident wants to buy, before it is paid.
struct Order {
  OrderId id;
  ProgrammeId programme;
  ResidentId resident;
  /// 'reduced', 'market'.
  std::string kind;
  /// 'ordered', 'paid', 'invoiced', 'cancelled'.
  std::string state;

  using Columns = std::tuple<OrderId, ProgrammeId, ResidentId, std::string, std::string>;
};

/// How many vouchers were bought this calendar year, by the resident and by the whole household.
struct Bought {
  std::int64_t by_resident = 0;
  std::int64_t by_household = 0;
  using Columns = std::tuple<std::int64_t, std::int64_t>;
};

Bought bought_this_year(Transaction& tx, ProgrammeId programme, const residents::Resident& resident);

/// Refuses: resident_ceiling_reached, household_ceiling_reached.
Outcome<void> check_ceilings(const organisations::Terms& terms, const Bought& bought, int count);

/// The order, if this actor may act for its resident. Refuses: order_not_found, order_not_open.
Outcome<Order> open_order_for(Transaction& tx, const Actor& actor, OrderId id);

}  // namespace emplooi::vouchers

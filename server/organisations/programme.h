#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "base/id.h"
#include "base/money.h"
#include "base/time.h"
#include "emplooi/organisations/v1/organisations.pb.h"
#include "store/transaction.h"

namespace emplooi::organisations {

/// A local scheme of simple help at home, carried out by one provider; a book of the ledger.
struct Programme {
  ProgrammeId id;
  std::string name;
  ProviderId provider;
  Date starts_on;
  /// The last day; none for a programme without end.
  std::optional<Date> ends_on;

  using Columns = std::tuple<ProgrammeId, std::string, ProviderId, Date, std::optional<Date>>;

  bool runs_on(Date day) const;
};

/// From the `from_nth` voucher of a calendar year on, up to the next tier, a voucher costs `extra` more.
struct Tier {
  int from_nth = 0;
  Cents extra;

  using Columns = std::tuple<int, Cents>;
};

/// The tariffs and rules of a programme, as they hold from a day on (the tariffs: seed 1, §4.2; the rest is agreed by
/// the partners of a programme and set by its administrator).
struct Terms {
  Date starts_on;
  /// Cents an hour: for anybody, and for the target group.
  Cents market_tariff;
  Cents reduced_tariff;
  /// What one voucher is worth.
  int voucher_minutes = 0;
  /// Counted by last_valid_day().
  int validity_months = 0;
  bool valid_to_end_of_month = false;
  /// Weeks before the end of validity; the second lies closer to it.
  int first_warning_weeks = 0;
  int second_warning_weeks = 0;
  /// Vouchers bought in a calendar year.
  int resident_ceiling = 0;
  int household_ceiling = 0;
  /// Vouchers of one order.
  int order_min = 0;
  int order_max = 0;
  /// Free vouchers of a household in one campaign.
  int free_ceiling = 0;
  /// Kept back from each voucher that is refunded.
  Cents refund_fee;
  /// What was paid for a voucher that expires stays in the programme, instead of going back to its payer.
  bool expired_paid_part_to_programme = false;
  int approval_working_days = 0;
  /// By rising `from_nth`.
  std::vector<Tier> tiers;

  /// All but the tiers, which are rows of their own.
  using Columns = std::tuple<Date, Cents, Cents, int, int, bool, int, int, int, int, int, int, int, Cents, bool, int>;

  /// The last day on which a voucher issued on that day can be spent.
  Date last_valid_day(Date issued_on) const;
  /// What the n-th voucher of a year (from 1) costs on top of its tariff.
  Cents extra_for_nth(int nth) const;
};

/// The terms that began on `day` or before, the newest first, at most `limit`.
std::vector<Terms> terms_until(Transaction& tx, ProgrammeId programme, Date day, int limit);

v1::Programme to_message(const Programme& programme);
v1::Terms to_message(const Terms& terms);

}  // namespace emplooi::organisations

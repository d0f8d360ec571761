#pragma once

#include <string>
#include <vector>

#include "base/id.h"

namespace emplooi::bench {

/// A voucher of one hour that is set aside for a job whose hours are registered: ready to be redeemed.
struct Redeemable {
  VoucherId voucher;
  JobId job;
};

struct Market {
  std::string sign_in_name = "coordinator@tilburg";
  std::string password;
  MunicipalityId municipality;
  std::vector<Redeemable> redeemables;
};

/// Makes a database with `jobs` done jobs and their vouchers, bought at the reduced tariff and funded by five budgets, and with
/// `stored` vouchers more that nobody touches; all through the operations, dated in the last days.
Market build_market(const std::string& path, int jobs, int stored);

}  // namespace emplooi::bench

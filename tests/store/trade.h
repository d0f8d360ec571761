#pragma once

#include <vector>

#include "support/town.h"

namespace emplooi::testing {

/// A voucher of five minutes, and a job that was done and needs it.
struct Redeemable {
  VoucherId voucher;
  JobId job;
};

/// A town's trade at its busiest: long jobs that were done and wait for their vouchers, bought with a subsidy.
struct Trade {
  static constexpr auto sign_in_name = "desk@tilburg";
  static constexpr auto password = "a long enough secret";
  static constexpr int vouchers_a_job = 96;

  /// Terms under which the trade fits in one day.
  static TestTownOptions options();

  /// Everything is dated at the clock of the town.
  Trade(TestTown& town, int jobs);

  Actor coordinator;
  ProgrammeId programme;
  std::vector<ResidentId> residents;
  std::vector<Redeemable> redeemables;
};

}  // namespace emplooi::testing

#pragma once

#include "vouchers/vouchers.h"

namespace emplooi::vouchers {

/// A voucher as its holder sees it.
struct VoucherDetails {
  VoucherId id;
  ProgrammeId programme;
  HouseholdId household;
  std::string kind;
  std::string state;
  std::string code;
  int minutes;
  Cents face;
  Cents paid;
  std::string issued_on;
  std::string expires_on;
  std::optional<JobId> job;
  std::optional<std::int64_t> redeemed_at_us;
  std::optional<VoucherId> replaced_by;

  using Columns =
      std::tuple<VoucherId, ProgrammeId, HouseholdId, std::string, std::string, std::string, int, Cents, Cents,
                 std::string, std::string, std::optional<JobId>, std::optional<std::int64_t>, std::optional<VoucherId>>;

  void write(v1::Voucher& voucher) const;
};

}  // namespace emplooi::vouchers

#pragma once

#include <optional>
#include <string>
#include <tuple>

#include "base/id.h"
#include "base/money.h"
#include "base/time.h"

namespace emplooi::vouchers {

/// One unit of service, spent once.
struct Voucher {
  VoucherId id;
  ProgrammeId programme;
  HouseholdId household;
  std::optional<ResidentId> resident;
  /// 'free', 'reduced', 'market'.
  std::string kind;
  /// 'issued', 'reserved', 'redeemed', 'expired', 'blocked', 'refunded'.
  std::string state;
  int minutes = 0;
  Cents face;
  Cents paid;
  /// Of an order on invoice.
  std::optional<InvoiceId> invoice;
  /// The year in which it was bought counts for the ceilings; a reissued voucher keeps it.
  Date issued_on;
  /// The last day on which it can be spent.
  Date expires_on;
  /// The facts of its household when it was issued.
  bool low_income = false;
  std::optional<ComplexId> complex;
  NeighbourhoodId neighbourhood;
  std::optional<JobId> job;
  std::optional<RecordId> redeemed_record;
  std::optional<VoucherId> replaced_by;

  using Columns = std::tuple<VoucherId, ProgrammeId, HouseholdId, std::optional<ResidentId>, std::string, std::string,
                             int, Cents, Cents, std::optional<InvoiceId>, Date, Date, bool, std::optional<ComplexId>,
                             NeighbourhoodId, std::optional<JobId>, std::optional<RecordId>, std::optional<VoucherId>>;
};

}  // namespace emplooi::vouchers

#pragma once

#include <vector>

#include "funding/funding.h"
#include "organisations/organisations.h"
#include "residents/residents.h"
#include "vouchers/vouchers.h"

namespace emplooi::vouchers {

/// Vouchers that are about to be issued to one household.
struct Batch {
  ProgrammeId programme;
  HouseholdId household;
  std::optional<ResidentId> resident;
  std::string kind;
  /// What is paid for each.
  std::vector<Cents> prices;
  /// What one is worth, and how long.
  Cents face;
  int minutes = 0;
  Date issued_on;
  Date expires_on;
  /// The order or campaign.
  Uuid issue;
  std::optional<InvoiceId> invoice;
  bool low_income = false;
  std::optional<ComplexId> complex;
  NeighbourhoodId neighbourhood;

  funding::Facts facts() const;
};

/// What every batch of a programme has in common today.
Batch batch_under(const organisations::Terms& terms, ProgrammeId programme, Date today);

/// The funding of each voucher of the batch, in the order of its prices. Refuses: funding_exhausted. Writes nothing.
Outcome<std::vector<std::vector<funding::Allocation>>> cover(funding::Issue& issue, const Batch& batch);

/// Writes the vouchers with their allocations; the caller posts the funding.
std::vector<VoucherId> add_vouchers(Transaction& tx, const Batch& batch,
                                    const std::vector<std::vector<funding::Allocation>>& funded);

/// Who paid for the voucher and gets it back: its household.
inline Uuid payer_of(const Voucher& voucher) { return voucher.household; }

std::vector<funding::Allocation> allocations_of(Transaction& tx, VoucherId id);
void replace_allocations(Transaction& tx, VoucherId id, const std::vector<funding::Allocation>& allocations);

/// Gives the voucher's funding back to its budgets.
void release_funding(Transaction& tx, const Voucher& voucher, std::string_view reason);

/// Why this voucher cannot be spent, blocked or refunded today.
Refused refusal_by_state(const Voucher& voucher, Date today);

/// The voucher, if this actor may act for its household. Refuses: voucher_not_found.
Outcome<Voucher> voucher_for(Transaction& tx, const Actor& actor, VoucherId id);

}  // namespace emplooi::vouchers

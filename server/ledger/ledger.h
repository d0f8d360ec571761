#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/outcome.h"
#include "store/invariant.h"
#include "store/transaction.h"

namespace emplooi::ledger {

/// The accounts of a book. Each has one side on which it may have a balance; the database holds to it.
enum class Kind {
  /// Money in the till and the bank. Either side: providers may be paid before funders have paid.
  cash,
  /// What a buyer owes for an invoice; owner: the invoice.
  receivable_buyer,
  /// What a funder owes for what its budget spent; owner: the budget.
  receivable_funder,
  /// What the programme owes a provider for work done; owner: the provider.
  payable_provider,
  /// What the programme owes back to a household or corporation for vouchers that lapsed; owner: who paid.
  payable_payer,
  /// Paid for vouchers that are not redeemed yet; owner: the book.
  voucher_float,
  /// Paid for hours that were bought in bulk and not used yet; owner: the budget that stands for them.
  prepaid_hours,
  /// What vouchers yield beyond their face, lapsed payments that the programme keeps, and fees; owner: the book.
  income,
  /// A budget's ceiling, and what of it is available, reserved and spent; owner: the budget. They balance by themselves.
  budget_ceiling,
  budget_available,
  budget_reserved,
  budget_spent,
};

/// `voucher_float`, as the database knows it.
std::string_view name_of(Kind kind);

struct Account {
  Kind kind;
  Uuid owner;
  friend bool operator==(const Account&, const Account&) = default;
};

/// Moves a positive amount: one account is debited and another credited.
struct Transfer {
  Account debit;
  Account credit;
  Cents amount;
  /// The voucher, track, invoice or budget that it is about.
  Uuid subject;
};

/// A programme begins its books.
void open_book(Transaction& tx, ProgrammeId book);

/// The programmes of the municipality, each a book.
std::vector<ProgrammeId> books(Transaction& tx);

/// The month in which something of today is booked: this month, or the first open one where this month is closed.
Month open_month(Transaction& tx, ProgrammeId book);

/// The last closed month; 0 before the first.
Month closed_through(Transaction& tx, ProgrammeId book);

/// Closes `month`, which must be the one after the last closed month, or any for the first. False otherwise; a month that
/// no year has is a defect.
bool close_month(Transaction& tx, ProgrammeId book, Month month);

/// Books the transfers, in order, in the open month; accounts begin with their first transfer, and nothing else may touch
/// them. `reason` says what happened: 'redeem', 'expire'. Transfers of zero cents are left out.
/// Refuses account_exceeds_balance when one would overdraw an account; the caller must then be refused as a whole.
Outcome<void> post(Transaction& tx, ProgrammeId book, std::string_view reason, std::span<const Transfer> transfers);

/// Books the mirror of what `record` booked on `subject` for that reason, last transfer first: how something wrong is undone.
/// Always allowed, because it gives back what was taken.
void mirror(Transaction& tx, ProgrammeId book, RecordId record, std::string_view reason, const Uuid& subject,
            std::string_view mirror_reason);

/// The balance on the account's own side (for `cash`: debits less credits); zero where nothing was ever booked.
Cents balance(Transaction& tx, ProgrammeId book, const Account& account);

/// The first record whose transfers are not the ones that its journal record sealed; empty if all are.
std::string first_altered_record(Transaction& tx);

std::span<const store::Invariant> invariants();
std::span<const store::Statement* const> statements();

}  // namespace emplooi::ledger

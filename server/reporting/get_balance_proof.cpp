#include "organisations/organisations.h"
#include "reporting/reporting.h"
#include "reporting/reporting.sql.h"

namespace emplooi::reporting {

namespace {

enum class Side { left, right };

/// Under which name, and on which side, a movement of what was entrusted to the programme stands.
struct Naming {
  std::string_view reason;
  /// Empty for any account.
  std::string_view kind;
  Side side;
  std::string_view name;
};

constexpr Naming namings[] = {
    {"sale", "voucher_float", Side::left, "paid_for_vouchers"},
    {"sale", "prepaid_hours", Side::left, "paid_for_hours_in_bulk"},
    {"reserve", "", Side::left, "reserved_for_vouchers"},
    {"reserve_track", "", Side::left, "reserved_for_tracks"},
    {"reallocate", "", Side::left, "reserved_otherwise_at_redemption"},
    {"redeem", "", Side::right, "vouchers_redeemed"},
    {"undo_redemption", "", Side::right, "redemptions_undone"},
    {"track", "", Side::right, "tracks_charged"},
    {"release_track", "", Side::right, "tracks_released"},
    {"expire", "", Side::right, "vouchers_expired"},
    {"refund", "", Side::right, "vouchers_refunded"},
    {"block", "", Side::right, "vouchers_blocked"},
    {"take_back", "", Side::right, "vouchers_taken_back"},
};

void add(google::protobuf::RepeatedPtrField<v1::ProofLine>& lines, std::string_view name, Cents amount) {
  auto line = std::find_if(lines.begin(), lines.end(), [&](const auto& known) { return known.name() == name; });
  auto& to = line == lines.end() ? *lines.Add() : *line;
  to.set_name(std::string(name));
  to.set_amount_cents((Cents{to.amount_cents()} + amount).value);
}

/// Lines are added to this, and it draws the line under them.
class Draft {
 public:
  Draft(v1::GetBalanceProofResponse& response, std::string_view name) : proof_(*response.add_proofs()) {
    proof_.set_name(std::string(name));
  }
  void left(std::string_view name, Cents amount) { add(*proof_.mutable_left(), name, amount); }
  void right(std::string_view name, Cents amount) { add(*proof_.mutable_right(), name, amount); }

  /// Whether both sides come to the same.
  bool conclude() {
    Cents left, right;
    for (const auto& line : proof_.left()) left += Cents{line.amount_cents()};
    for (const auto& line : proof_.right()) right += Cents{line.amount_cents()};
    proof_.set_left_cents(left.value);
    proof_.set_right_cents(right.value);
    proof_.set_difference_cents((left - right).value);
    return left == right;
  }

 private:
  v1::Proof& proof_;
};

/// Debits less credits of all accounts of a kind.
using Balances = std::map<std::string, Cents, std::less<>>;

Balances balances_of(Transaction& tx, ProgrammeId programme) {
  Balances balances;
  for (const auto& [kind, balance] : tx.all<std::string, Cents>(sql::balances, programme)) balances[kind] = balance;
  return balances;
}

Cents debit(const Balances& balances, std::string_view kind) {
  const auto found = balances.find(kind);
  return found == balances.end() ? 0_cents : found->second;
}

Cents credit(const Balances& balances, std::string_view kind) { return 0_cents - debit(balances, kind); }

void add_movement(Draft& draft, const std::string& reason, const std::string& kind, Cents came_in) {
  for (const auto& naming : namings) {
    if (naming.reason != reason || (!naming.kind.empty() && naming.kind != kind)) continue;
    return naming.side == Side::left ? draft.left(naming.name, came_in) : draft.right(naming.name, 0_cents - came_in);
  }
  draft.left(reason, came_in);
}

bool prove_entrusted(Transaction& tx, ProgrammeId programme, const Balances& balances,
                     v1::GetBalanceProofResponse& response) {
  Draft draft(response, "what_was_paid_in_or_funded_is_settled_or_gone_back_or_still_there");
  for (const auto& [reason, kind, came_in] : tx.all<std::string, std::string, Cents>(sql::entrusted, programme)) {
    add_movement(draft, reason, kind, came_in);
  }
  draft.right("still_afloat", credit(balances, "voucher_float"));
  draft.right("hours_in_bulk_not_used", credit(balances, "prepaid_hours"));
  draft.right("still_reserved", *tx.one<Cents>(sql::reserved_beside_prepaid, programme));
  return draft.conclude();
}

bool prove_budgets(const Balances& balances, v1::GetBalanceProofResponse& response) {
  Draft draft(response, "ceilings_are_available_reserved_or_spent");
  draft.left("ceilings", debit(balances, "budget_ceiling"));
  draft.right("available", credit(balances, "budget_available"));
  draft.right("reserved", credit(balances, "budget_reserved"));
  draft.right("spent", credit(balances, "budget_spent"));
  return draft.conclude();
}

bool prove_balance_sheet(const Balances& balances, v1::GetBalanceProofResponse& response) {
  Draft draft(response, "what_there_is_and_is_owed_to_us_is_what_we_owe");
  for (const auto* kind : {"cash", "receivable_buyer", "receivable_funder"}) draft.left(kind, debit(balances, kind));
  for (const auto* kind : {"payable_provider", "payable_payer", "voucher_float", "prepaid_hours", "income"}) {
    draft.right(kind, credit(balances, kind));
  }
  return draft.conclude();
}

/// The same figures from the records of vouchers and tracks.
bool prove_records(Transaction& tx, ProgrammeId programme, const Balances& balances,
                   v1::GetBalanceProofResponse& response) {
  const auto [redeemed_face, paid_afloat] = *tx.one<Cents, Cents>(sql::worth_of_vouchers, programme);
  const auto [reserved_for_tracks, charged_for_tracks] = *tx.one<Cents, Cents>(sql::tracks_in_funding, programme);
  Draft draft(response, "ledger_and_records_agree");
  for (const auto& [kind, earned] : tx.all<std::string, Cents>(sql::earned, programme)) {
    draft.left("earned_by_" + kind, earned);
  }
  draft.left("voucher_float", credit(balances, "voucher_float"));
  draft.left("budget_reserved", credit(balances, "budget_reserved"));
  draft.right("face_of_redeemed_vouchers", redeemed_face);
  draft.right("instalments_of_tracks", charged_for_tracks);
  draft.right("paid_for_vouchers_not_redeemed", paid_afloat);
  draft.right("funding_of_vouchers_not_redeemed", *tx.one<Cents>(sql::allocated_to_vouchers, programme));
  draft.right("funding_of_tracks_not_charged", reserved_for_tracks);
  return draft.conclude();
}

}  // namespace

Outcome<v1::GetBalanceProofResponse> get_balance_proof(Transaction& tx, const Actor&,
                                                       const v1::GetBalanceProofRequest& request) {
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id()))).id;
  const auto balances = balances_of(tx, programme);
  v1::GetBalanceProofResponse response;
  const bool entrusted = prove_entrusted(tx, programme, balances, response);
  const bool budgets = prove_budgets(balances, response);
  const bool sheet = prove_balance_sheet(balances, response);
  const bool records = prove_records(tx, programme, balances, response);
  response.set_holds(entrusted && budgets && sheet && records);
  return response;
}

}  // namespace emplooi::reporting

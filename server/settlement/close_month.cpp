#include "base/check.h"
#include "ledger/ledger.h"
#include "settlement/settlement.h"
#include "settlement/settlement.sql.h"
#include "settlement/statement.h"

namespace emplooi::settlement {

namespace {

/// Refuses: month_already_closed, month_not_over, month_out_of_order.
Outcome<void> check_closeable(Transaction& tx, const organisations::Programme& programme, Month month) {
  if (month <= ledger::closed_through(tx, programme.id)) return refuse(REFUSAL_MONTH_ALREADY_CLOSED);
  if (month >= month_of(tx.today())) return refuse(REFUSAL_MONTH_NOT_OVER);
  const Month next = next_to_close(tx, programme);
  if (month == next) return {};
  auto refused = refuse(REFUSAL_MONTH_OUT_OF_ORDER, "the next month to close is " + std::to_string(next));
  refused.facts["next_month"] = std::to_string(next);
  return refused;
}

StatementId add_statement(Transaction& tx, ProgrammeId programme, Month month, const Figures& figures) {
  const auto id = tx.new_id<StatementId>();
  std::optional<Uuid> payee;
  if (figures.party_kind == "provider") {
    if (const auto details = organisations::bank_details_of(tx, ProviderId(figures.party))) payee = details->id;
  }
  tx.run(sql::add_statement, id, programme, month, figures.party_kind, figures.party, figures.total(), payee);
  int line = 0;
  for (const auto& [budget, name, source, kind, count, amount] : figures.lines) {
    tx.run(sql::add_line, id, line++, budget, kind, count, amount);
  }
  return id;
}

}  // namespace

Outcome<v1::CloseMonthResponse> close_month(Transaction& tx, const Actor&, const v1::CloseMonthRequest& request) {
  const Month month = request.month();
  TRY(check_month(month));
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id())));
  TRY(check_closeable(tx, programme, month));
  const Window window{ledger::closed_through(tx, programme.id), month};
  ensure(ledger::close_month(tx, programme.id, month), "the next month can be closed");
  tx.run(sql::add_closing, programme.id, month, window.after, tx.record());

  v1::CloseMonthResponse response;
  Cents providers, funders;
  for (const auto& figures : figures_of(tx, programme.id, window)) {
    response.add_statement_ids(to_string(add_statement(tx, programme.id, month, figures)));
    if (figures.party_kind == "provider") providers += figures.total();
    if (figures.party_kind == "funder") funders += figures.total();
  }
  response.set_providers_cents(providers.value);
  response.set_funders_cents(funders.value);
  return response;
}

}  // namespace emplooi::settlement

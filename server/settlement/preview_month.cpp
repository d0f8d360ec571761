#include "base/words.h"
#include "ledger/ledger.h"
#include "settlement/settlement.h"
#include "settlement/settlement.sql.h"
#include "settlement/statement.h"

namespace emplooi::settlement {

namespace {

void write(Transaction& tx, const Figures& figures, v1::PartyFigures& to) {
  to.set_party_kind(from_word<v1::PartyKind>(figures.party_kind));
  to.set_party_id(to_string(figures.party));
  to.set_party_name(name_of_party(tx, figures.party_kind, figures.party));
  for (const auto& line : figures.lines) line.write(*to.add_lines());
  to.set_total_cents(figures.total().value);
}

v1::Unsettled unsettled(Transaction& tx, ProgrammeId programme, Month month) {
  v1::Unsettled work;
  const auto end = start_of_day(first_day(next_month(month)));
  for (const auto& [state, jobs, minutes] :
       tx.all<std::string, int, std::int64_t>(sql::unsettled_jobs, programme, end)) {
    if (state == "done") {
      work.set_jobs_to_approve(jobs);
      work.set_minutes_to_approve(minutes);
    } else {
      work.set_jobs_disputed(jobs);
      work.set_minutes_disputed(minutes);
    }
  }
  return work;
}

}  // namespace

Outcome<v1::PreviewMonthResponse> preview_month(Transaction& tx, const Actor& actor,
                                                const v1::PreviewMonthRequest& request) {
  const Month month = request.month();
  TRY(check_month(month));
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id())));
  const Month closed = ledger::closed_through(tx, programme.id);
  if (month <= closed) return refuse(REFUSAL_MONTH_ALREADY_CLOSED, "its statements say what it held");
  const Window window{month == next_to_close(tx, programme) ? closed : month - 1, month};
  const auto own = actor.only();

  v1::PreviewMonthResponse response;
  for (const auto& figures : figures_of(tx, programme.id, window)) {
    if (!own || figures.party == *own) write(tx, figures, *response.add_parties());
  }
  if (!own) *response.mutable_unsettled() = unsettled(tx, programme.id, month);
  return response;
}

}  // namespace emplooi::settlement

#include "reporting/print_report.h"

#include <spdlog/fmt/fmt.h>

#include <ostream>
#include <stdexcept>

#include "base/words.h"
#include "ledger/ledger.h"
#include "organisations/organisations.h"
#include "reporting/reporting.h"
#include "reporting/reporting.sql.h"
#include "settlement/settlement.h"

namespace emplooi::reporting {

namespace {

using organisations::Programme;

std::string text_of(const v1::Figure& figure) { return figure.hidden() ? "few" : std::to_string(figure.value()); }

std::string hours_of(const v1::Figure& minutes) {
  if (minutes.hidden()) return "few";
  return fmt::format("{}:{:02}", minutes.value() / 60, minutes.value() % 60);
}

/// The programme and its whole life so far, as the requests of several reports begin.
template <class Request>
Request request_for(Transaction& tx, const Programme& programme) {
  Request request;
  request.set_programme_id(to_string(programme.id));
  request.mutable_period()->set_starts_on(to_string(programme.starts_on));
  request.mutable_period()->set_ends_on(to_string(std::max(programme.starts_on, tx.today())));
  return request;
}

void print_tracks(const v1::GetTracksReportResponse& report, std::ostream& out) {
  constexpr auto form = "{:<14}{:>14}   {:<18}{:>8}\n";
  out << fmt::format(form, "track", "participants", "outflow to work", "persons");
  for (int i = 0; i < report.tracks_size(); ++i) {
    out << fmt::format(form, word_of(report.tracks(i).kind()), text_of(report.tracks(i).participants()),
                       word_of(report.outflow(i).kind()), text_of(report.outflow(i).persons()));
  }
  out << fmt::format(form, "all", text_of(report.participants()), "all", text_of(report.flowed_out()));
}

void print_hours(const v1::GetHoursReportResponse& report, std::ostream& out) {
  constexpr auto form = "{:<44}{:>13}\n";
  out << fmt::format(form, "\nservice", "hours");
  for (const auto& row : report.services()) out << fmt::format(form, row.name(), hours_of(row.minutes()));
  out << fmt::format(form, "all", hours_of(report.minutes()));
}

void print_statements(Transaction& tx, const Actor& actor, const Programme& programme, std::ostream& out) {
  constexpr auto form = "{:<8}{:<28}{:>18}  {}\n";
  out << fmt::format(form, "\nmonth", " funder", "statement", "paid on");
  settlement::v1::ListStatementsRequest request;
  request.set_programme_id(to_string(programme.id));
  do {
    const auto page = settlement::list_statements(tx, actor, request).value();
    for (const auto& statement : page.statements()) {
      if (statement.party_kind() != settlement::v1::PARTY_KIND_FUNDER) continue;
      out << fmt::format(form, statement.month(), statement.party_name(), to_string(Cents{statement.total_cents()}),
                         statement.paid_on().empty() ? "-" : statement.paid_on());
    }
    request.mutable_page()->set_token(page.next_page_token());
  } while (!request.page().token().empty());
}

void print_proof(const v1::GetBalanceProofResponse& report, std::ostream& out) {
  constexpr auto form = "  {:<36}{:>19}\n";
  const auto print = [&](const auto& name, std::int64_t cents) {
    out << fmt::format(form, name, to_string(Cents{cents}));
  };
  for (const auto& proof : report.proofs()) {
    out << '\n' << proof.name() << '\n';
    for (const auto& line : proof.left()) print(line.name(), line.amount_cents());
    print("=", proof.left_cents());
    for (const auto& line : proof.right()) print(line.name(), line.amount_cents());
    print("=", proof.right_cents());
    print("difference", proof.difference_cents());
  }
  out << (report.holds() ? "\nThe books balance.\n" : "\nTHE BOOKS DO NOT BALANCE.\n");
}

}  // namespace

void print_report(Transaction& tx, ProgrammeId id, std::ostream& out) {
  const auto programme = organisations::programme(tx, id).value();
  const auto actor = system_actor(tx.municipality());
  out << programme.name << ", " << to_string(programme.starts_on) << " to " << to_string(tx.today()) << "\n\n";
  print_tracks(get_tracks_report(tx, actor, request_for<v1::GetTracksReportRequest>(tx, programme)).value(), out);
  print_hours(get_hours_report(tx, actor, request_for<v1::GetHoursReportRequest>(tx, programme)).value(), out);
  print_statements(tx, actor, programme, out);
  v1::GetBalanceProofRequest proof;
  proof.set_programme_id(to_string(id));
  print_proof(get_balance_proof(tx, actor, proof).value(), out);
}

void print_reports(store::Store& store, const std::optional<std::string>& programme_name, std::ostream& out) {
  std::vector<std::tuple<MunicipalityId, std::string>> municipalities;
  store.read({}, [&](Transaction& tx) { municipalities = tx.all<MunicipalityId, std::string>(sql::municipalities); });
  bool found_one = false;
  for (const auto& [municipality, name] : municipalities) {
    store.read(municipality, [&, &town = name](Transaction& tx) {
      for (const auto& id : ledger::books(tx)) {
        if (programme_name && organisations::programme(tx, id).value().name != *programme_name) continue;
        out << (found_one ? "\n\n" : "") << town << ": ";
        print_report(tx, id, out);
        found_one = true;
      }
    });
  }
  if (!found_one) throw std::runtime_error("there is no such programme");
}

}  // namespace emplooi::reporting

#include "base/words.h"
#include "organisations/organisations.h"
#include "paper/paper.h"
#include "settlement/settlement.h"
#include "settlement/statement.h"

namespace emplooi::settlement {

namespace {

constexpr double left_mm = 20;
constexpr double width_mm = 170;
constexpr double top_mm = 20;
constexpr double bottom_mm = 270;
constexpr double row_mm = 6;
/// Where the columns of a line begin, and how wide they are.
constexpr double what_mm = 85;
constexpr double number_mm = 140;
constexpr double number_width_mm = 15;
constexpr double euros_mm = 155;
constexpr double euros_width_mm = 35;

constexpr paper::Page::Font plain{3.4};
constexpr paper::Page::Font bold{3.4, true};
constexpr paper::Page::Font figure{3.4, false, true};
constexpr paper::Page::Font bold_figure{3.4, true, true};

constexpr std::string_view month_names[] = {"januari", "februari", "maart",     "april",   "mei",      "juni",
                                            "juli",    "augustus", "september", "oktober", "november", "december"};

std::string name_of_month(Month month) {
  return fmt::format("{} {}", month_names[static_cast<std::size_t>(month % 100 - 1)], month / 100);
}

/// As people write a day: 21-11-2026.
std::string dutch_day(const std::string& day) {
  return day.substr(8, 2) + "-" + day.substr(5, 2) + "-" + day.substr(0, 4);
}

/// € 1.234,50
std::string euros(Cents amount) {
  const auto size = static_cast<std::uint64_t>(amount.value < 0 ? -amount.value : amount.value);
  auto whole = std::to_string(size / 100);
  for (auto at = static_cast<std::ptrdiff_t>(whole.size()) - 3; at > 0; at -= 3) {
    whole.insert(static_cast<std::size_t>(at), ".");
  }
  return fmt::format("€ {}{},{:02}", amount.value < 0 ? "-" : "", whole, size % 100);
}

std::string_view meaning_of(const Statement& statement) {
  if (statement.party_kind == "provider") return "Dit krijgt de uitvoerder voor het werk van deze maand.";
  if (statement.party_kind == "corporation") {
    return "Dit is gebruikt van de uren die al zijn betaald. Er hoeft niets meer te worden betaald.";
  }
  return "Dit hebben de budgetten in deze maand bijgedragen. Het wordt betaald aan het programma.";
}

std::string_view name_of_kind(const std::string& kind) {
  if (kind == "vouchers") return "Gebruikte cheques";
  return kind == "tracks" ? "Termijnen van trajecten" : "Correcties";
}

/// Writes downwards, and on the next page where one is full.
class Sheet {
 public:
  explicit Sheet(Time now) : page_("Afrekening", now) {}

  void text(std::string_view words, paper::Page::Font font, double height_mm, int lines = 1) {
    page_.text({left_mm, y_mm_}, words, font, width_mm, lines);
    y_mm_ += height_mm;
  }
  void fact(std::string_view name, std::string_view value) {
    page_.text({left_mm, y_mm_}, name, plain, what_mm - left_mm);
    page_.text({what_mm, y_mm_}, value, bold, width_mm + left_mm - what_mm);
    y_mm_ += row_mm;
  }
  void row(std::string_view budget, std::string_view what, const std::string& count, const std::string& amount,
           bool is_bold = false) {
    if (y_mm_ > bottom_mm) {
      page_.next();
      y_mm_ = top_mm;
    }
    page_.text({left_mm, y_mm_}, budget, is_bold ? bold : plain, what_mm - left_mm - 3);
    page_.text({what_mm, y_mm_}, what, is_bold ? bold : plain, number_mm - what_mm - 3);
    page_.text({number_mm, y_mm_}, count, is_bold ? bold_figure : figure, number_width_mm);
    page_.text({euros_mm, y_mm_}, amount, is_bold ? bold_figure : figure, euros_width_mm);
    y_mm_ += row_mm;
  }
  void skip(double height_mm) { y_mm_ += height_mm; }
  std::string pdf() { return page_.pdf(); }

 private:
  paper::Page page_;
  double y_mm_ = top_mm;
};

void write_facts(Sheet& sheet, Transaction& tx, const Statement& statement, const std::string& programme) {
  sheet.fact("Voor", name_of_party(tx, statement.party_kind, statement.party));
  sheet.fact("Programma", programme);
  sheet.fact("Kenmerk", to_string(statement.id));
  sheet.fact("Totaal", euros(statement.total));
  sheet.fact("Nog te betalen", euros(statement.due()));
  if (statement.paid_on) sheet.fact("Betaald op", dutch_day(*statement.paid_on));
}

void write_lines(Sheet& sheet, const std::vector<Line>& lines, Cents total) {
  sheet.row("Budget", "Wat", "Aantal", "Bedrag", true);
  for (const auto& line : lines) {
    sheet.row(line.budget_name.value_or("Gedaan werk"), name_of_kind(line.kind), std::to_string(line.count),
              euros(line.amount));
  }
  sheet.row("Samen", "", "", euros(total), true);
}

}  // namespace

Outcome<v1::PrintStatementResponse> print_statement(Transaction& tx, const Actor& actor,
                                                    const v1::PrintStatementRequest& request) {
  const auto statement = TRY(statement_for(tx, actor, StatementId::of(request.statement_id())));
  const auto programme = TRY(organisations::programme(tx, statement.programme));
  Sheet sheet(tx.now());
  sheet.text("Emplooi", {5, true}, 10);
  sheet.text("Afrekening " + name_of_month(statement.month), {7, true}, 13);
  sheet.text(meaning_of(statement), {3.4}, 12, 2);
  write_facts(sheet, tx, statement, programme.name);
  sheet.skip(row_mm);
  write_lines(sheet, lines_of(tx, statement.id), statement.total);
  v1::PrintStatementResponse response;
  response.set_pdf(sheet.pdf());
  return response;
}

}  // namespace emplooi::settlement

#include "base/words.h"
#include "jobs/jobs.h"
#include "paper/paper.h"

namespace emplooi::jobs {

namespace {

using participants::v1::CertificateKind;
using participants::v1::TrackKind;

constexpr double left_mm = 20;
constexpr double width_mm = 170;
constexpr double numbers_mm = 120;
constexpr double bottom_mm = 258;
constexpr double row_mm = 5.4;

/// What stands on the paper, in one language.
struct Wording {
  std::string_view title;
  std::string_view lead;
  std::string_view experience;
  std::string_view service_columns[3];
  std::string_view fields;
  std::string_view certificates;
  std::string_view conduct;
  std::string_view tracks;
  std::string_view track_names[3];
  std::string_view running;
  std::string_view ladder;
  std::string_view step;
  std::string_view outflow;
  std::string_view outflow_names[3];
  std::string_view all;
  std::string_view more;
  std::string_view nothing;
  std::string_view made_on;
  std::string_view signature[2];
  /// The fields of the Wmo (Wet maatschappelijke ondersteuning 2007, article 1, first paragraph, g), in short.
  std::string_view field_names[9];
};

constexpr Wording dutch = {
    "Bewijs van ervaring",
    "Dit werk is gedaan bij mensen thuis en in de buurt. De uren zijn goedgekeurd door de bewoners of de coördinator.",
    "Werk",
    {"Dienst", "Keren", "Uren"},
    "Uren per prestatieveld van de Wmo",
    "Diploma's en verklaringen",
    "Verklaring omtrent het gedrag (VOG)",
    "Trajecten",
    {"Oriëntatie", "Activering", "Toeleiding naar werk"},
    "loopt nog",
    "Participatieladder",
    "Trede",
    "Vervolg",
    {"Werk bij een gewone werkgever", "Gesubsidieerd werk", "Vrijwilligerswerk"},
    "Samen",
    "en nog {} regels; het volledige overzicht staat in de app",
    "Er zijn nog geen goedgekeurde uren.",
    "Gemaakt op {}.",
    {"Handtekening deelnemer", "Handtekening begeleider"},
    {"Leefbaarheid en samenhang in de wijk", "Steun voor jeugd en ouders", "Informatie en advies",
     "Mantelzorg en vrijwilligers", "Meedoen met een beperking", "Hulp en voorzieningen", "Opvang",
     "Geestelijke gezondheid", "Verslavingszorg"}};

constexpr Wording english = {
    "Proof of experience",
    "This work was done in people's homes and in the neighbourhood. The hours were approved by the residents or the coordinator.",
    "Work",
    {"Service", "Times", "Hours"},
    "Hours by performance field of the Wmo",
    "Certificates",
    "Certificate of conduct (VOG)",
    "Tracks",
    {"Orientation", "Activation", "Placement"},
    "still running",
    "Participation ladder",
    "Step",
    "What came next",
    {"Work with a regular employer", "Subsidised work", "Voluntary work"},
    "Together",
    "and {} more lines; the whole list is in the app",
    "There are no approved hours yet.",
    "Made on {}.",
    {"Signature of the participant", "Signature of the coach"},
    {"A neighbourhood to live in together", "Support for young people and parents", "Information and advice",
     "Informal carers and volunteers", "Taking part with a disability", "Help and provisions", "Shelter",
     "Mental health", "Care for addiction"}};

/// As people write a day: 21-11-2026.
std::string day(const std::string& date) {
  if (date.empty()) return {};
  return date.substr(8, 2) + "-" + date.substr(5, 2) + "-" + date.substr(0, 4);
}

std::string hours(int minutes) { return fmt::format("{}:{:02}", minutes / 60, minutes % 60); }

/// Writes lines downwards; what does not fit is counted instead.
class Sheet {
 public:
  Sheet(const Wording& words, Time now) : words_(words), page_(words.title, now) {}

  void text(std::string_view line, paper::Page::Font font, double height_mm, int lines = 1) {
    page_.text({left_mm, y_mm_}, line, font, width_mm, lines);
    y_mm_ += height_mm;
  }
  void heading(std::string_view line) {
    y_mm_ += 3;
    if (has_room()) text(line, {4.2, true}, 7);
  }
  void row(std::string_view name, std::string_view first, std::string_view second, bool is_bold = false) {
    if (!has_room()) {
      ++left_out_;
      return;
    }
    const paper::Page::Font font{3.4, is_bold};
    page_.text({left_mm, y_mm_}, name, font, numbers_mm - left_mm - 3);
    page_.text({numbers_mm, y_mm_}, first, font, 40);
    page_.text({numbers_mm + 42, y_mm_}, second, font, 28);
    y_mm_ += row_mm;
  }
  std::string finished(const std::string& made_on) {
    if (left_out_ > 0) text(fmt::format(fmt::runtime(words_.more), left_out_), {3.2}, row_mm);
    page_.text({left_mm, 268}, words_.signature[0], {3}, 80);
    page_.text({left_mm + 90, 268}, words_.signature[1], {3}, 80);
    page_.frame({left_mm, 272}, 80, 14);
    page_.frame({left_mm + 90, 272}, 80, 14);
    page_.text({left_mm, 289}, fmt::format(fmt::runtime(words_.made_on), made_on), {2.8}, width_mm);
    return page_.pdf();
  }

 private:
  bool has_room() const { return y_mm_ < bottom_mm; }

  const Wording& words_;
  paper::Page page_;
  double y_mm_ = 20;
  int left_out_ = 0;
};

void write_work(Sheet& sheet, const Wording& words, bool is_dutch, const v1::GetPortfolioResponse& portfolio) {
  sheet.heading(words.experience);
  if (portfolio.services().empty()) return sheet.row(words.nothing, "", "");
  sheet.row(words.service_columns[0], words.service_columns[1], words.service_columns[2], true);
  for (const auto& service : portfolio.services()) {
    sheet.row(is_dutch ? service.name_nl() : service.name_en(), std::to_string(service.jobs()),
              hours(service.minutes()));
  }
  sheet.row(words.all, std::to_string(portfolio.jobs()), hours(portfolio.minutes()), true);
  sheet.heading(words.fields);
  for (const auto& field : portfolio.performance_fields()) {
    const int number = field.performance_field();
    sheet.row(fmt::format("{}. {}", number, words.field_names[number - 1]), "", hours(field.minutes()));
  }
}

void write_growth(Sheet& sheet, const Wording& words, bool with_ladder, const v1::GetPortfolioResponse& portfolio) {
  if (!portfolio.certificates().empty()) sheet.heading(words.certificates);
  for (const auto& one : portfolio.certificates()) {
    const bool is_conduct = one.kind() == CertificateKind::CERTIFICATE_KIND_CONDUCT;
    sheet.row(is_conduct && one.title().empty() ? words.conduct : std::string_view(one.title()), day(one.expires_on()),
              "");
  }
  if (!portfolio.tracks().empty()) sheet.heading(words.tracks);
  for (const auto& track : portfolio.tracks()) {
    sheet.row(words.track_names[track.kind() - TrackKind::TRACK_KIND_ORIENTATION], day(track.started_on()),
              track.ended_on().empty() ? std::string(words.running) : day(track.ended_on()));
  }
  if (portfolio.has_outflow()) {
    sheet.heading(words.outflow);
    sheet.row(words.outflow_names[portfolio.outflow().kind() - 1], day(portfolio.outflow().flowed_out_on()), "");
  }
  if (!with_ladder || portfolio.ladder_steps().empty()) return;
  sheet.heading(words.ladder);
  for (const auto& step : portfolio.ladder_steps()) {
    sheet.row(fmt::format("{} {}", words.step, step.step()), day(step.assessed_on()), "");
  }
}

}  // namespace

Outcome<v1::PrintPortfolioResponse> print_portfolio(Transaction& tx, const Actor& actor,
                                                    const v1::PrintPortfolioRequest& request) {
  v1::GetPortfolioRequest asked;
  asked.set_participant_id(request.participant_id());
  const auto portfolio = TRY(get_portfolio(tx, actor, asked));
  const bool is_dutch = request.language() != v1::LANGUAGE_ENGLISH;
  const auto& words = is_dutch ? dutch : english;
  Sheet sheet(words, tx.now());
  sheet.text("Emplooi", {5, true}, 10);
  sheet.text(words.title, {7.5, true}, 12);
  sheet.text(portfolio.name(), {5, true}, 9);
  sheet.text(words.lead, {3.4}, 10, 2);
  write_work(sheet, words, is_dutch, portfolio);
  write_growth(sheet, words, request.with_ladder(), portfolio);
  v1::PrintPortfolioResponse response;
  response.set_pdf(sheet.finished(day(to_string(tx.today()))));
  return response;
}

}  // namespace emplooi::jobs

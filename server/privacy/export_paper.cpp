#include "privacy/export_paper.h"

#include "base/money.h"
#include "emplooi/base/v1/hours.pb.h"
#include "paper/paper.h"

namespace emplooi::privacy {

namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr double paper_left_mm = 20, paper_top_mm = 20, paper_width_mm = 170, paper_bottom_mm = 277;
constexpr double label_width_mm = 55;

constexpr std::string_view months[] = {"januari", "februari", "maart",     "april",   "mei",      "juni",
                                       "juli",    "augustus", "september", "oktober", "november", "december"};

constexpr std::array<std::string_view, 7> weekdays = {"maandag", "dinsdag",  "woensdag", "donderdag",
                                                      "vrijdag", "zaterdag", "zondag"};

std::string in_dutch(Date day) {
  return fmt::format("{} {} {}", unsigned(day.day()), months[unsigned(day.month()) - 1], int(day.year()));
}

/// "5 januari 2026, 09:00", as the clock stands in Amsterdam.
std::string in_dutch(Time time) { return in_dutch(local_date(time)) + ", " + local_text(time).substr(11, 5); }

/// "€ 5,00".
std::string in_euros(std::int64_t cents) {
  return fmt::format("€ {}{},{:02}", cents < 0 ? "-" : "", std::abs(cents) / 100, std::abs(cents) % 100);
}

/// The lines of a document, one under the other, on as many pages as it takes.
class Writer {
 public:
  explicit Writer(Time now) : page_("Uw gegevens", now) { number_page(); }

  void title(std::string_view words) { put(words, {7, true}, 4); }
  void heading(std::string_view words) {
    y_mm_ += 4;
    // Not at the foot of a page, away from what it is about.
    if (y_mm_ + 25 > paper_bottom_mm) turn();
    put(words, {5, true}, 2);
  }
  void paragraph(std::string_view words) { put(words, {4}, 2); }
  void row(std::string_view label, const std::string& words) {
    const paper::Page::Font font{4};
    const double right_mm = paper_width_mm - label_width_mm;
    make_room(page_.height_of(words, font, right_mm));
    page_.text({paper_left_mm, y_mm_}, label, font, label_width_mm - 2);
    put_at(paper_left_mm + label_width_mm, right_mm, words, font);
    y_mm_ += 0.8;
  }
  void gap() { y_mm_ += 2.5; }
  std::string pdf() { return page_.pdf(); }

 private:
  void put(std::string_view words, paper::Page::Font font, double below_mm) {
    make_room(page_.height_of(words, font, paper_width_mm));
    put_at(paper_left_mm, paper_width_mm, words, font);
    y_mm_ += below_mm;
  }
  /// What is higher than a page is cut at its foot.
  void put_at(double x_mm, double width_mm, std::string_view words, paper::Page::Font font) {
    const int lines = 1 + static_cast<int>((paper_bottom_mm - y_mm_) / (font.height_mm * 1.2));
    page_.text({x_mm, y_mm_}, words, font, width_mm, lines);
    y_mm_ += page_.height_of(words, font, width_mm);
  }
  void make_room(double height_mm) {
    if (y_mm_ > paper_top_mm && y_mm_ + height_mm > paper_bottom_mm) turn();
  }
  void turn() {
    page_.next();
    y_mm_ = paper_top_mm;
    number_page();
  }
  void number_page() {
    page_.text({paper_left_mm, paper_bottom_mm + 6}, fmt::format("Bladzijde {}", ++number_), {3}, paper_width_mm);
  }

  paper::Page page_;
  double y_mm_ = paper_top_mm;
  int number_ = 0;
};

std::string label_or_name(const FieldDescriptor* field) {
  const auto label = label_of(field);
  return std::string(label ? *label : std::string_view(field->name()));
}

std::string words_of_text(const FieldDescriptor* field, const std::string& text, const NamesOfIds& names) {
  if (const auto name = names.find(text); name != names.end()) return name->second;
  // An id without a name says nothing to anybody.
  if (field->name().ends_with("_id") || field->name().ends_with("_ids")) return {};
  const auto day = field->name().ends_with("_on") || field->name() == "day" ? parse_date(text) : std::nullopt;
  return day ? in_dutch(*day) : text;
}

std::string words_of(const Message& message, const FieldDescriptor* field, const NamesOfIds& names);

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string all;
  for (const auto& part : parts) {
    if (!part.empty()) all += (all.empty() ? "" : std::string(between)) + part;
  }
  return all;
}

/// "09:00-12:30"; what is after midnight is the next day's.
std::string words_of_hours(const base::v1::Hours& hours) {
  const auto clock = [](int minute) { return fmt::format("{:02}:{:02}", minute / 60 % 24, minute % 60); };
  return clock(hours.from_minute()) + "-" + clock(hours.until_minute());
}

std::string words_of_message(const Message& message, const NamesOfIds& names) {
  if (const auto* time = dynamic_cast<const google::protobuf::Timestamp*>(&message)) {
    return in_dutch(time_from_us(time->seconds() * 1'000'000 + time->nanos() / 1000));
  }
  if (const auto* hours = dynamic_cast<const base::v1::Hours*>(&message)) return words_of_hours(*hours);
  if (const auto* day = dynamic_cast<const base::v1::WeekdayHours*>(&message)) {
    const auto weekday = static_cast<std::size_t>(day->weekday() - 1);
    return std::string(weekdays.at(weekday)) + " " + words_of_hours(day->hours());
  }
  std::vector<std::string> parts;
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const auto* field = message.GetDescriptor()->field(i);
    const auto label = label_or_name(field);
    const auto words = label.empty() ? std::string() : words_of(message, field, names);
    if (!words.empty()) parts.push_back(label + ": " + words);
  }
  return joined(parts, ", ");
}

/// One value of a field; `index` counts those of a repeated one, and is -1 for others.
std::string words_of_value(const Message& message, const FieldDescriptor* field, int index, const NamesOfIds& names) {
  const auto* reflection = message.GetReflection();
  const bool is_one = index < 0;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return words_of_text(
          field, is_one ? reflection->GetString(message, field) : reflection->GetRepeatedString(message, field, index),
          names);
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection->GetBool(message, field) ? "ja" : "nee";
    case FieldDescriptor::CPPTYPE_INT32: {
      const auto number = reflection->GetInt32(message, field);
      return number == 0 ? std::string() : std::to_string(number);
    }
    case FieldDescriptor::CPPTYPE_INT64:
      return in_euros(reflection->GetInt64(message, field));
    case FieldDescriptor::CPPTYPE_ENUM: {
      const auto* value =
          is_one ? reflection->GetEnum(message, field) : reflection->GetRepeatedEnum(message, field, index);
      if (value->number() == 0) return {};
      const auto label = label_of(value);
      return std::string(label ? *label : std::string_view(value->name()));
    }
    case FieldDescriptor::CPPTYPE_MESSAGE:
      if (is_one && !reflection->HasField(message, field)) return {};
      return words_of_message(
          is_one ? reflection->GetMessage(message, field) : reflection->GetRepeatedMessage(message, field, index),
          names);
    default:
      return {};
  }
}

/// What stands in a field, for reading; empty where there is nothing.
std::string words_of(const Message& message, const FieldDescriptor* field, const NamesOfIds& names) {
  if (!field->is_repeated()) return words_of_value(message, field, -1, names);
  std::vector<std::string> parts;
  for (int i = 0; i < message.GetReflection()->FieldSize(message, field); ++i) {
    parts.push_back(words_of_value(message, field, i, names));
  }
  return joined(parts, field->message_type() ? "; " : ", ");
}

void write_record(Writer& writer, const Message& message, const NamesOfIds& names) {
  const auto* descriptor = message.GetDescriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const auto* field = descriptor->field(i);
    const auto label = label_or_name(field);
    const auto words = label.empty() ? std::string() : words_of(message, field, names);
    if (!words.empty()) writer.row(label, words);
  }
}

template <class Records>
void write_list(Writer& writer, std::string_view heading, std::string_view if_empty, const Records& records,
                const NamesOfIds& names) {
  writer.heading(heading);
  if (records.empty()) writer.paragraph(if_empty);
  for (const auto& record : records) {
    write_record(writer, record, names);
    writer.gap();
  }
}

void write_introduction(Writer& writer, Time now) {
  writer.title("Uw gegevens");
  writer.paragraph("Gemaakt op " + in_dutch(now) + ".");
  writer.paragraph(
      "Hier leest u wat wij over u bewaren. U heeft het recht om dat te zien (Algemene verordening gegevensbescherming, "
      "artikel 15).");
  writer.paragraph(
      "Klopt er iets niet? Zeg het tegen de coördinator of uw consulent. Dan verbeteren wij het. Bewaar dit papier goed: "
      "het gaat over u.");
}

void write_person(Writer& writer, const v1::ExportPersonResponse& all, const NamesOfIds& names) {
  writer.heading("Wie u bent");
  if (all.has_resident()) {
    write_record(writer, all.resident().resident(), names);
    write_record(writer, all.resident().household(), names);
  } else {
    write_record(writer, all.participant().participant(), names);
  }
  writer.row("Burgerservicenummer", all.has_bsn() ? "bewaren wij, achter slot" : "bewaren wij niet");
  if (!all.resident().has_preferences()) return;
  writer.heading("Wat u graag wilt");
  write_record(writer, all.resident().preferences(), names);
}

void write_participant(Writer& writer, const participants::v1::GetParticipantResponse& one, const NamesOfIds& names) {
  write_list(writer, "Uw trajecten", "U heeft nog geen traject.", one.tracks(), names);
  write_list(writer, "Uw plek op de ladder", "Daar staat nog niets over.", one.ladder_steps(), names);
  write_list(writer, "Welk werk bij u past", "Daar staat nog niets over.", one.fitness(), names);
  write_list(writer, "Uw bewijzen", "U heeft nog geen bewijzen.", one.certificates(), names);
  writer.heading("Wat u kunt, en wanneer");
  write_record(writer, one.availability(), names);
  if (!one.has_outflow()) return;
  writer.heading("Wat u daarna ging doen");
  write_record(writer, one.outflow(), names);
}

}  // namespace

std::string draw_export(const v1::ExportPersonResponse& all, const NamesOfIds& names, Time now) {
  Writer writer(now);
  write_introduction(writer, now);
  write_person(writer, all, names);
  if (all.has_participant()) write_participant(writer, all.participant(), names);
  if (all.has_resident()) {
    write_list(writer, "Uw dienstencheques", "U heeft geen dienstencheques.", all.vouchers(), names);
  }
  write_list(writer, "Klussen", "Er zijn geen klussen.", all.jobs(), names);
  write_list(writer, "Wie in uw gegevens keek", "Niemand heeft in uw gegevens gekeken.", all.accesses(), names);
  writer.heading("Wat hier niet staat");
  writer.paragraph(
      "Bij elk gegeven hoort een nummer in de computer. Die nummers staan hier niet, want u heeft er niets aan. Wilt u ze "
      "toch? Vraag dan om uw gegevens als bestand.");
  return writer.pdf();
}

}  // namespace emplooi::privacy

// All that is kept about a person, for programs and for reading.
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "jobs/jobs.h"
#include "participants/availability.h"
#include "participants/participants.h"
#include "privacy/export_paper.h"
#include "privacy/key_ring.h"
#include "privacy/privacy.h"
#include "residents/residents.h"
#include "support/town.h"

namespace emplooi::privacy {
namespace {

using testing::TestTown;
using testing::text;

std::string said_by(const std::string& command) {
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  char bytes[4096];
  for (std::size_t count; (count = fread(bytes, 1, sizeof bytes, pipe)) > 0;) output.append(bytes, count);
  EXPECT_EQ(pclose(pipe), 0) << command;
  return output;
}

class Export : public ::testing::Test {
 protected:
  Export() { use_key_ring({{1, {{1, 2, 3}, {4, 5, 6}}}}); }

  std::string paper_of(const Actor& actor, const v1::ExportPersonRequest& request) {
    const auto answer = town.must(export_person, actor, request);
    EXPECT_FALSE(answer.has_resident() || answer.has_participant() || answer.accesses_size() > 0)
        << "either the fields or the document";
    const auto file = (town.folder() / "export.pdf").string();
    std::ofstream(file, std::ios::binary) << answer.pdf();
    facts = said_by("pdfinfo " + file);
    return said_by("pdftotext -layout " + file + " -");
  }
  JobId asked(const std::string& note) {
    return JobId::of(town.must(jobs::request_job, ada.actor,
                               text("programme_id: % resident_id: % service_id: % minutes: 60 note: %",
                                    town.setting().programme, ada.id, town.setting().walk, note))
                         .job_id());
  }

  TestTown town;
  const Actor case_manager = town.actor(ROLE_CASE_MANAGER);
  const testing::ResidentPersona ada = town.resident("Ada Ünal-Şahin", {.in_complex = true});
  std::string facts;
};

TEST_F(Export, is_read_by_the_person_in_plain_dutch) {
  town.must(set_bsn, case_manager, text("person { resident_id: % } bsn: '012345672'", ada.id));
  asked("De bel is stuk, graag kloppen.");
  const auto words = paper_of(ada.actor, text("person { resident_id: % } format: EXPORT_FORMAT_PDF", ada.id));
  for (const auto* expected :
       {"Uw gegevens", "Ada Ünal-Şahin", "17 mei 1941", "5042AB", "Tilburg-Noord", "De Linde", "Laag inkomen", "ja",
        "bewaren wij, achter slot", "U heeft geen dienstencheques.", "Samen wandelen", "De bel is stuk, graag kloppen.",
        "gevraagd", "coördinator", "hulp naar werk (Participatiewet)", "5 januari 2026", "Bladzijde 1"}) {
    EXPECT_NE(words.find(expected), std::string::npos) << expected << " is missing in:\n" << words;
  }
  for (const auto* absent : {"012345672", "_id", "ROLE_", "STATE_", "PURPOSE_"}) {
    EXPECT_EQ(words.find(absent), std::string::npos) << absent;
  }
  EXPECT_EQ(words.find(to_string(ada.id)), std::string::npos) << "numbers say nothing to people";
  EXPECT_EQ(facts.find("Ada"), std::string::npos) << "nobody is named in what programs index";
}

TEST_F(Export, goes_on_over_as_many_pages_as_it_takes) {
  for (int i = 0; i < 40; ++i) asked("Klus nummer " + std::to_string(i) + " van veertig.");
  const auto words = paper_of(ada.actor, text("person { resident_id: % } format: EXPORT_FORMAT_PDF", ada.id));
  for (int i = 0; i < 40; ++i) {
    EXPECT_NE(words.find("Klus nummer " + std::to_string(i) + " van"), std::string::npos) << i;
  }
  EXPECT_NE(words.find("Bladzijde 3"), std::string::npos);
  EXPECT_EQ(facts.find("Pages:           1\n"), std::string::npos) << facts;
}

TEST_F(Export, of_a_participant_holds_tracks_and_what_was_assessed) {
  const auto piet = town.participant("Piet");
  town.must(participants::start_track, case_manager, text("participant_id: % kind: TRACK_KIND_ACTIVATION", piet.id));
  town.must(
      participants::assess_fitness, case_manager,
      text("participant_id: % service_id: % fit: true assessed_on: '2026-01-05'", piet.id, town.setting().cleaning));
  town.must(participants::set_week_pattern, piet.actor,
            text("participant_id: % hours { weekday: 2 hours { from_minute: 540 until_minute: 750 } }", piet.id));
  const auto words = paper_of(piet.actor, text("person { participant_id: % } format: EXPORT_FORMAT_PDF", piet.id));
  for (const auto* expected :
       {"Piet", "Uw trajecten", "Tijd in de week", "dinsdag 09:00-12:30", "activering", "Welk werk bij u past",
        "Schoonmaak", "De Buurt Werkt", "U heeft nog geen bewijzen.", "Er zijn geen klussen."}) {
    EXPECT_NE(words.find(expected), std::string::npos) << expected << " is missing in:\n" << words;
  }
}

TEST_F(Export, is_approved_for_one_form) {
  const v1::ExportPersonRequest fields = text("person { resident_id: % }", ada.id);
  const v1::ExportPersonRequest pdf = text("person { resident_id: % } format: EXPORT_FORMAT_PDF", ada.id);
  town.approve(case_manager, fields);
  EXPECT_REFUSED(town.call(export_person, case_manager, pdf), REFUSAL_APPROVAL_NEEDED);
  EXPECT_EQ(town.must(export_person, case_manager, fields).resident().resident().name(), "Ada Ünal-Şahin");
  town.approve(case_manager, pdf);
  EXPECT_NE(paper_of(case_manager, pdf).find("Ada"), std::string::npos);
  EXPECT_REFUSED(town.call(export_person, case_manager, pdf), REFUSAL_APPROVAL_NEEDED) << "each time anew";
  const auto log = town.must(list_accesses, case_manager, text("person { resident_id: % }", ada.id));
  EXPECT_EQ(log.accesses(0).name(), "emplooi.privacy.v1.PrivacyService.ExportPerson");
  EXPECT_FALSE(log.accesses(0).written()) << "it was read";
}

void collect_unnamed(const google::protobuf::Descriptor* message, std::string& unnamed) {
  for (int i = 0; i < message->field_count(); ++i) {
    const auto* field = message->field(i);
    if (!label_of(field)) unnamed += message->name() + "." + field->name() + "\n";
    const auto* values = field->enum_type();
    const bool is_shown = label_of(field) && !label_of(field)->empty();
    // Times and hours have a form of their own.
    const auto* inner = is_shown ? field->message_type() : nullptr;
    if (inner && inner->file()->package().starts_with("emplooi.") && inner->file()->package() != "emplooi.base.v1") {
      collect_unnamed(inner, unnamed);
    }
    for (int v = 1; values && is_shown && v < values->value_count(); ++v) {
      if (!label_of(values->value(v))) unnamed += values->value(v)->name() + "\n";
    }
  }
}

TEST(ExportLabels, name_every_field_that_can_stand_in_an_export) {
  std::string unnamed;
  const auto* all = v1::ExportPersonResponse::descriptor();
  for (int i = 0; i < all->field_count(); ++i) {
    const auto* part = all->field(i)->message_type();
    if (!part) continue;
    if (!part->name().ends_with("Response")) {
      collect_unnamed(part, unnamed);
      continue;
    }
    for (int j = 0; j < part->field_count(); ++j) collect_unnamed(part->field(j)->message_type(), unnamed);
  }
  EXPECT_EQ(unnamed, "") << "say in server/privacy/export_labels.cpp how these are called";
}

}  // namespace
}  // namespace emplooi::privacy

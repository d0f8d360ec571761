#include "matching/words.h"

#include <gtest/gtest.h>

#include "base/timestamp.h"
#include "support/town.h"

namespace emplooi::matching {
namespace {

std::vector<v1::Fact> facts(std::initializer_list<std::pair<v1::FactKind, std::int64_t>> all) {
  std::vector<v1::Fact> list;
  for (const auto& [kind, value] : all) {
    auto& fact = list.emplace_back();
    fact.set_kind(kind);
    fact.set_value(value);
  }
  return list;
}

/// Reviewed for plain Dutch (B1): short sentences, no scores, no jargon, nobody's limits told to others.
TEST(Words, of_each_fact_to_each_reader) {
  struct {
    v1::FactKind kind;
    const char* coordinator;
    const char* resident;
    const char* participant;
  } const table[] = {
      {v1::FACT_KIND_LOCKED, "Deze klus staat vast.", "Deze hulp heeft dan tijd voor u.", "U hebt tijd op dit moment."},
      {v1::FACT_KIND_ONLY_ONE, "Niemand anders kan deze klus doen.", "Deze hulp heeft dan tijd voor u.",
       "Zonder u heeft deze bewoner geen hulp."},
      {v1::FACT_KIND_GOAL, "Het past bij de doelen van het traject.", "Deze hulp heeft dan tijd voor u.",
       "Deze klus helpt u verder met de doelen van uw traject."},
      {v1::FACT_KIND_CONTINUITY, "Het past beter bij deze bewoner, zoals dezelfde hulp of dezelfde taal.",
       "Deze hulp past het beste bij wat u graag wilt.", "U past goed bij deze bewoner."},
      {v1::FACT_KIND_WISH, "Het kan op een tijd die de bewoner graag wil.",
       "Deze hulp kan komen op een tijd die u graag wilt.", "U hebt tijd op dit moment."},
      {v1::FACT_KIND_FAIRER, "Zo zijn de uren eerlijker verdeeld.", "Deze hulp heeft dan tijd voor u.",
       "Zo komt u dichter bij de uren die u wilt."},
      {v1::FACT_KIND_NEARER, "Het scheelt 10 minuten reizen.", "Deze hulp is dan dicht bij u in de buurt.",
       "Voor u is het minder ver dan voor anderen."},
      {v1::FACT_KIND_AS_TOLD, "Zo verandert er minder aan wat is afgesproken.",
       "Zo blijft het zoals met u is afgesproken.", "Zo blijft uw week zoals hij was."},
      {v1::FACT_KIND_SERVES_MORE, "Met iemand anders blijft een aanvraag liggen.", "Deze hulp heeft dan tijd voor u.",
       "Zonder u heeft deze bewoner geen hulp."},
      {v1::FACT_KIND_AS_GOOD, "Een ander kan het net zo goed doen.", "Deze hulp heeft dan tijd voor u.",
       "U hebt tijd op dit moment."},
      {v1::FACT_KIND_BUDDY, "Zo werken twee vaste maatjes samen.", "Deze hulp heeft dan tijd voor u.",
       "Zo werken u en uw maatje samen."},
  };
  EXPECT_EQ(std::size(table), static_cast<std::size_t>(v1::FactKind_ARRAYSIZE - 1)) << "every fact has its line";
  for (const auto& row : table) {
    const auto told = facts({{row.kind, 600}});
    EXPECT_EQ(to_coordinator(told, "").nl(), row.coordinator);
    EXPECT_EQ(to_resident(told).nl(), row.resident);
    EXPECT_EQ(to_participant(told).nl(), row.participant);
    for (const auto& both : {to_coordinator(told, ""), to_resident(told), to_participant(told)})
      EXPECT_NE(both.en(), "");
    for (const auto& both : {to_resident(told), to_participant(told)}) {
      EXPECT_EQ(both.nl().find_first_of("0123456789"), std::string::npos) << "no scores: " << both.nl();
    }
  }
}

TEST(Words, of_several_facts_are_one_sentence) {
  const auto told = facts({{v1::FACT_KIND_GOAL, 10}, {v1::FACT_KIND_FAIRER, 3}, {v1::FACT_KIND_NEARER, 60}});
  EXPECT_EQ(
      to_coordinator(told, "Demo Toon 0001").nl(),
      "Het past bij de doelen van het traject, zo zijn de uren eerlijker verdeeld en het scheelt 1 minuut reizen. "
      "Anders: Demo Toon 0001.");
  EXPECT_EQ(to_coordinator(told, "").en(),
            "It fits the goals of the track, so hours are shared more fairly and it saves 1 minute of travel.");
  EXPECT_EQ(to_coordinator({}, "Demo Toon 0001").nl(), "");
  EXPECT_EQ(to_resident({}).nl(), "");
  EXPECT_EQ(words_for_suggestion({}, 25).nl(), "Onderweg: 25 minuten.");
}

TEST(Words, of_each_rule) {
  struct {
    v1::Rule rule;
    const char* one;
    const char* many;
  } const table[] = {
      {v1::RULE_BANNED, "1 deelnemer mag niet bij deze bewoner komen.",
       "3 deelnemers mogen niet bij deze bewoner komen."},
      {v1::RULE_CAPABILITY_MISSING, "1 deelnemer kan deze klus nog niet.", "3 deelnemers kunnen deze klus nog niet."},
      {v1::RULE_CAPABILITY_EXPIRED, "1 deelnemer heeft een bewijs dat dan is verlopen.",
       "3 deelnemers hebben een bewijs dat dan is verlopen."},
      {v1::RULE_MAY_NOT_WORK_ALONE, "1 deelnemer werkt nog niet alleen.", "3 deelnemers werken nog niet alleen."},
      {v1::RULE_OUTSIDE_SHIFT, "1 deelnemer is er niet op deze tijden.", "3 deelnemers zijn er niet op deze tijden."},
      {v1::RULE_LEG_TOO_LONG, "1 deelnemer woont te ver weg.", "3 deelnemers wonen te ver weg."},
      {v1::RULE_TOO_MUCH_WORK, "1 deelnemer heeft alle uren al vol.", "3 deelnemers hebben alle uren al vol."},
      {v1::RULE_GUIDANCE_EXHAUSTED, "1 deelnemer krijgt die dag geen begeleiding meer.",
       "3 deelnemers krijgen die dag geen begeleiding meer."},
      {v1::RULE_BUSY, "1 deelnemer helpt dan iemand anders.", "3 deelnemers helpen dan iemand anders."},
      {v1::RULE_VOUCHERS_MISSING, "Het huishouden heeft te weinig cheques.", "Het huishouden heeft te weinig cheques."},
  };
  EXPECT_EQ(std::size(table), static_cast<std::size_t>(v1::Rule_ARRAYSIZE - 1));
  for (const auto& row : table) {
    EXPECT_EQ(words_for(row.rule, 1).nl(), row.one);
    EXPECT_EQ(words_for(row.rule, 3).nl(), row.many);
    EXPECT_NE(words_for(row.rule, 1).en(), "");
  }
}

TEST(Words, of_each_change) {
  struct {
    v1::ChangeKind kind;
    const char* nl;
    const char* en;
  } const table[] = {
      {v1::CHANGE_KIND_OTHER_TIME, "Het kan wel op donderdag 15 januari om 10:00.",
       "It is possible on Thursday 15 January at 10:00."},
      {v1::CHANGE_KIND_MORE_WORK, "Het kan als Demo Riet 0001 deze week 60 minuten meer werkt.",
       "It is possible if Demo Riet 0001 works 60 minutes more this week."},
      {v1::CHANGE_KIND_CAPABILITY, "Het kan als Demo Riet 0001 dit leert of haalt: tillen.",
       "It is possible if Demo Riet 0001 learns or gets this: tillen."},
      {v1::CHANGE_KIND_LONGER_LEG, "Het kan als Demo Riet 0001 60 minuten verder wil reizen.",
       "It is possible if Demo Riet 0001 travels 60 minutes further."},
      {v1::CHANGE_KIND_MORE_GUIDANCE, "Het kan als de coach van Demo Riet 0001 die dag 60 minuten meer tijd heeft.",
       "It is possible if the coach of Demo Riet 0001 has 60 minutes more on that day."},
      {v1::CHANGE_KIND_LONGER_SHIFT, "Het kan als Demo Riet 0001 er op donderdag 15 januari is van 10:00 tot 12:00.",
       "It is possible if Demo Riet 0001 is there on Thursday 15 January from 10:00 to 12:00."},
  };
  EXPECT_EQ(std::size(table), static_cast<std::size_t>(v1::ChangeKind_ARRAYSIZE - 1));
  v1::Change change;
  change.set_capability("tillen");
  change.set_minutes(60);
  *change.mutable_starts_at() = to_timestamp(parse_local_time("2026-01-15T10:00", false)->time);
  *change.mutable_ends_at() = to_timestamp(parse_local_time("2026-01-15T12:00", false)->time);
  for (const auto& row : table) {
    change.set_kind(row.kind);
    EXPECT_EQ(words_for(change, "Demo Riet 0001").nl(), row.nl);
    EXPECT_EQ(words_for(change, "Demo Riet 0001").en(), row.en);
  }
  change.set_kind(v1::CHANGE_KIND_CAPABILITY);
  change.clear_capability();
  EXPECT_EQ(words_for(change, "Demo Riet 0001").nl(),
            "Het kan als Demo Riet 0001 geschikt is bevonden voor deze dienst.");
  EXPECT_EQ(unfilled_to_resident(parse_local_time("2026-01-15T10:00", false)->time).nl(),
            "We hebben nog niemand gevonden. Het kan wel op donderdag 15 januari om 10:00.");
  EXPECT_EQ(unfilled_to_resident({}).nl(), "We hebben nog niemand gevonden. We zoeken verder.");
}

}  // namespace
}  // namespace emplooi::matching

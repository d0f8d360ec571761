
#include <sstream>

#include "reporting/print_report.h"
#include "reporting/reports_story.h"

namespace emplooi::reporting {
namespace {

/// The project of Tilburg-Noord, from May 2002 to May 2004 in the seed, with its 135 participants.
class TracksReport : public Reports {
 protected:
  /// So many new participants, each on a track of that kind; returns them.
  std::vector<std::string> start(int count, const char* kind) {
    std::vector<std::string> people;
    for (int i = 0; i < count; ++i) {
      const auto name = std::string(kind) + ' ' + std::to_string(i);
      start_track(name, kind);
      people.push_back(name);
    }
    return people;
  }
  void start_track(const std::string& name, const char* kind) {
    town.must(participants::start_track, case_manager,
              text("participant_id: % kind: " + std::string(kind), town.participant(name).id));
  }
  void flow_out(const std::string& name, const char* kind, const char* day) {
    town.must(participants::record_outflow, case_manager,
              text("participant_id: % flowed_out_on: % kind: " + std::string(kind), town.participant(name).id, day));
  }
  std::string tracks(const Actor& actor, const char* period) {
    const auto found = report(get_tracks_report, actor, period);
    std::string text;
    for (const auto& row : found.tracks()) text += text_of(row.participants()) + ' ';
    return text + "= " + text_of(found.participants());
  }
  std::string outflow(const Actor& actor, const char* period) {
    const auto found = report(get_tracks_report, actor, period);
    std::string text;
    for (const auto& row : found.outflow()) text += text_of(row.persons()) + ' ';
    return text + "= " + text_of(found.flowed_out());
  }
};

TEST_F(TracksReport, reproduces_the_project_of_tilburg_noord) {
  auto people = start(42, "TRACK_KIND_ORIENTATION");
  for (auto& name : start(42, "TRACK_KIND_ACTIVATION")) people.push_back(name);
  for (auto& name : start(51, "TRACK_KIND_PLACEMENT")) people.push_back(name);
  advance_to("2027-12-30");
  for (int i = 0; i < 70; ++i) {
    flow_out(people[static_cast<std::size_t>(i)],
             i < 29   ? "OUTFLOW_KIND_REGULAR"
             : i < 52 ? "OUTFLOW_KIND_SUBSIDISED"
                      : "OUTFLOW_KIND_VOLUNTARY",
             "2027-12-30");
  }
  constexpr auto two_years = "period { starts_on: '2026-01-01' ends_on: '2027-12-31' }";
  EXPECT_EQ(tracks(administrator, two_years), "42 42 51 = 135");
  EXPECT_EQ(outflow(administrator, two_years), "29 23 18 = 70");
  std::ostringstream printed;
  print_reports(town.store(), std::nullopt, printed);
  EXPECT_NE(printed.str().find("orientation               42   regular                 29\n"
                               "activation                42   subsidised              23\n"
                               "placement                 51   voluntary               18\n"
                               "all                      135   all                     70\n"),
            std::string::npos)
      << printed.str();
  advance_to("2028-01-03");
  EXPECT_EQ(tracks(auditor, two_years), "42 42 51 = 135");
  EXPECT_EQ(outflow(auditor, two_years), "29 23 18 = 70");
}

TEST_F(TracksReport, counts_everybody_in_one_year_for_ever_outside_the_municipality) {
  const auto people = start(20, "TRACK_KIND_ORIENTATION");
  advance_to("2027-02-01");
  for (int i = 0; i < 3; ++i) {
    const auto& name = people[static_cast<std::size_t>(i)];
    const auto first =
        town.must(participants::get_participant, case_manager, text("participant_id: %", town.participant(name).id));
    for (const auto* milestone : {"MILESTONE_HALFWAY", "MILESTONE_END"}) {
      town.must(participants::reach_milestone, case_manager,
                text("track_id: % milestone: " + std::string(milestone), first.tracks(0).track_id()));
    }
    start_track(name, "TRACK_KIND_PLACEMENT");
  }
  start(12, "TRACK_KIND_PLACEMENT");
  advance_to("2028-01-03");
  constexpr auto of_2026 = "period { starts_on: '2026-01-01' ends_on: '2026-12-31' }";
  constexpr auto of_2027 = "period { starts_on: '2027-01-01' ends_on: '2027-12-31' }";
  constexpr auto both = "period { starts_on: '2025-04-01' ends_on: '2027-12-31' }";
  EXPECT_EQ(tracks(administrator, of_2027), "17 0 15 = 32")
      << "subtracted from those of 2026 and of both, three are seen";
  EXPECT_EQ(tracks(auditor, of_2026), "20 0 0 = 20");
  EXPECT_EQ(tracks(auditor, of_2027), "0 0 12 = 12");
  EXPECT_EQ(tracks(auditor, both), "20 0 12 = 32");
  const auto counted = report(get_tracks_report, auditor, both).period();
  EXPECT_EQ(counted.starts_on() + " " + counted.ends_on(), "2026-01-01 2027-12-31");
  EXPECT_EQ(tracks(auditor, "period { starts_on: '2027-04-01' ends_on: '2027-12-31' }"), "- - - = -");
}

TEST_F(TracksReport, counts_a_participant_once_at_the_last_track_of_the_period) {
  for (const auto* name : {"a", "b", "c", "d", "e", "f"}) start_track(name, "TRACK_KIND_ORIENTATION");
  const auto first =
      town.must(participants::get_participant, case_manager, text("participant_id: %", town.participant("a").id));
  for (const auto* milestone : {"MILESTONE_HALFWAY", "MILESTONE_END"}) {
    town.must(participants::reach_milestone, case_manager,
              text("track_id: % milestone: " + std::string(milestone), first.tracks(0).track_id()));
  }
  advance_to("2026-04-01");
  start_track("a", "TRACK_KIND_PLACEMENT");
  for (const auto* name : {"g", "h", "i", "j", "k"}) start_track(name, "TRACK_KIND_PLACEMENT");
  EXPECT_EQ(tracks(administrator, first_quarter), "6 0 0 = 6");
  EXPECT_EQ(tracks(administrator, whole_year), "5 0 6 = 11");
  EXPECT_EQ(tracks(auditor, first_quarter), "- - - = -");
  EXPECT_EQ(tracks(administrator, "period { starts_on: '2025-01-01' ends_on: '2026-01-04' }"), "0 0 0 = 0");
}

TEST_F(TracksReport, belongs_to_the_programme_that_bought_the_track) {
  for (const auto* name : {"a", "b", "c", "d", "e"}) starts_bought_track(name);
  const auto other = town.must(organisations::create_programme, administrator,
                               text("name: 'Meedoen' starts_on: '2026-01-01' provider_id: %", setting.provider));
  const auto found = town.must(get_tracks_report, administrator,
                               text("programme_id: % " + std::string(whole_year), other.programme_id()));
  EXPECT_EQ(found.participants().value(), 0);
  EXPECT_EQ(tracks(administrator, whole_year), "0 5 0 = 5");
  for (const auto* name : {"a", "b", "c", "d", "e"}) flow_out(name, "OUTFLOW_KIND_VOLUNTARY", "2026-01-05");
  EXPECT_EQ(outflow(administrator, whole_year), "0 0 5 = 5");
  EXPECT_EQ(town.must(get_tracks_report, administrator,
                      text("programme_id: % " + std::string(whole_year), other.programme_id()))
                .flowed_out()
                .value(),
            0);
}

TEST_F(TracksReport, leaves_to_other_programmes_what_began_after_its_end) {
  const auto short_lived =
      town.must(organisations::create_programme, administrator,
                text("name: 'Winter' starts_on: '2026-01-01' ends_on: '2026-01-31' provider_id: %", setting.provider))
          .programme_id();
  for (const auto* name : {"a", "b", "c", "d", "e"}) start_track(name, "TRACK_KIND_ORIENTATION");
  advance_to("2026-02-02");
  for (const auto* name : {"f", "g", "h", "i", "j"}) {
    start_track(name, "TRACK_KIND_PLACEMENT");
    flow_out(name, "OUTFLOW_KIND_REGULAR", "2026-02-02");
  }
  const auto winter =
      town.must(get_tracks_report, administrator, text("programme_id: % " + std::string(whole_year), short_lived));
  EXPECT_EQ(winter.participants().value(), 5);
  EXPECT_EQ(winter.flowed_out().value(), 0);
  EXPECT_EQ(tracks(administrator, whole_year), "5 0 5 = 10");
  EXPECT_EQ(outflow(administrator, whole_year), "5 0 0 = 5");
}

TEST_F(Reports, cover_whole_quarters_that_are_over_outside_the_municipality) {
  advance_to("2026-07-01");
  struct {
    const char* starts_on;
    const char* ends_on;
    bool is_published;
  } const table[] = {
      {"2026-01-01", "2026-03-31", true},  {"2025-10-01", "2026-06-30", true},  {"2026-01-01", "2026-06-30", true},
      {"2026-01-01", "2026-01-31", false}, {"2026-01-02", "2026-03-31", false}, {"2026-01-01", "2026-03-30", false},
      {"2026-04-01", "2026-09-30", false}, {"2026-02-01", "2026-04-30", false},
  };
  for (const auto& row : table) {
    const auto request =
        text("programme_id: % period { starts_on: % ends_on: % }", setting.programme, row.starts_on, row.ends_on);
    EXPECT_TRUE(town.call(get_tracks_report, administrator, request));
    const auto outside = town.call(get_tracks_report, auditor, request);
    EXPECT_EQ(outside.has_value(), row.is_published) << row.starts_on << " to " << row.ends_on;
    if (!row.is_published) {
      EXPECT_REFUSED(outside, REFUSAL_FIELD_OUT_OF_BOUNDS);
    }
  }
}

TEST_F(Reports, refuse_what_cannot_be) {
  const auto empty =
      text("programme_id: % period { starts_on: '2026-02-01' ends_on: '2026-01-31' }", setting.programme);
  EXPECT_REFUSED(town.call(get_tracks_report, administrator, empty), REFUSAL_PERIOD_IS_EMPTY);
  EXPECT_REFUSED(town.call(get_hours_report, administrator, empty), REFUSAL_PERIOD_IS_EMPTY);
  EXPECT_REFUSED(town.call(get_voucher_funnel, administrator, empty), REFUSAL_PERIOD_IS_EMPTY);
  EXPECT_REFUSED(town.call(get_hours_report, administrator, text("programme_id: %", setting.programme)),
                 REFUSAL_FIELD_MISSING);
  const auto stranger = town.stranger(ROLE_ADMINISTRATOR);
  const auto of_another_town = text("programme_id: % " + std::string(whole_year), setting.programme);
  EXPECT_REFUSED(town.call(get_tracks_report, stranger, of_another_town), REFUSAL_PROGRAMME_NOT_FOUND);
  EXPECT_REFUSED(town.call(get_hours_report, stranger, of_another_town), REFUSAL_PROGRAMME_NOT_FOUND);
  EXPECT_REFUSED(town.call(get_voucher_funnel, stranger, of_another_town), REFUSAL_PROGRAMME_NOT_FOUND);
  EXPECT_REFUSED(town.call(get_budget_burn, stranger, text("programme_id: %", setting.programme)),
                 REFUSAL_PROGRAMME_NOT_FOUND);
  EXPECT_REFUSED(town.call(get_balance_proof, stranger, text("programme_id: %", setting.programme)),
                 REFUSAL_PROGRAMME_NOT_FOUND);
  for (const Role role : {ROLE_RESIDENT, ROLE_PARTICIPANT, ROLE_COACH}) {
    EXPECT_REFUSED(town.call(get_hours_report, town.actor(role, setting.provider), of_another_town),
                   REFUSAL_ACTOR_NOT_ALLOWED);
  }
  EXPECT_REFUSED(town.call(get_tracks_report, corporation_finance, of_another_town), REFUSAL_ACTOR_NOT_ALLOWED);
}

TEST_F(HoursReport, adds_up_approved_minutes_by_service_and_neighbourhood) {
  const auto found = report(get_hours_report, administrator, whole_year);
  EXPECT_EQ(text_of(found.services()), "Samen wandelen 360\nSchoonmaak 300\n");
  EXPECT_EQ(text_of(found.neighbourhoods()), "Tilburg-Noord 660\n");
  EXPECT_EQ(found.minutes().value(), 660);
  EXPECT_EQ(report(get_hours_report, administrator, "period { starts_on: '2026-01-05' ends_on: '2026-01-05' }")
                .minutes()
                .value(),
            660);
  EXPECT_EQ(report(get_hours_report, administrator, "period { starts_on: '2026-01-06' ends_on: '2026-12-31' }")
                .minutes()
                .value(),
            0);
}

TEST_F(HoursReport, hides_services_of_few_residents_from_those_outside) {
  advance_to("2026-04-01");
  const auto found = report(get_hours_report, auditor, first_quarter);
  EXPECT_EQ(text_of(found.services()), "Samen wandelen -\nSchoonmaak -\n");
  EXPECT_EQ(text_of(found.neighbourhoods()), "Tilburg-Noord 660\n");
  EXPECT_EQ(text_of(found.minutes()), "660");
}

TEST_F(HoursReport, shows_a_corporation_its_own_complexes_only) {
  advance_to("2026-04-01");
  EXPECT_EQ(text_of(report(get_hours_report, corporation_finance, first_quarter).minutes()), "-") << "five residents";
  advance_to("2026-04-02");
  for (const auto* name : {"Lies", "Mia", "Noor", "Otto", "Piet-Hein", "Riet", "Sjef", "Toos", "Uli", "Vera"}) {
    is_given(name, 1);
    approve(is_helped(name, setting.walk));
  }
  advance_to("2026-07-01");
  const auto half_year = "period { starts_on: '2026-01-01' ends_on: '2026-06-30' }";
  const auto found = report(get_hours_report, corporation_finance, half_year);
  const auto second_quarter = "period { starts_on: '2026-04-01' ends_on: '2026-06-30' }";
  EXPECT_EQ(text_of(report(get_hours_report, corporation_finance, second_quarter).minutes()), "600") << "ten walks";
  EXPECT_EQ(text_of(found.minutes()), "-") << "or the second quarter's would give the first's away";
  EXPECT_EQ(text_of(found.services()), "Samen wandelen 600\nSchoonmaak -\n");
  EXPECT_EQ(text_of(found.neighbourhoods()), "Tilburg-Noord -\n");
  EXPECT_EQ(report(get_hours_report, town.actor(ROLE_CORPORATION_FINANCE, setting.funder), half_year).services_size(),
            0);
}

TEST_F(HoursReport, follows_the_vouchers_to_where_they_are_now) {
  buys("Ada", 3);
  town.must(vouchers::order_vouchers, coordinator,
            text("programme_id: % resident_id: % kind: VOUCHER_KIND_REDUCED count: 2", setting.programme,
                 town.resident("Bep").id));
  const auto funnel = [&](const Actor& actor, const char* period) {
    std::string text;
    const auto found = report(get_voucher_funnel, actor, period);
    for (const auto& row : found.rows()) {
      const auto state = row.state() == 0 ? "ORDERED" : vouchers::v1::VoucherState_Name(row.state()).substr(14);
      text += funding::v1::VoucherKind_Name(row.kind()).substr(13) + ' ' + state + ' ' + text_of(row.vouchers()) + ' ' +
              text_of(row.face_cents()) + ' ' + text_of(row.paid_cents()) + '\n';
    }
    return text;
  };
  EXPECT_EQ(funnel(administrator, whole_year),
            "FREE REDEEMED 5 7500 0\n"
            "REDUCED ORDERED - - -\n"
            "REDUCED ISSUED - - -\n"
            "REDUCED REDEEMED 6 9000 3000\n");
  for (const auto* name : {"Cor", "Dirk", "Els", "Fien"}) buys(name, 1);
  EXPECT_EQ(funnel(administrator, whole_year),
            "FREE REDEEMED 5 7500 0\n"
            "REDUCED ORDERED - - -\n"
            "REDUCED ISSUED 7 10500 3500\n"
            "REDUCED REDEEMED 6 9000 3000\n");
  advance_to("2026-04-01");
  EXPECT_EQ(funnel(corporation_finance, first_quarter), "FREE ISSUED - - -\nFREE REDEEMED - - -\n")
      << "outside, what happened in the quarter";
}

class BudgetBurn : public Reports {};

TEST_F(BudgetBurn, shows_what_each_month_took_and_how_long_the_rest_lasts) {
  town.must(funding::change_budget_ceiling, administrator, text("budget_id: % ceiling_cents: 12000", care));
  buys("Ada", 10);
  approve(is_helped("Ada"));
  advance_to("2026-02-02");
  approve(is_helped("Ada"));
  approve(is_helped("Ada"));
  advance_to("2026-03-31");
  const auto of = [&](const Actor& actor, const std::string& name) {
    const auto found = town.must(get_budget_burn, actor, text("programme_id: % months_before: 2", setting.programme));
    for (const auto& burn : found.budgets()) {
      if (burn.name() == name) return burn;
    }
    return v1::BudgetBurn();
  };
  const auto burn = of(administrator, "Zorg");
  EXPECT_EQ(burn.source(), funding::v1::SOURCE_CARE_PARTNER);
  EXPECT_EQ(burn.ceiling_cents(), 12000);
  struct {
    Month month;
    std::int64_t spent, reserved, left;
  } const months[] = {{202601, 300, 2700, 9000}, {202602, 600, 2100, 9000}, {202603, 0, 2100, 9000}};
  ASSERT_EQ(burn.months_size(), 3);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(burn.months(i).month(), months[i].month);
    EXPECT_EQ(burn.months(i).spent_cents(), months[i].spent);
    EXPECT_EQ(burn.months(i).reserved_cents(), months[i].reserved);
    EXPECT_EQ(burn.months(i).left_cents(), months[i].left);
  }
  // EUR 30 in 90 days: the EUR 90 that are left last 270 days.
  EXPECT_EQ(burn.exhausted_on(), "2026-12-26");
  EXPECT_EQ(of(administrator, "W-deel").exhausted_on(), "") << "it lasts until its end";
  EXPECT_EQ(of(partner_finance, "Zorg").months_size(), 3);
  EXPECT_EQ(of(municipality_finance, "Zorg").months_size(), 0) << "another's";
  EXPECT_EQ(of(corporation_finance, "De Linde 2026").months_size(), 3);
  EXPECT_EQ(of(corporation_finance, "Zorg").months_size(), 0);
  EXPECT_EQ(town.must(get_budget_burn, auditor, text("programme_id: %", setting.programme)).budgets(0).months_size(),
            12);
}

class BalanceProof : public Reports {
 protected:
  v1::GetBalanceProofResponse proof() {
    return town.must(get_balance_proof, auditor, text("programme_id: %", setting.programme));
  }
  std::string first_proof() {
    std::string text;
    const auto proofs = proof();
    for (const auto& line : proofs.proofs(0).left()) {
      text += line.name() + ' ' + std::to_string(line.amount_cents()) + '\n';
    }
    text += "=\n";
    for (const auto& line : proofs.proofs(0).right()) {
      text += line.name() + ' ' + std::to_string(line.amount_cents()) + '\n';
    }
    return text;
  }
};

TEST_F(BalanceProof, holds_before_anything_happened) {
  EXPECT_TRUE(proof().holds());
  EXPECT_EQ(proof().proofs_size(), 4);
}

TEST_F(BalanceProof, holds_through_everything_that_can_happen_to_money) {
  const auto jobs = january();
  town.must(jobs::undo_approval, coordinator, text("job_id: % reason: 'not that day'", jobs[0]));
  buys("Cor", 3);
  const auto vouchers =
      town.must(vouchers::list_vouchers, coordinator, text("resident_id: %", town.resident("Cor").id));
  town.must(vouchers::refund_voucher, coordinator, text("voucher_id: %", vouchers.vouchers(0).voucher_id()));
  town.must(vouchers::block_voucher, coordinator,
            text("voucher_id: % reason: BLOCK_REASON_LOST", vouchers.vouchers(1).voucher_id()));
  EXPECT_TRUE(proof().holds());
  EXPECT_EQ(first_proof(),
            "reserved_for_vouchers 7000\n"
            "reserved_for_tracks 100000\n"
            "paid_for_hours_in_bulk 30000\n"
            "paid_for_vouchers 3500\n"
            "=\n"
            "vouchers_blocked 1000\n"
            "vouchers_redeemed 4500\n"
            "vouchers_refunded 1500\n"
            "tracks_charged 25000\n"
            "redemptions_undone -1500\n"
            "still_afloat 2500\n"
            "hours_in_bulk_not_used 28500\n"
            "still_reserved 79000\n");
  town.must(vouchers::reissue_voucher, coordinator, text("voucher_id: %", vouchers.vouchers(1).voucher_id()));
  advance_to("2026-02-02");
  ASSERT_TRUE(close(202601));
  const auto due = statement(partner, 202601);
  town.must(settlement::record_funder_payment, administrator,
            text("statement_id: % amount_cents: %", due.statement_id(), due.due_cents()));
  EXPECT_TRUE(proof().holds());
  advance_to("2027-02-02");
  town.must(vouchers::expire_vouchers, administrator, text(""));
  EXPECT_TRUE(proof().holds());
  EXPECT_NE(first_proof().find("vouchers_expired"), std::string::npos);
  const auto proven = proof();
  for (const auto& one : proven.proofs()) {
    EXPECT_EQ(one.difference_cents(), 0) << one.name();
    EXPECT_EQ(one.left_cents(), one.right_cents());
  }
}

TEST_F(Reports, are_printed_from_the_database_while_the_town_is_open) {
  january();
  advance_to("2026-02-02");
  ASSERT_TRUE(close(202601));
  const auto reader = town.database().open_for_reading();
  std::ostringstream printed;
  print_reports(*reader, "Wonen, Zorg en Service in de Wijk", printed);
  for (const auto* part : {"Tilburg: Wonen, Zorg en Service in de Wijk, 2026-01-01 to ", "Gemeente Tilburg",
                           "EUR 264.00", "Zorg aan Huis", "The books balance."}) {
    EXPECT_NE(printed.str().find(part), std::string::npos) << part << " in\n" << printed.str();
  }
  EXPECT_THROW(print_reports(*reader, "No such thing", printed), std::runtime_error);
}

}  // namespace
}  // namespace emplooi::reporting

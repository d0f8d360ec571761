#include <gtest/gtest.h>
#include <sqlite3.h>

#include <set>

#include "support/town.h"

namespace emplooi {
namespace {

/// What reads all rows on purpose: reports, checks of the whole database, and what a municipality has few of.
const std::set<std::string_view> may_scan = {
    "identity.forget_security_events",  // the hundred oldest, by their key
    "identity.municipality_name",       // the municipality itself
    "identity.municipality_slug",
    "identity.live_session",  // with the municipality's one rule
    "identity.second_factor_rule",
    "oidc.provider",                   // of which it has one
    "oidc.end_provider_sessions",      // those of one provider that run
    "participants.forget_buddy",       // once, when somebody is erased
    "identity.self",                   // the municipality itself
    "ledger.books",                    // programmes
    "ledger.transfer_without_record",  // a check
    "settlement.charged_to_budgets",   // a month's figures, gathered by index and then summed
    "settlement.earned_by_providers",
    "vouchers.count_of_campaign",  // a campaign's own, gathered by index
    "vouchers.unspent_of_campaign",
    "vouchers.reversed_campaigns",  // of which an index holds nothing else
    // What a week plan is made of is read whole, once for each plan.
    "matching.certificates",
    "matching.exempt_hours",
    "matching.fit_for",
    "matching.goal_services",
    "matching.guidance_capacities",
    "matching.helpers",
    "matching.kin_households",
    "matching.needed_capabilities",
    "matching.preference_words",
    "matching.preferences",
    "matching.profile_words",
    "matching.refused_pairs",
    "matching.running_goals",
    "matching.services",
    "matching.spendable_vouchers",
    "matching.week_patterns",
    "matching.welcome_hours",
    "matching.windows",
    "matching.wished_services",
};

class QueryPlans : public ::testing::Test {
 protected:
  void SetUp() override {
    ONLY_ON_SQLITE("these are its plans");
    EXPECT_EQ(sqlite3_open((town.folder() / "town.sqlite").c_str(), &database), SQLITE_OK);
  }
  ~QueryPlans() override { sqlite3_close(database); }

  /// The steps of the plan, one a line: "SEARCH vouchers USING INDEX vouchers_of_job (municipality_id=? AND job_id=?)".
  std::vector<std::string> plan_of(std::string_view sql) {
    std::vector<std::string> steps;
    sqlite3_stmt* statement = nullptr;
    const auto explained = "EXPLAIN QUERY PLAN " + std::string(sql);
    EXPECT_EQ(sqlite3_prepare_v2(database, explained.c_str(), -1, &statement, nullptr), SQLITE_OK)
        << sqlite3_errmsg(database) << ": " << sql;
    while (sqlite3_step(statement) == SQLITE_ROW) {
      steps.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement, 3)));
    }
    sqlite3_finalize(statement);
    return steps;
  }

  testing::TestTown town;
  sqlite3* database = nullptr;
};

bool is_check(std::string_view name) {
  for (const auto& invariant : town_invariants()) {
    if (invariant.broken_by->name == name) return true;
  }
  return false;
}

bool reads_all(const std::string& step) {
  const bool is_scan = step.starts_with("SCAN ") && !step.starts_with("SCAN CONSTANT") && !step.starts_with("SCAN (");
  // The municipality alone is no more of an index than the whole table: most files hold one municipality.
  const bool is_whole_municipality = step.find("(municipality_id=?)") != std::string::npos;
  return is_scan || is_whole_municipality;
}

TEST_F(QueryPlans, of_every_statement_search_an_index) {
  for (const auto* statement : town_statements()) {
    const bool is_report = statement->name.starts_with("reporting.");
    if (is_report || is_check(statement->name) || may_scan.contains(statement->name)) continue;
    for (const auto& step : plan_of(statement->sql)) {
      EXPECT_FALSE(reads_all(step)) << statement->name << ": " << step;
    }
  }
}

TEST_F(QueryPlans, of_what_is_done_most_use_the_index_made_for_it) {
  struct {
    std::string_view statement;
    const char* index;
  } const table[] = {
      {"vouchers.spendable",
       "vouchers_to_spend (municipality_id=? AND household_id=? AND programme_id=? AND expires_on>?)"},
      {"vouchers.reserved_for_job", "vouchers_of_job (municipality_id=? AND job_id=?)"},
      {"vouchers.redeemed_for_job", "vouchers_of_job (municipality_id=? AND job_id=?)"},
      {"vouchers.due_to_expire", "vouchers_to_expire (municipality_id=? AND expires_on<?)"},
      {"vouchers.due_to_warn", "vouchers_to_expire (municipality_id=? AND expires_on>? AND expires_on<?)"},
      {"vouchers.bought_this_year",
       "vouchers_bought (municipality_id=? AND household_id=? AND programme_id=? AND issued_on>? AND issued_on<?)"},
      {"vouchers.redeem", "(municipality_id=? AND voucher_id=?)"},
      {"vouchers.reserve", "(municipality_id=? AND voucher_id=?)"},
      {"vouchers.allocations", "(municipality_id=? AND voucher_id=?)"},
      {"funding.rules_of_programme", "funding_rules_by_programme (municipality_id=? AND programme_id=?)"},
      {"funding.conditions_of_programme", "(municipality_id=? AND programme_id=?)"},
      {"ledger.debit", "(municipality_id=? AND book_id=? AND kind=? AND owner_id=?)"},
      {"ledger.credit", "(municipality_id=? AND book_id=? AND kind=? AND owner_id=?)"},
      {"jobs.overlapping", "jobs_ahead (municipality_id=? AND participant_id=? AND starts_at_us>? AND starts_at_us<?)"},
      {"jobs.due_to_approve", "jobs_to_approve (municipality_id=? AND approves_itself_at_us<?)"},
      {"jobs.due_to_remind", "jobs_to_approve (municipality_id=? AND approves_itself_at_us<?)"},
      {"jobs.jobs_of_resident", "jobs_of_resident (municipality_id=? AND resident_id=? AND job_id>?)"},
      {"jobs.jobs_of_participant", "jobs_of_participant (municipality_id=? AND participant_id=? AND job_id>?)"},
  };
  std::map<std::string_view, std::string_view> known;
  for (const auto* statement : town_statements()) known[statement->name] = statement->sql;
  for (const auto& row : table) {
    ASSERT_TRUE(known.contains(row.statement)) << row.statement;
    const auto steps = plan_of(known[row.statement]);
    ASSERT_FALSE(steps.empty()) << row.statement;
    EXPECT_NE(steps.front().find(row.index), std::string::npos) << row.statement << ": " << steps.front();
  }
}

}  // namespace
}  // namespace emplooi

// What the live catalog says: rows of one municipality stay together, and nobody sees another's.
#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "base/words.h"
#include "postgres/two_servers.h"

namespace emplooi::testing {
namespace {

using Names = std::set<std::string>;

/// The same on every machine.
const Names reference_tables = {"municipalities", "schema_migrations"};

std::string text_of_file(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The tables that citus.sql names in calls of that function, in its order.
std::vector<std::string> spread_by(const std::string& function) {
  const auto sql = text_of_file(EMPLOOI_SOURCE_DIR "/schema/citus.sql");
  const std::regex call("SELECT " + function + R"re(\('(\w+)')re");
  std::vector<std::string> tables;
  for (std::sregex_iterator at(sql.begin(), sql.end(), call), end; at != end; ++at) tables.push_back((*at)[1]);
  return tables;
}

class Catalog : public ::testing::Test {
 protected:
  Names names(const std::string& sql) {
    const auto rows = owner.all(sql);
    return {rows.begin(), rows.end()};
  }
  /// Those of the rows that do not speak of a reference table.
  Names of_municipalities(const std::string& table, const std::string& rest) {
    return names("SELECT " + table + "::text " + rest + " AND " + table +
                 "::text NOT IN ('municipalities', 'schema_migrations')");
  }

  TestTown town;
  RawPostgres owner{town.database().owner()};
  const Names tables =
      names("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')");
};

constexpr auto ours = "connamespace = 'public'::regnamespace";

TEST_F(Catalog, begins_every_key_with_the_municipality) {
  EXPECT_GT(tables.size(), 60u);
  EXPECT_EQ(of_municipalities("conrelid::regclass",
                              std::string("FROM pg_constraint WHERE contype IN ('p', 'u', 'x') AND ") + ours +
                                  " AND pg_get_constraintdef(oid) NOT LIKE '%(municipality_id, %'"
                                  " AND pg_get_constraintdef(oid) NOT LIKE '%(municipality_id)'"),
            Names{});
  EXPECT_EQ(of_municipalities("indrelid::regclass",
                              "FROM pg_index JOIN pg_class c ON c.oid = indrelid WHERE "
                              "c.relnamespace = 'public'::regnamespace AND "
                              "pg_get_indexdef(indexrelid) NOT LIKE '%(municipality_id%'"),
            Names{});
  // Each table has a key, without which nothing could be replicated, copied or spread.
  EXPECT_EQ(
      names("SELECT relname FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT "
            "EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p')"),
      Names{});
}

TEST_F(Catalog, refers_only_within_a_municipality) {
  EXPECT_EQ(
      names(std::string("SELECT conrelid::regclass || ': ' || conname FROM pg_constraint WHERE contype = 'f' AND ") +
            ours +
            " AND confrelid::regclass::text <> 'municipalities'"
            " AND pg_get_constraintdef(oid) NOT LIKE 'FOREIGN KEY (municipality_id, %REFERENCES %(municipality_id, %'"),
      Names{});
  EXPECT_EQ(names("SELECT c.relname FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'"),
            Names{})
      << "sequences are one machine's";
  EXPECT_EQ(names("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"), Names{});
}

TEST_F(Catalog, is_spread_whole_by_the_municipality) {
  const auto distributed = spread_by("create_distributed_table");
  const auto references = spread_by("create_reference_table");
  EXPECT_EQ(Names(references.begin(), references.end()), reference_tables);
  Names all(distributed.begin(), distributed.end());
  EXPECT_EQ(all.size(), distributed.size()) << "one is there twice";
  all.insert(references.begin(), references.end());
  EXPECT_EQ(all, tables) << "schema/citus.sql says of every table where its rows lie";

  const auto sql = text_of_file(EMPLOOI_SOURCE_DIR "/schema/citus.sql");
  const std::regex by_municipality(R"re(create_distributed_table\('\w+', 'municipality_id'[,)])re");
  EXPECT_EQ(std::distance(std::sregex_iterator(sql.begin(), sql.end(), by_municipality), std::sregex_iterator()),
            static_cast<std::ptrdiff_t>(distributed.size()));
  // What a table refers to is spread before it.
  for (const auto& pair : owner.all(std::string("SELECT DISTINCT conrelid::regclass || ' ' || confrelid::regclass FROM "
                                                "pg_constraint WHERE contype = 'f' AND conrelid <> confrelid AND ") +
                                    ours)) {
    const auto space = pair.find(' ');
    const auto place = [&](const std::string& table) {
      return std::find(distributed.begin(), distributed.end(), table) - distributed.begin();
    };
    const auto referred = pair.substr(space + 1);
    if (reference_tables.contains(referred)) continue;
    EXPECT_LT(place(referred), place(pair.substr(0, space))) << pair;
  }
}

TEST_F(Catalog, hides_every_table_but_the_shared_ones_behind_a_policy) {
  EXPECT_EQ(names("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') "
                  "AND NOT relrowsecurity"),
            reference_tables);
  EXPECT_EQ(names("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm') "
                  "AND NOT coalesce(reloptions @> ARRAY['security_invoker=true'], false)"),
            Names{})
      << "a view looks with its owner's eyes";
  EXPECT_EQ(names("SELECT DISTINCT qual FROM pg_policies"),
            Names{"(municipality_id = decode(current_setting('emplooi.municipality'::text, true), 'hex'::text))"});
  EXPECT_EQ(names("SELECT tablename FROM pg_policies WHERE permissive <> 'PERMISSIVE' OR cmd <> 'ALL'"), Names{});
}

TEST_F(Catalog, finds_each_statement_to_keep_to_one_municipality) {
  // A join of two tables that does not tie their municipalities would reach over machines; the planner shows it as a scan of a
  // table without a condition on the municipality. With row-level security off, only what the statement says counts.
  RawPostgres planner(town.database().superuser());
  planner.run("SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan");
  int number = 0;
  for (const auto* statement : town_statements()) {
    if (statement->shared) continue;
    const auto name = "p" + std::to_string(++number);
    const std::string sql(statement->sql);
    planner.run("PREPARE " + name + " AS " + sql);
    const auto count = std::stoi(
        planner.run("SELECT cardinality(parameter_types) FROM pg_prepared_statements WHERE name = '" + name + "'"));
    std::string nulls;
    for (int i = 0; i < count; ++i) nulls += i == 0 ? "decode('aa', 'hex')" : ", NULL";
    std::string plan;
    for (const auto& line : planner.all("EXPLAIN (VERBOSE, COSTS OFF) EXECUTE " + name + "(" + nulls + ")"))
      plan += line + '\n';
    const std::regex scan(R"re((?:Scan|Scan Backward)(?: using \w+)? on public\.(\w+)( \w+)?\n((?:(?!Scan).*\n)*))re");
    for (std::sregex_iterator at(plan.begin(), plan.end(), scan), end; at != end; ++at) {
      if (reference_tables.contains((*at)[1])) continue;
      EXPECT_NE((*at)[3].str().find("municipality_id"), std::string::npos) << statement->name << '\n' << plan;
    }
  }
  EXPECT_GT(number, 300);
}

}  // namespace
}  // namespace emplooi::testing

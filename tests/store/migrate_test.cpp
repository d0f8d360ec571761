// Steps of the schema: forward only, each applied once, and never changed afterwards.
#include <fstream>
#include <regex>

#include "store/bare_store.h"
#include "store/migrate.h"
#include "store/raw_file.h"

namespace emplooi::testing {
namespace {

class Migrate : public ::testing::Test {
 protected:
  void migrate() { store::open_sqlite({.path = path, .durable = false}); }
  std::string refusal() {
    try {
      migrate();
    } catch (const store::Unavailable& error) {
      return error.what();
    }
    return "";
  }
  std::string refusal_to_read() {
    try {
      store::open_sqlite_for_reading({.path = path});
    } catch (const store::Unavailable& error) {
      return error.what();
    }
    return "";
  }

  TemporaryFolder folder_;
  const std::string path = folder_ / "a.sqlite";
};

TEST_F(Migrate, numbers_its_steps_upwards) {
  int before = 0;
  for (const auto& step : store::migrations()) {
    EXPECT_GT(step.version, before) << step.name;
    before = step.version;
  }
}

TEST_F(Migrate, applies_each_step_once) {
  migrate();
  const auto applied = RawFile(path).text("SELECT group_concat(version || hex(checksum)) FROM schema_migrations");
  const auto schema = RawFile(path).text("SELECT group_concat(sql) FROM sqlite_schema");
  migrate();
  EXPECT_EQ(RawFile(path).text("SELECT group_concat(version || hex(checksum)) FROM schema_migrations"), applied);
  EXPECT_EQ(RawFile(path).text("SELECT group_concat(sql) FROM sqlite_schema"), schema);
  EXPECT_EQ(RawFile(path).text("SELECT count(*) FROM schema_migrations"), std::to_string(store::migrations().size()));
}

TEST_F(Migrate, leaves_a_step_that_fails_undone) {
  migrate();
  // As if the last step had not been applied: it meets its own tables, and must not be half there afterwards.
  RawFile(path).run("DELETE FROM schema_migrations WHERE version = (SELECT max(version) FROM schema_migrations)");
  const auto schema = RawFile(path).text("SELECT group_concat(sql) FROM sqlite_schema");
  EXPECT_ANY_THROW(migrate());
  EXPECT_EQ(RawFile(path).text("SELECT group_concat(sql) FROM sqlite_schema"), schema);
  EXPECT_EQ(RawFile(path).text("SELECT count(*) FROM schema_migrations"),
            std::to_string(store::migrations().size() - 1));
}

TEST_F(Migrate, refuses_a_step_that_was_changed_after_it_was_applied) {
  migrate();
  RawFile(path).run("UPDATE schema_migrations SET checksum = zeroblob(32) WHERE version = 2");
  const auto name = std::string(store::migrations()[1].name);
  EXPECT_EQ(refusal(), "step " + name + " was changed after it was applied");
  EXPECT_EQ(refusal_to_read(), refusal());
}

TEST_F(Migrate, refuses_a_database_of_a_newer_program) {
  migrate();
  RawFile(path).run("INSERT INTO schema_migrations VALUES (9999, 'tomorrow', zeroblob(32))");
  EXPECT_EQ(refusal(), "the database was made by a newer program");
  EXPECT_EQ(refusal_to_read(), refusal());
}

TEST_F(Migrate, does_not_read_an_older_schema) {
  migrate();
  RawFile(path).run("DELETE FROM schema_migrations WHERE version = (SELECT max(version) FROM schema_migrations)");
  EXPECT_EQ(refusal_to_read(), "the database's schema is older than this program: migrate it first");
}

TEST_F(Migrate, says_the_three_words_of_its_dialect) {
  EXPECT_EQ(store::in_dialect("a @int64@, b @bytes@, c @int64@) @strict@", {"BIGINT", "BYTEA", ""}),
            "a BIGINT, b BYTEA, c BIGINT) ");
  for (const auto& step : store::migrations()) {
    const auto sql = store::in_dialect(step.sql, {"INTEGER", "BLOB", "STRICT"});
    EXPECT_FALSE(std::regex_search(sql, std::regex("@[a-z0-9]+@"))) << step.name << " has a token of its own";
  }
}

/// Rows of one municipality lie together, and no key can join two municipalities.
TEST_F(Migrate, begins_every_key_with_the_municipality) {
  migrate();
  RawFile file(path);
  EXPECT_EQ(file.text("SELECT group_concat(t.name) FROM sqlite_schema t WHERE t.type = 'table' "
                      "AND t.name <> 'schema_migrations' AND t.name NOT LIKE 'sqlite%' AND NOT EXISTS "
                      "(SELECT 1 FROM pragma_table_info(t.name) c WHERE c.pk = 1 AND c.name = 'municipality_id')"),
            "");
  EXPECT_EQ(file.text("SELECT group_concat(i.name) FROM sqlite_schema t, pragma_index_list(t.name) i "
                      "WHERE t.type = 'table' AND t.name NOT IN ('schema_migrations', 'municipalities') "
                      "AND t.name NOT LIKE 'sqlite%' AND "
                      "(SELECT c.name FROM pragma_index_info(i.name) c WHERE c.seqno = 0) <> 'municipality_id'"),
            "");
}

}  // namespace
}  // namespace emplooi::testing

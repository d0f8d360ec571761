// Whoever has the server's password, and a statement of their own, still sees one municipality, or none.
#include <unistd.h>

#include "postgres/two_servers.h"

namespace emplooi::testing {
namespace {

std::string hex(const Uuid& id) {
  std::string text;
  for (const auto byte : id.bytes) text += fmt::format("{:02x}", byte);
  return text;
}

class RowSecurity : public ::testing::Test {
 protected:
  std::string rows(const std::string& table) { return server.run("SELECT count(*) FROM " + table); }
  std::string error_of(const std::string& sql) {
    try {
      server.run(sql);
      return "";
    } catch (const std::runtime_error& error) {
      return error.what();
    }
  }
  void enter(const MunicipalityId& municipality) {
    server.run("BEGIN");
    server.run("SELECT set_config('emplooi.municipality', '" + hex(municipality) + "', true)");
  }

  TestTown town;
  const Actor breda = town.stranger(ROLE_COORDINATOR);
  const ResidentPersona ada = town.resident("Ada");
  RawPostgres server{town.database().where()};
  RawPostgres owner{town.database().owner()};
};

TEST_F(RowSecurity, shows_nothing_without_a_municipality) {
  for (const auto& table : owner.all("SELECT tablename FROM pg_policies")) EXPECT_EQ(rows(table), "0") << table;
  EXPECT_EQ(rows("municipalities"), "2") << "which ones there are, everybody knows";
  EXPECT_NE(error_of("INSERT INTO outbox VALUES ('a', 'b', 'test', 'c', 'd', 1)").find("row-level security"),
            std::string::npos);
}

TEST_F(RowSecurity, shows_one_municipality_and_writes_no_other) {
  enter(town.municipality());
  EXPECT_EQ(rows("residents"), "1");
  EXPECT_EQ(server.run("SELECT count(DISTINCT municipality_id) FROM actors"), "1");
  EXPECT_EQ(
      server.run("WITH changed AS (UPDATE actors SET failed_attempts = 0 RETURNING 1) SELECT count(*) FROM changed"),
      rows("actors"))
      << "an UPDATE without WHERE reaches its own rows only";
  const auto there = "decode('" + hex(breda.municipality) + "', 'hex')";
  EXPECT_NE(error_of("UPDATE actors SET municipality_id = " + there).find("row-level security"), std::string::npos);
  server.run("ROLLBACK");
  enter(breda.municipality);
  EXPECT_EQ(rows("residents"), "0");
  EXPECT_NE(rows("actors"), "0");
  server.run("COMMIT");
  EXPECT_EQ(rows("actors"), "0") << "what was set ends with its transaction";
}

TEST_F(RowSecurity, is_not_for_the_server_to_lift) {
  EXPECT_NE(error_of("ALTER TABLE residents DISABLE ROW LEVEL SECURITY").find("must be owner"), std::string::npos);
  EXPECT_NE(error_of("DROP POLICY own_municipality ON residents").find("must be owner"), std::string::npos);
  EXPECT_NE(error_of("SET row_security = off; SELECT count(*) FROM residents").find("row-level security"),
            std::string::npos);
  EXPECT_NE(error_of("SET ROLE emplooi_owner").find("permission denied"), std::string::npos);
  EXPECT_NE(error_of("SET SESSION AUTHORIZATION postgres").find("permission denied"), std::string::npos);
  EXPECT_NE(error_of("TRUNCATE residents").find("permission denied"), std::string::npos);
  EXPECT_NE(error_of("CREATE TABLE mine (x INTEGER)").find("permission denied"), std::string::npos);
  EXPECT_NE(error_of("DELETE FROM municipalities").find("permission denied"), std::string::npos);
  EXPECT_NE(error_of("UPDATE schema_migrations SET checksum = ''").find("permission denied"), std::string::npos);
  EXPECT_EQ(owner.run("SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = "
                      "'emplooi_server'"),
            "0");
}

TEST_F(RowSecurity, binds_whoever_serves) {
  const auto complaint_of = [](const std::string& url) -> std::string {
    try {
      store::open_postgres({.url = url});
      return "";
    } catch (const store::Unavailable& error) {
      return error.what();
    }
  };
  EXPECT_NE(complaint_of(town.database().owner()).find("row-level security"), std::string::npos);
  EXPECT_NE(complaint_of(town.database().superuser()).find("row-level security"), std::string::npos);
  RawPostgres superuser(town.database().superuser());
  const auto sighted = "sighted_" + std::to_string(::getpid());
  superuser.run("CREATE ROLE " + sighted + " LOGIN BYPASSRLS IN ROLE emplooi_server");
  auto url = town.database().where();
  EXPECT_NE(complaint_of(url.replace(url.find("emplooi_server"), 14, sighted)).find("row-level security"),
            std::string::npos);
  superuser.run("DROP ROLE " + sighted);
  EXPECT_EQ(complaint_of(town.database().where()), "");
}

}  // namespace
}  // namespace emplooi::testing

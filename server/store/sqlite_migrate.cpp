#include "store/sqlite_migrate.h"

#include <spdlog/spdlog.h>

#include "base/check.h"
#include "store/journal.h"
#include "store/migrate.h"

namespace emplooi::store {

namespace {

constexpr Dialect sqlite_dialect{"INTEGER", "BLOB", "STRICT, WITHOUT ROWID"};

constexpr Statement applied_steps{"migrate.applied_steps",
                                  "SELECT version, checksum FROM schema_migrations ORDER BY version", true};
constexpr Statement add_step{"migrate.add_step",
                             "INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)", true};
constexpr Statement broken_references{"migrate.broken_references",
                                      "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", true};

/// Every key begins with the municipality, of which a file may hold a single one. SQLite cannot know: without statistics it
/// takes any first column to leave ten rows, and reads a whole municipality where a second column leaves one row. Partial
/// indexes hold what is under way, which is little. These
/// statistics are the same for every file, so that plans are the same in tests and in town.
constexpr auto fixed_statistics = R"sql(
  ANALYZE;
  DELETE FROM sqlite_stat1;
  INSERT INTO sqlite_stat1 (tbl, idx, stat)
  SELECT tbl, idx, CASE WHEN is_partial THEN '1000 1000' ELSE '1000000 1000000' END || CASE
      WHEN columns = 2 THEN CASE WHEN is_unique THEN ' 1' ELSE ' 20' END
      WHEN columns = 3 THEN ' 1000' || CASE WHEN is_unique THEN ' 1' ELSE ' 20' END
      WHEN columns = 4 THEN ' 1000 100' || CASE WHEN is_unique THEN ' 1' ELSE ' 10' END
      ELSE ' 1000 100 10' || CASE WHEN is_unique THEN ' 1' ELSE ' 5' END END || ' noskipscan'
  FROM (SELECT m.name AS tbl, CASE WHEN i.origin = 'pk' THEN m.name ELSE i.name END AS idx, i."unique" AS is_unique,
          i.partial AS is_partial,
          (SELECT COUNT(*) FROM pragma_index_info(i.name)) AS columns
        FROM sqlite_schema m JOIN pragma_index_list(m.name) i
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%')
  WHERE columns > 1;
  ANALYZE sqlite_schema;
)sql";

Bytes checksum_of(const Migration& step) {
  const auto hash = sha256(step.sql);
  return {std::string(hash.begin(), hash.end())};
}

void apply(SqliteConnection& connection, const Migration& step) {
  connection.execute("BEGIN IMMEDIATE");
  connection.execute(in_dialect(step.sql, sqlite_dialect).c_str());
  const Bytes checksum = checksum_of(step);
  const Parameter arguments[] = {step.version, step.name, checksum};
  connection.run(add_step, MunicipalityId(), arguments);
  if (connection.open(broken_references, MunicipalityId(), {})->next()) {
    connection.execute("ROLLBACK");
    throw Unavailable("step " + std::string(step.name) + " breaks a foreign key");
  }
  connection.execute("COMMIT");
}

/// How many steps are applied; each must be the one that this program knows.
std::size_t count_applied(SqliteConnection& connection) {
  const auto& steps = migrations();
  std::size_t applied = 0;
  auto rows = connection.open(applied_steps, MunicipalityId(), {});
  for (; rows->next(); ++applied) {
    if (applied == steps.size()) throw Unavailable("the database was made by a newer program");
    const auto& step = steps[applied];
    if (rows->integer(0) != step.version || rows->bytes(1) != checksum_of(step).value) {
      throw Unavailable("step " + std::string(step.name) + " was changed after it was applied");
    }
  }
  return applied;
}

}  // namespace

void migrate(SqliteConnection& connection) {
  connection.execute(
      "CREATE TABLE IF NOT EXISTS schema_migrations ("
      "  version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum BLOB NOT NULL) STRICT");
  const auto& steps = migrations();
  auto applied = count_applied(connection);
  if (applied == steps.size()) return;
  for (; applied < steps.size(); ++applied) apply(connection, steps[applied]);
  connection.execute(fixed_statistics);
}

void ensure_current(SqliteConnection& connection) {
  std::size_t applied = 0;
  try {
    applied = count_applied(connection);
  } catch (const Defect&) {
    throw Unavailable("this is no database of this program");
  }
  if (applied < migrations().size())
    throw Unavailable("the database's schema is older than this program: migrate it first");
}

}  // namespace emplooi::store

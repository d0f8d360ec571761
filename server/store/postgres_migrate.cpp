#include "store/postgres_migrate.h"

#include <spdlog/spdlog.h>

#include "base/check.h"
#include "store/journal.h"
#include "store/migrate.h"

namespace emplooi::store {

namespace {

constexpr Dialect postgres_dialect{"BIGINT", "BYTEA", ""};

constexpr Statement text_order{"migrate.text_order",
                               "SELECT datcollate, pg_encoding_to_char(encoding) FROM pg_database "
                               "WHERE datname = current_database()",
                               true};
constexpr Statement postgres_steps{"migrate.postgres_steps",
                                   "SELECT version, checksum FROM schema_migrations ORDER BY version", true};
constexpr Statement add_postgres_step{
    "migrate.add_postgres_step", "INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)", true};
constexpr Statement has_steps{"migrate.has_steps", "SELECT to_regclass('schema_migrations') IS NOT NULL", true};
constexpr Statement sees_past{
    "migrate.sees_past",
    "SELECT rolsuper OR rolbypassrls OR EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE c.relkind IN ('r', 'p') AND n.nspname = 'public' AND pg_has_role(r.oid, c.relowner, 'member')) "
    "FROM pg_roles r WHERE r.rolname = current_user",
    true};

/// Municipalities are a reference table: every server knows all of them. An absent setting is no municipality at all.
constexpr auto row_security = R"sql(
DO $$
DECLARE
  name text;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'emplooi_server') THEN
    CREATE ROLE emplooi_server NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
  FOR name IN
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') ORDER BY c.relname
  LOOP
    IF name = 'schema_migrations' THEN
      EXECUTE format('GRANT SELECT ON %I TO emplooi_server', name);
    ELSIF name = 'municipalities' THEN
      EXECUTE format('GRANT SELECT, INSERT ON %I TO emplooi_server', name);
    ELSE
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO emplooi_server', name);
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
      EXECUTE format('DROP POLICY IF EXISTS own_municipality ON %I', name);
      EXECUTE format('CREATE POLICY own_municipality ON %I USING '
        '(municipality_id = decode(current_setting(''emplooi.municipality'', true), ''hex''))', name);
    END IF;
  END LOOP;
  -- A view would look with its owner's eyes.
  FOR name IN
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'v' ORDER BY c.relname
  LOOP
    EXECUTE format('ALTER VIEW %I SET (security_invoker = true)', name);
    EXECUTE format('GRANT SELECT ON %I TO emplooi_server', name);
  END LOOP;
END $$
)sql";

Result ask(PostgresConnection& connection, const Statement& statement, std::span<const Parameter> arguments = {}) {
  return connection.query(statement, MunicipalityId(), arguments);
}

bool is_true(const Result& result) { return PQntuples(result.get()) == 1 && *PQgetvalue(result.get(), 0, 0) == 1; }

void ensure_text_order(PostgresConnection& connection) {
  const auto found = ask(connection, text_order);
  const std::string order = PQgetvalue(found.get(), 0, 0), encoding = PQgetvalue(found.get(), 0, 1);
  const bool is_bytewise = order == "C" || order == "POSIX" || order == "C.UTF-8" || order == "C.utf8";
  if (is_bytewise && encoding == "UTF8") return;
  throw Unavailable(
      "the database must sort byte by byte: CREATE DATABASE ... ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0");
}

Bytes checksum_of_step(const Migration& step) {
  const auto hash = sha256(step.sql);
  return {std::string(hash.begin(), hash.end())};
}

/// How many of this program's steps are applied; each must be the one that it knows.
std::size_t count_applied_steps(PostgresConnection& connection) {
  const auto& steps = migrations();
  PostgresTransaction tx(connection, MunicipalityId(), Time(), nullptr);
  const auto applied = tx.all<std::int32_t, Bytes>(postgres_steps);
  const auto known = std::min(applied.size(), steps.size());
  for (std::size_t i = 0; i < known; ++i) {
    const auto& [version, checksum] = applied[i];
    if (version != steps[i].version || checksum.value != checksum_of_step(steps[i]).value) {
      throw Unavailable("step " + std::string(steps[i].name) + " has changed since it was applied");
    }
  }
  return applied.size();
}

void apply_step(PostgresConnection& connection, const Migration& step) {
  spdlog::info(fmt::format("migration {}", step.name));
  try {
    connection.execute("BEGIN; " + in_dialect(step.sql, postgres_dialect));
    const Bytes checksum = checksum_of_step(step);
    const Parameter arguments[] = {step.version, step.name, checksum};
    ask(connection, add_postgres_step, arguments);
    connection.execute("COMMIT");
  } catch (const Defect& defect) {
    throw Unavailable("step " + std::string(step.name) + " failed: " + defect.what());
  }
}

}  // namespace

void migrate(PostgresConnection& connection) {
  ensure_text_order(connection);
  // Held until the connection closes.
  connection.execute("SET statement_timeout = 0; SET lock_timeout = 0; SELECT pg_advisory_lock(7295, 0)");
  connection.execute(
      "CREATE TABLE IF NOT EXISTS schema_migrations "
      "(version BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum BYTEA NOT NULL)");
  const auto& steps = migrations();
  auto applied = count_applied_steps(connection);
  if (applied > steps.size()) throw Unavailable("the database was made by a newer program");
  for (; applied < steps.size(); ++applied) apply_step(connection, steps[applied]);
  connection.execute(row_security);
}

void ensure_current(PostgresConnection& connection) {
  ensure_text_order(connection);
  if (!is_true(ask(connection, has_steps))) throw Unavailable("this is no database of this program: migrate it first");
  if (count_applied_steps(connection) < migrations().size()) {
    throw Unavailable("the database's schema is older than this program: migrate it first");
  }
}

void ensure_bound_by_row_security(PostgresConnection& connection) {
  if (!is_true(ask(connection, sees_past))) return;
  throw Unavailable(
      "this role could see past the row-level security: serve as one that is no superuser, owns no table and is a member of "
      "emplooi_server");
}

}  // namespace emplooi::store

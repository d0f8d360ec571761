#include "store/postgres_session.h"

namespace emplooi::store {

namespace {

constexpr Statement set_municipality{"store.set_municipality", "SELECT set_config('emplooi.municipality', $1, true)",
                                     true};
constexpr Statement set_limit{"store.set_limit", "SELECT set_config('statement_timeout', $1, true)", true};
/// Two numbers: what the lock is for, and the municipality.
constexpr Statement take_turn{"store.take_turn", "SELECT pg_advisory_lock(CAST($1 AS INTEGER), CAST($2 AS INTEGER))",
                              true};
constexpr Statement end_turn{"store.end_turn", "SELECT pg_advisory_unlock(CAST($1 AS INTEGER), CAST($2 AS INTEGER))",
                             true};
constexpr Statement try_to_seal{"store.try_to_seal",
                                "SELECT pg_try_advisory_xact_lock(CAST($1 AS INTEGER), CAST($2 AS INTEGER))", true};
constexpr Statement announce_change{"store.announce_change", "SELECT pg_notify('emplooi_changes', $1)", true};
constexpr Statement replayed{"store.replayed_position",
                             "SELECT CASE WHEN pg_is_in_recovery() THEN "
                             "CAST(pg_last_wal_replay_lsn() - CAST('0/0' AS pg_lsn) AS BIGINT) END",
                             true};
constexpr Statement written{"store.written_position",
                            "SELECT CAST(pg_current_wal_flush_lsn() - CAST('0/0' AS pg_lsn) AS BIGINT)", true};
constexpr std::int64_t turn_lock = 7296, seal_lock = 7297;

/// Municipalities that share a number wait for each other, and nothing worse.
std::int64_t lock_number(MunicipalityId municipality) {
  std::int32_t number = 0;
  std::memcpy(&number, municipality.bytes.data() + 12, sizeof number);
  return number;
}

std::string hexadecimal(MunicipalityId municipality) {
  std::string text;
  for (const auto byte : municipality.bytes) text += fmt::format("{:02x}", byte);
  return text;
}

template <class... Arguments>
void queue(PostgresConnection& connection, const Statement& statement, const Arguments&... arguments) {
  const Parameter parameters[] = {Parameter(arguments)...};
  connection.queue(statement, MunicipalityId(), parameters);
}

}  // namespace

void begin(PostgresConnection& connection, const char* isolation, MunicipalityId municipality) {
  connection.queue(isolation);
  queue(connection, set_municipality, hexadecimal(municipality));
}

void queue_turn(PostgresConnection& connection, MunicipalityId municipality) {
  queue(connection, take_turn, turn_lock, lock_number(municipality));
  connection.queue_sync();
}

void queue_end_of_turn(PostgresConnection& connection, MunicipalityId municipality) {
  connection.queue_sync();
  queue(connection, end_turn, turn_lock, lock_number(municipality));
}

bool may_seal(PostgresTransaction& tx, MunicipalityId municipality) {
  return tx.one<bool>(try_to_seal, seal_lock, lock_number(municipality)).value();
}

void queue_limit(PostgresConnection& connection, std::chrono::milliseconds bound) {
  queue(connection, set_limit, std::to_string(bound.count()));
}

void queue_wait_for_standby(PostgresConnection& connection) {
  connection.queue("SELECT pg_logical_emit_message(true, 'emplooi', '')");
}

void queue_announcement(PostgresConnection& connection, const Announcement& announcement) {
  const auto payload =
      fmt::format("{} {} {}", to_string(announcement.server), to_string(announcement.municipality), announcement.kind);
  const Parameter parameters[] = {Parameter(payload)};
  connection.queue_notice(announce_change, parameters);
}

std::optional<Announcement> read_announcement(std::string_view payload) {
  constexpr std::size_t length = 36;
  if (payload.size() < 2 * length + 3 || payload[length] != ' ' || payload[2 * length + 1] != ' ') return std::nullopt;
  const auto server = parse_uuid(payload.substr(0, length));
  const auto municipality = parse_uuid(payload.substr(length + 1, length));
  if (!server || !municipality) return std::nullopt;
  return Announcement{*server, MunicipalityId(*municipality), payload.substr(2 * length + 2)};
}

std::optional<std::int64_t> replayed_position(PostgresTransaction& tx) {
  return tx.one<std::optional<std::int64_t>>(replayed).value();
}

std::int64_t written_position(PostgresTransaction& tx) { return tx.one<std::int64_t>(written).value(); }

void roll_back(PostgresConnection& connection) noexcept {
  if (!connection.is_usable()) return;
  try {
    connection.queue_sync();
    connection.queue("ROLLBACK");
    connection.wait();
  } catch (const std::exception&) {
    // The connection is lost, and its transaction with it.
  }
}

void abandon(PostgresConnection& connection, MunicipalityId municipality) {
  if (!connection.is_usable()) return;
  connection.set_deadline(PostgresConnection::Clock::time_point::max());
  connection.queue_sync();
  connection.queue("ROLLBACK");
  queue_end_of_turn(connection, municipality);
  connection.wait();
}

void commit(PostgresConnection& connection) {
  connection.queue("COMMIT");
  connection.wait();
}

}  // namespace emplooi::store

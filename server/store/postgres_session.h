#pragma once

#include "store/postgres_connection.h"

namespace emplooi::store {

/// Queues the beginning of a transaction that sees the rows of one municipality; it rides along with the next round trip.
void begin(PostgresConnection& connection, const char* isolation, MunicipalityId municipality);

inline constexpr auto serializable = "BEGIN ISOLATION LEVEL SERIALIZABLE";
inline constexpr auto read_committed = "BEGIN ISOLATION LEVEL READ COMMITTED";
/// A snapshot in which all commits are whole; it is never turned away.
inline constexpr auto snapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Queues the wait for the municipality's turn, before the transaction and its snapshot begin. Every server on the database
/// takes it for what it writes, so that they wait for each other instead of undoing each other's work.
void queue_turn(PostgresConnection& connection, MunicipalityId municipality);
/// Queues the end of the turn, after the transaction.
void queue_end_of_turn(PostgresConnection& connection, MunicipalityId municipality);

/// Whether this transaction may seal the municipality's records; the lock ends with it.
bool may_seal(PostgresTransaction& tx, MunicipalityId municipality);

/// Until the transaction ends the server stops a statement that takes longer; zero: it stops none.
void queue_limit(PostgresConnection& connection, std::chrono::milliseconds bound);

/// Queues a change of no row, so that the COMMIT waits until it is on disk and a standby has it, and with it all that was
/// committed before. Who only reads what another session committed would not wait, and that session may have been cut off
/// while it did.
void queue_wait_for_standby(PostgresConnection& connection);

/// What servers tell each other of a commit: who made it, in which municipality, and what kind of thing has changed. Not which
/// one, because everybody who may sign in to the database can listen.
struct Announcement {
  Uuid server;
  MunicipalityId municipality;
  std::string_view kind;
};
/// Queues it, for all that listen.
void queue_announcement(PostgresConnection& connection, const Announcement& announcement);
/// Nothing for what is none. The kind lies in `payload`.
std::optional<Announcement> read_announcement(std::string_view payload);
inline constexpr auto listen_to_announcements = "LISTEN emplooi_changes";

/// How far a standby has come in the log; nothing where this is none.
std::optional<std::int64_t> replayed_position(PostgresTransaction& tx);
/// How far the primary's log is written: what is committed lies before it.
std::int64_t written_position(PostgresTransaction& tx);

/// Ends what a failed transaction left, if the connection still stands; never throws.
void roll_back(PostgresConnection& connection) noexcept;

/// As roll_back(), and ends its turn. Throws Interrupted.
void abandon(PostgresConnection& connection, MunicipalityId municipality);

/// Commits what nobody needs a turn for.
void commit(PostgresConnection& connection);

}  // namespace emplooi::store

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

/// Ends what a failed transaction left, and its turn, if the connection still stands.
void abandon(PostgresConnection& connection, MunicipalityId municipality);

/// Commits what nobody needs a turn for.
void commit(PostgresConnection& connection);

}  // namespace emplooi::store

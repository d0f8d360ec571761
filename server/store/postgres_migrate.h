#pragma once

#include "store/postgres_connection.h"

namespace emplooi::store {

/// The role that `migrate` grants the rows to, and that a server signs in as.
inline constexpr auto server_role = "emplooi_server";

/// Brings the schema up to date, each step in a transaction of its own, one program at a time (advisory lock), then draws the
/// row-level security anew: every table that has a municipality shows a transaction the rows of its own municipality only.
/// Throws Unavailable if the database does not sort text byte by byte, was made by a newer program, or if a step that was
/// applied has changed since.
void migrate(PostgresConnection& connection);

/// Throws Unavailable unless every step of this program is applied. Steps of a newer one may be there: what a step takes away
/// is not used any more by the program before it.
void ensure_current(PostgresConnection& connection);

/// Throws Unavailable for a role that could see past the row-level security: a superuser, one that bypasses it, or the owner of
/// a table.
void ensure_bound_by_row_security(PostgresConnection& connection);

}  // namespace emplooi::store

#pragma once

#include "store/sqlite_connection.h"

namespace emplooi::store {

/// Brings the schema up to date, each step in a transaction of its own. Throws Unavailable if the file was made by a newer
/// program, if a step that was applied has changed since, or if a step would leave a broken foreign key.
void migrate(SqliteConnection& connection);

/// Throws Unavailable unless every step of this program, and none of a newer one, is applied.
void ensure_current(SqliteConnection& connection);

}  // namespace emplooi::store

#pragma once

#include <memory>
#include <string>

#include "store/postgres_store.h"
#include "store/sqlite_store.h"

namespace emplooi::store {

/// Whether that is a database of a PostgreSQL server, `postgresql://...`, and not a file.
bool is_postgres(std::string_view where);

/// Opens a file or a database for reading only. Throws Unavailable as the engines do.
std::unique_ptr<Store> open_for_reading(const std::string& where);

/// The file, or the database without role and password: for messages.
std::string name_of_place(const std::string& where);

}  // namespace emplooi::store

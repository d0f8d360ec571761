#include "store/open.h"

namespace emplooi::store {

bool is_postgres(std::string_view where) {
  return where.starts_with("postgresql://") || where.starts_with("postgres://");
}

std::unique_ptr<Store> open_for_reading(const std::string& where) {
  if (is_postgres(where)) return open_postgres_for_reading({.url = where});
  return open_sqlite_for_reading({.path = where});
}

std::string name_of_place(const std::string& where) { return is_postgres(where) ? place_of(where) : where; }

}  // namespace emplooi::store

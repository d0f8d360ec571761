#!/bin/sh
# Turns schema/migrations/*.sql into one C++ source, so that the program carries its own schema.
# Usage: migrations.sh <folder> > migrations.cpp
set -eu
echo '// Generated from schema/migrations; do not edit.'
echo '#include "store/migrate.h"'
echo
echo 'namespace emplooi::store {'
echo
echo 'const std::vector<Migration>& migrations() {'
echo '  static const std::vector<Migration> all = {'
for file in "$1"/*.sql; do
  name=$(basename "$file" .sql)
  printf '      {%d, "%s", R"sql(' "$(echo "${name%%_*}" | sed 's/^0*//')" "$name"
  cat "$file"
  echo ')sql"},'
done
echo '  };'
echo '  return all;'
echo '}'
echo
echo '}  // namespace emplooi::store'

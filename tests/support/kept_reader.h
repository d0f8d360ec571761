#pragma once

#include "support/database.h"

namespace emplooi::testing {

/// A reader (PostgreSQL) that is the same for all tests that get this database: what each of them asks again was planned once.
store::Store& kept_reader(const TestDatabase&);

}  // namespace emplooi::testing

#pragma once

#include <ostream>

#include "identity/operations.h"

namespace emplooi::identity {

/// What each role may do and over whose data, as sentences, from the access options of the contract.
void print_access(const Operations& operations, std::ostream& out);

}  // namespace emplooi::identity

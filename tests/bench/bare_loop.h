#pragma once

#include <chrono>
#include <string>

#include "bench/market.h"

namespace emplooi::bench {

/// Rows of one redemption, counted in the database that the server left.
struct Rows {
  int transfers = 0;
  int batch = 1;
};

/// Writes, with prepared statements and nothing else, the rows that redeeming writes: the voucher, the job, the transfers with
/// the accounts on both sides, the journal record and its salt, and a block for each batch. The same schema and indexes, the
/// same pragmas, `synchronous = FULL`. Returns how long it took.
std::chrono::nanoseconds write_bare(const std::string& path, const Market& market, const Rows& rows);

}  // namespace emplooi::bench

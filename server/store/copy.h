#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace emplooi::store {

/// What a copy says while it goes on: a table of a municipality, how many of its rows stand in the target, and of how many.
struct CopyProgress {
  std::string table;
  std::int64_t done;
  std::int64_t all;
};

/// Moves house: copies all rows of one database, a file or a `postgresql://` URL, to another that holds nothing, or the
/// beginning of the same copy: one that was interrupted goes on where it was. No server may work on either. The target gets
/// rows in the order of their keys, a few thousand a commit, so that what stands there is always a beginning. At the end both
/// sides are read again and compared, row for row by hash. Throws Unavailable where a side cannot be had, where the target
/// holds something else, and where the source was written meanwhile.
///
/// What is not proven by this is by verify(): the chain of the journal and the sums of the books on both sides.
void copy_database(const std::string& from, const std::string& to,
                   const std::function<void(const CopyProgress&)>& progress);

}  // namespace emplooi::store

#pragma once

#include <functional>
#include <future>

namespace emplooi::matching {

/// Runs `search` on the one thread that searches are run on, in its turn. At most `most_waiting` wait for theirs: if there are as
/// many, nothing is run, and the future is not valid.
std::future<void> start_search(std::function<void()> search);

constexpr int most_waiting = 3;

}  // namespace emplooi::matching

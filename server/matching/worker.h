#pragma once

#include <functional>

namespace emplooi::matching {

/// Runs `search` on the one thread that searches are run on, and waits for it. At most `most_waiting` wait for their turn:
/// false, and nothing was run, if there are as many.
bool run_search(const std::function<void()>& search);

constexpr int most_waiting = 3;

}  // namespace emplooi::matching

#pragma once

#include <atomic>

#include "base/time.h"

namespace emplooi {

/// Stands still until it is moved: the demo's and the tests' time.
class VirtualClock final : public Clock {
 public:
  explicit VirtualClock(Time start) : now_us_(to_us(start)) {}

  Time now() const override { return time_from_us(now_us_.load()); }
  void set(Time time) { now_us_.store(to_us(time)); }

 private:
  std::atomic<std::int64_t> now_us_;
};

}  // namespace emplooi

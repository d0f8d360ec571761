#pragma once

#include "base/time.h"

namespace emplooi {

/// The machine's clock, so much ahead: a demo that is shown as it will be.
class ShiftedClock final : public Clock {
 public:
  explicit ShiftedClock(std::chrono::microseconds ahead) : ahead_(ahead) {}

  Time now() const override { return SystemClock().now() + ahead_; }

 private:
  std::chrono::microseconds ahead_;
};

}  // namespace emplooi

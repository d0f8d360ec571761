#pragma once

#include "emplooi/reporting/v1/reporting.pb.h"

namespace emplooi::reporting {

inline v1::Figure figure(std::int64_t value, bool is_hidden) {
  v1::Figure figure;
  if (is_hidden)
    figure.set_hidden(true);
  else
    figure.set_value(value);
  return figure;
}

/// A figure as it adds up over the parts of a period: hidden as soon as one part hides it.
inline void add(const v1::Figure& more, v1::Figure& sum) {
  sum = figure(sum.value() + more.value(), sum.hidden() || more.hidden());
}

}  // namespace emplooi::reporting

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

}  // namespace emplooi::reporting

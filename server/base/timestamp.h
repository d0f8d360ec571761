#pragma once

#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/time_util.h>

#include "base/time.h"

namespace emplooi {

/// An instant as messages carry it.
inline google::protobuf::Timestamp to_timestamp(Time time) {
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(to_us(time));
}

}  // namespace emplooi

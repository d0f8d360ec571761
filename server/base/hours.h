#pragma once

#include <google/protobuf/repeated_field.h>

#include "base/outcome.h"
#include "emplooi/base/v1/hours.pb.h"

namespace emplooi {

/// Each ends after it begins, and those of one day do not overlap. Refuses: hours_overlap, for the field `hours`.
Outcome<void> check_hours(const google::protobuf::RepeatedPtrField<base::v1::Hours>& hours);
/// The same for each weekday.
Outcome<void> check_hours(const google::protobuf::RepeatedPtrField<base::v1::WeekdayHours>& hours);

}  // namespace emplooi

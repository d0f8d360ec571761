#pragma once

#include <boost/system/result.hpp>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "emplooi/base/v1/refusals.pb.h"

namespace emplooi {

using base::v1::Refusal;
using enum base::v1::Refusal;

/// Why an operation did nothing. A value, not an exception: being refused is part of ordinary life.
struct Refused {
  Refusal refusal = REFUSAL_UNSPECIFIED;
  /// The fact in one English sentence; never personal data. Empty: the sentence that the name stands for.
  std::string says;
  /// Path of the request's field that is wrong.
  std::string field;
  /// Facts for programs, such as `next_valid_time`.
  std::map<std::string, std::string> facts;
  int retry_after_seconds = 0;
};

template <class T>
using Outcome = boost::system::result<T, Refused>;

inline Refused refuse(Refusal refusal, std::string says = {}) { return {refusal, std::move(says), {}, {}, 0}; }

/// `voucher_expired`: the name under which the API knows it.
std::string_view name_of(Refusal refusal);
base::v1::RefusalKind kind_of(Refusal refusal);

/// Reading the value of a refused outcome is a defect; called by Boost.
[[noreturn]] void throw_exception_from_error(const Refused& refused, const boost::source_location& where);

}  // namespace emplooi

/// The value of an outcome (nothing, for Outcome<void>); or this function returns its refusal.
#define TRY(...)                                                   \
  __extension__({                                                  \
    auto outcome_of_try = (__VA_ARGS__);                           \
    if (!outcome_of_try) return std::move(outcome_of_try).error(); \
    *std::move(outcome_of_try);                                    \
  })

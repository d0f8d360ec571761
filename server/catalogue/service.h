#pragma once

#include <string>
#include <tuple>

#include "base/id.h"

namespace emplooi::catalogue {

/// One kind of help that residents can ask for.
struct Service {
  ServiceId id;
  std::string name_nl;
  std::string name_en;
  /// 'welfare', 'housing' or 'care'.
  std::string domain;
  /// A low risk of harm: open to every participant. Otherwise fitness is assessed per person (seed 1, §2.2).
  bool is_low_risk = false;
  /// Minutes of one job. The maximum keeps jobs small, so that paid professionals are not displaced.
  int default_minutes = 0;
  int min_minutes = 0;
  int max_minutes = 0;
  /// Whether two participants may do it together, and whether several residents may be served at once.
  bool pairs_allowed = false;
  bool groups_allowed = false;
  bool is_retired = false;

  using Columns = std::tuple<ServiceId, std::string, std::string, std::string, bool, int, int, int, bool, bool, bool>;
};

}  // namespace emplooi::catalogue

#pragma once

#include <iosfwd>
#include <string>

namespace emplooi::matching::files {

struct PlanFileOptions {
  /// "-" is standard input.
  std::string file;
  /// "town", "vroom" or "hhcrsp"; empty: what the file looks like.
  std::string format;
  double seconds = 10;
  /// 0: as many as the seconds hold; otherwise the result is the same every time, unless the seconds run out.
  std::int64_t iterations = 0;
  std::uint64_t seed = 1;
};

/// Solves a file, checks the plan, and writes it in the file's own format; says on `says` how good it is. Returns the
/// program's exit status: 0, or 1 if the plan breaks a rule, which would be a defect. Throws BadFile.
int plan_file(const PlanFileOptions& options, std::ostream& out, std::ostream& says);

}  // namespace emplooi::matching::files

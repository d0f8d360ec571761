#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>

namespace emplooi::demo {

struct Options {
  /// A file that must not exist yet, or the URL of a PostgreSQL database without a municipality.
  std::string path;
  /// The same seed gives the same town, but for the dates of its second programme, which runs today.
  std::uint64_t seed = 2002;
};

/// The password of every demo account.
inline constexpr char password[] = "dienstencheque-demo";

/// Builds the demo town through the operations that the API offers, with a virtual clock: the programme of Tilburg-Noord
/// 2002-2004 (its participants and outflow as in seed 1, §4.2; everything else is invented and says so), and a programme that
/// runs today. Prints progress, the report of both, and everything that one signs in with. Throws if an operation is refused that should not be.
void build(const Options& options, std::ostream& out);

/// The demo accounts, one a line.
void print_sign_ins(std::ostream& out);

}  // namespace emplooi::demo

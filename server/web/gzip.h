#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace emplooi::web {

/// Answers and messages of fewer bytes travel as they are.
constexpr std::size_t worth_compressing = 1024;

std::string gzip(std::string_view plain);

enum class GunzipError { malformed, too_large };

struct Gunzipped {
  std::string plain;
  std::optional<GunzipError> error;
};

/// Inflates one gzip member that is followed by nothing. Stops at `bound` bytes, so that a bomb costs no more
/// than that.
Gunzipped gunzip(std::string_view compressed, std::size_t bound);

}  // namespace emplooi::web

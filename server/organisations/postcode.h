#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace emplooi::organisations {

/// Four digits of which the first is not zero: what a neighbourhood's postcodes begin with.
bool is_postcode_area(std::string_view text);

/// A Dutch postcode in one form, "5042AB", from what people write: "5042 ab". Nothing for other text.
std::optional<std::string> parse_postcode(std::string_view text);

}  // namespace emplooi::organisations

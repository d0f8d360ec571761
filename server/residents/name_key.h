#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace emplooi::residents {

/// What a name is searched by: lower case, without accents (Latin letters), words parted by one space: "jose t hart" for
/// "José  'T Hart". Takes valid UTF-8; letters of other scripts stay as they are.
std::string name_key(std::string_view name);

/// The key and what follows each of its spaces: "ada de vries", "de vries", "vries".
std::vector<std::string> name_tails(std::string_view name);

/// A text that comes after all that begin with `key`, in the order of bytes.
std::string end_of_prefix(std::string_view key);

}  // namespace emplooi::residents

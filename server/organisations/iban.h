#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace emplooi::organisations {

/// An account number of the single euro payments area as the database keeps it: capitals, without spaces. Nothing for text that
/// has another length than its country's numbers, or wrong check digits (ISO 13616; ISO 7064, MOD 97-10).
std::optional<std::string> read_iban(std::string_view typed);

/// "NL91 **** 4300": enough to tell accounts apart, too little to pay to one.
std::string mask_iban(std::string_view iban);

}  // namespace emplooi::organisations

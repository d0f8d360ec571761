#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "demo/stage.h"

namespace emplooi::demo {

/// What opens the doors at which nobody types a password; good for a year.
struct Keys {
  struct Key {
    std::string name;
    std::string code;
  };
  /// Cards of residents, all with the PIN of the demo.
  std::vector<Key> cards;
  /// Codes with which participants enrol a phone.
  std::vector<Key> phones;
  /// Codes with which a kiosk is enrolled.
  std::vector<Key> kiosks;
};

/// The PIN of every demo card.
inline constexpr char pin[] = "112233";

/// Makes them, for these people and for two kiosks.
Keys hand_out_keys(Stage& stage, const std::vector<ResidentId>& residents,
                   const std::vector<ParticipantId>& participants);

/// One a line.
void print_keys(const Keys& keys, std::ostream& out);

}  // namespace emplooi::demo

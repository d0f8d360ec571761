#include "privacy/numbers.h"

#include "privacy/privacy.sql.h"

namespace emplooi::privacy {

Outcome<std::shared_ptr<const KeyRing>> ring_in_use() {
  auto ring = key_ring();
  if (!ring) return refuse(REFUSAL_KEY_MISSING);
  return ring;
}

Outcome<void> check_purpose(base::v1::Purpose purpose) {
  if (purpose == base::v1::PURPOSE_HELP_AT_HOME || purpose == base::v1::PURPOSE_REINTEGRATION ||
      purpose == base::v1::PURPOSE_RIGHTS) {
    return {};
  }
  return Refused{REFUSAL_PURPOSE_NOT_ALLOWED, {}, "purpose"};
}

std::optional<Uuid> owner_of(Transaction& tx, const KeyRing& ring, const std::string& kind, const std::string& number) {
  for (const auto& [key_no, key] : ring) {
    if (const auto owner = tx.one<Uuid>(sql::number_owner, kind, lookup_of(tx, key, number))) return owner;
  }
  return std::nullopt;
}

}  // namespace emplooi::privacy

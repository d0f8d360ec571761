#include "privacy/numbers.h"
#include "privacy/privacy.h"
#include "privacy/privacy.sql.h"

namespace emplooi::privacy {

bool is_rotation_due(Transaction& tx) {
  const auto ring = key_ring();
  return ring && tx.one<SealedNumber>(sql::numbers_under_older_keys, ring->rbegin()->first, 1).has_value();
}

Outcome<v1::RotateBsnKeyResponse> rotate_bsn_key(Transaction& tx, const Actor&,
                                                 const v1::RotateBsnKeyRequest& request) {
  const auto ring = TRY(ring_in_use());
  const auto& [newest, key] = *ring->rbegin();
  const int limit = request.limit() == 0 ? 100 : request.limit();
  const auto older = tx.all<SealedNumber>(sql::numbers_under_older_keys, newest, limit);
  for (const auto& number : older) {
    const auto sealed = seal_key_again(tx, *ring, number);
    tx.run(sql::seal_again, number.person, newest, sealed.sealed_key, lookup_of(tx, key, unseal(tx, *ring, number)));
  }
  v1::RotateBsnKeyResponse response;
  response.set_rotated(static_cast<int>(older.size()));
  return response;
}

}  // namespace emplooi::privacy

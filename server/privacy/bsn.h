#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "privacy/key_ring.h"
#include "store/transaction.h"

namespace emplooi::privacy {

/// Whether a text is a citizen service number: nine digits, not all zero, that pass the test of eleven, in which the last
/// digit counts negative (Besluit burgerservicenummer; 9×d1 + 8×d2 + ... + 2×d8 - d9 is a multiple of 11).
bool is_bsn(std::string_view text);

/// A number as the database keeps it.
struct SealedNumber {
  Uuid person;
  std::int64_t key_no = 0;
  store::Bytes sealed_key;
  store::Bytes sealed_number;
  using Columns = std::tuple<Uuid, std::int64_t, store::Bytes, store::Bytes>;
};

/// Seals the number under a fresh key of its own (XChaCha20-Poly1305, bound to municipality and person), and that key under
/// the newest of the ring.
SealedNumber seal(Transaction&, const KeyRing&, const Uuid& person, const std::string& number);
/// The number. Throws Defect if it was altered, belongs to somebody else, or its key is not in the ring.
std::string unseal(Transaction&, const KeyRing&, const SealedNumber&);
/// The same number with its key sealed under the newest of the ring.
SealedNumber seal_key_again(Transaction&, const KeyRing&, const SealedNumber&);

/// What a number is found by under one key: a keyed hash, different in each municipality.
store::Bytes lookup_of(Transaction&, const MasterKey&, const std::string& number);

}  // namespace emplooi::privacy

#include "privacy/bsn.h"

#include <sodium.h>

#include <algorithm>

#include "base/check.h"

namespace emplooi::privacy {

namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
using Key = std::array<std::uint8_t, crypto_aead_xchacha20poly1305_ietf_KEYBYTES>;

const std::uint8_t* data_of(std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }

/// What a sealed text belongs to: it opens nowhere else.
std::string place_of(Transaction& tx, std::string_view what, const Uuid& person) {
  std::string place(what);
  const auto municipality = tx.municipality();
  place.append(municipality.bytes.begin(), municipality.bytes.end());
  place.append(person.bytes.begin(), person.bytes.end());
  return place;
}

store::Bytes encrypted(Transaction& tx, const Key& key, std::string_view plain, const std::string& place) {
  std::array<std::uint8_t, nonce_size> nonce;
  tx.randomise(nonce);
  std::string sealed(nonce.begin(), nonce.end());
  sealed.resize(nonce_size + plain.size() + tag_size);
  crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<std::uint8_t*>(sealed.data()) + nonce_size, nullptr,
                                             data_of(plain), plain.size(), data_of(place), place.size(), nullptr,
                                             nonce.data(), key.data());
  return {std::move(sealed)};
}

std::string decrypted(const Key& key, const store::Bytes& sealed, const std::string& place) {
  ensure(sealed.value.size() >= nonce_size + tag_size, "what is sealed is whole");
  std::string plain(sealed.value.size() - nonce_size - tag_size, '\0');
  const auto* bytes = data_of(sealed.value);
  const int result = crypto_aead_xchacha20poly1305_ietf_decrypt(
      reinterpret_cast<std::uint8_t*>(plain.data()), nullptr, nullptr, bytes + nonce_size,
      sealed.value.size() - nonce_size, data_of(place), place.size(), bytes, key.data());
  ensure(result == 0, "what is sealed opens with its key, in its place");
  return plain;
}

Key key_of(Transaction& tx, const KeyRing& ring, const SealedNumber& number) {
  const auto master = ring.find(number.key_no);
  ensure(master != ring.end(), "the key that a number lies under is in the key ring");
  const auto bytes = decrypted(master->second.sealing, number.sealed_key, place_of(tx, "key", number.person));
  Key key;
  ensure(bytes.size() == key.size(), "a sealed key is a key");
  std::copy(bytes.begin(), bytes.end(), key.begin());
  return key;
}

store::Bytes sealed_key(Transaction& tx, const KeyRing& ring, const Uuid& person, const Key& key) {
  const std::string_view bytes(reinterpret_cast<const char*>(key.data()), key.size());
  return encrypted(tx, ring.rbegin()->second.sealing, bytes, place_of(tx, "key", person));
}

}  // namespace

bool is_bsn(std::string_view text) {
  if (text.size() != 9) return false;
  int sum = 0;
  bool has_other_than_zero = false;
  for (int i = 0; i < 9; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    const int digit = text[i] - '0';
    has_other_than_zero |= digit != 0;
    sum += i == 8 ? -digit : (9 - i) * digit;
  }
  return has_other_than_zero && sum % 11 == 0;
}

SealedNumber seal(Transaction& tx, const KeyRing& ring, const Uuid& person, const std::string& number) {
  Key key;
  tx.randomise(key);
  return {person, ring.rbegin()->first, sealed_key(tx, ring, person, key),
          encrypted(tx, key, number, place_of(tx, "bsn", person))};
}

std::string unseal(Transaction& tx, const KeyRing& ring, const SealedNumber& number) {
  return decrypted(key_of(tx, ring, number), number.sealed_number, place_of(tx, "bsn", number.person));
}

SealedNumber seal_key_again(Transaction& tx, const KeyRing& ring, const SealedNumber& number) {
  return {number.person, ring.rbegin()->first, sealed_key(tx, ring, number.person, key_of(tx, ring, number)),
          number.sealed_number};
}

store::Bytes lookup_of(Transaction& tx, const MasterKey& key, const std::string& number) {
  const auto content = place_of(tx, number, Uuid());
  std::string hash(32, '\0');
  crypto_generichash(reinterpret_cast<std::uint8_t*>(hash.data()), hash.size(), data_of(content), content.size(),
                     key.lookup.data(), key.lookup.size());
  return {std::move(hash)};
}

}  // namespace emplooi::privacy

#include "identity/password.h"

#include <sodium.h>

#include <array>
#include <new>

#include "base/check.h"

namespace emplooi::identity {

namespace {

struct Cost {
  unsigned long long operations;
  std::size_t memory_bytes;
};

Cost cost_of(PasswordStrength strength) {
  switch (strength) {
    case PasswordStrength::moderate:
      return {crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE};
    case PasswordStrength::test:
      return {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};
    default:
      return {crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE};
  }
}

std::string hashed(const std::string& secret, Cost cost) {
  ensure(sodium_init() >= 0, "libsodium starts");
  std::array<char, crypto_pwhash_STRBYTES> encoded;
  if (crypto_pwhash_str(encoded.data(), secret.data(), secret.size(), cost.operations, cost.memory_bytes) != 0) {
    throw std::bad_alloc();
  }
  return encoded.data();
}

std::string random_base64(std::size_t bytes) {
  std::string random(bytes, '\0');
  randombytes_buf(random.data(), random.size());
  std::string text(sodium_base64_ENCODED_LEN(bytes, sodium_base64_VARIANT_ORIGINAL_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(random.data()), random.size(),
                    sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
  text.pop_back();  // The zero at its end.
  return text;
}

/// A digest that no secret is known to have; checking one against it takes as long as against any other.
std::string digest_of_nobody(Cost cost) {
  ensure(sodium_init() >= 0, "libsodium starts");
  return fmt::format("$argon2id$v=19$m={},t={},p=1${}${}", cost.memory_bytes / 1024, cost.operations,
                     random_base64(crypto_pwhash_SALTBYTES), random_base64(32));
}

struct State {
  Cost cost;
  std::string nobody;

  explicit State(PasswordStrength strength) : cost(cost_of(strength)), nobody(digest_of_nobody(cost)) {}
};

State& state() {
  static State only(PasswordStrength::interactive);
  return only;
}

}  // namespace

std::string hash_of_secret(const std::string& secret) { return hashed(secret, state().cost); }

bool is_hash_of(const std::string& hash, const std::string& secret) {
  return crypto_pwhash_str_verify(hash.c_str(), secret.data(), secret.size()) == 0;
}

const std::string& hash_of_nobody() { return state().nobody; }

void set_password_strength(PasswordStrength strength) { state() = State(strength); }

}  // namespace emplooi::identity

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

std::string hashed_randomness(Cost cost) {
  std::string secret(32, '\0');
  randombytes_buf(secret.data(), secret.size());
  return hashed(secret, cost);
}

struct State {
  Cost cost;
  std::string nobody;

  explicit State(PasswordStrength strength) : cost(cost_of(strength)), nobody(hashed_randomness(cost)) {}
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

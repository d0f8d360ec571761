#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace emplooi::privacy {

/// A key-encryption key, and the key that numbers are looked up by; both are derived from one secret, which lies outside the
/// database.
struct MasterKey {
  std::array<std::uint8_t, 32> sealing{};
  std::array<std::uint8_t, 32> lookup{};
};

/// Every key that numbers may still lie under, by its number; the highest seals.
using KeyRing = std::map<std::int64_t, MasterKey>;

/// Reads a file of lines `<number> <64 hexadecimal digits>`, such as a systemd credential. Throws std::runtime_error, naming
/// the line and never what stands in it, for anything else, for two keys with one number, and for a file that others than its
/// owner may read.
KeyRing read_key_ring(const std::string& file);

/// Adds a random key with the next number, in a file that only this account may read, which is made if it is not there.
/// Returns its number.
std::int64_t add_key(const std::string& file);

/// What the operations use from now on. Numbers can be kept and read only after this.
void use_key_ring(KeyRing ring);
std::shared_ptr<const KeyRing> key_ring();

}  // namespace emplooi::privacy

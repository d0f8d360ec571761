#pragma once

#include <string>

namespace emplooi::identity {

/// What a guess costs (libsodium's argon2id limits): about 64 MiB and 0.1 s, 256 MiB and 0.7 s, or next to
/// nothing.
enum class PasswordStrength { interactive, moderate, test };

/// The secret as argon2id with a salt of its own, in the encoded text form. Takes as long as the strength
/// says: never call it inside a transaction.
std::string hash_of_secret(const std::string& secret);

/// Whether `hash` was made from `secret`; takes as long as making it did.
bool is_hash_of(const std::string& hash, const std::string& secret);

/// A hash that no known secret fits: what is checked where there is no account, so that it takes as long.
const std::string& hash_of_nobody();

/// Sets what hashes cost from now on. Call it before threads are started.
void set_password_strength(PasswordStrength strength);

}  // namespace emplooi::identity

#include "identity/password.h"

#include <gtest/gtest.h>
#include <sodium.h>

namespace emplooi::identity {
namespace {

TEST(Password, is_checked_against_nobodys_digest_with_the_same_work) {
  set_password_strength(PasswordStrength::test);
  // 0: well formed, and of exactly this cost; a malformed digest would be refused at once, and tell that nobody is there.
  EXPECT_EQ(
      crypto_pwhash_str_needs_rehash(hash_of_nobody().c_str(), crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN),
      0);
  EXPECT_EQ(crypto_pwhash_str_needs_rehash(hash_of_secret("dienstencheque").c_str(), crypto_pwhash_OPSLIMIT_MIN,
                                           crypto_pwhash_MEMLIMIT_MIN),
            0);
  EXPECT_FALSE(is_hash_of(hash_of_nobody(), "dienstencheque"));
  EXPECT_FALSE(is_hash_of(hash_of_nobody(), ""));
}

}  // namespace
}  // namespace emplooi::identity

// What is kept outside the database, and codes as people type them.
#include "identity/keys.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "identity/code.h"

namespace emplooi::identity {
namespace {

class RootKeys : public ::testing::Test {
 protected:
  RootKeys() { std::filesystem::create_directories(folder_); }
  ~RootKeys() override {
    unsetenv("CREDENTIALS_DIRECTORY");
    std::filesystem::remove_all(folder_);
  }
  std::string file(const std::string& name) const { return folder_ / name; }
  void write(const std::string& name, const std::string& text) const { std::ofstream(file(name)) << text; }

  std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("emplooi-keys-" + std::to_string(getpid()));
};

TEST_F(RootKeys, are_made_once_for_this_account_alone) {
  const auto made = root_key_of(file("identity.key"));
  EXPECT_EQ(root_key_of(file("identity.key")), made);
  EXPECT_NE(root_key_of(file("other.key")), made);
  struct stat status;
  ASSERT_EQ(stat(file("identity.key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(RootKeys, come_from_the_credential_where_there_is_one) {
  write("emplooi-identity-key", std::string(64, 'a') + "\n");
  setenv("CREDENTIALS_DIRECTORY", folder_.c_str(), 1);
  const auto key = root_key_of(file("identity.key"));
  EXPECT_EQ(key[0], 0xaa);
  EXPECT_FALSE(std::filesystem::exists(file("identity.key")));
}

TEST_F(RootKeys, are_not_made_of_anything_else) {
  for (const auto& text :
       {std::string(), std::string("x"), std::string(63, 'a'), std::string(66, 'a'), std::string(63, 'a') + "g"}) {
    write("identity.key", text);
    EXPECT_THROW(root_key_of(file("identity.key")), std::runtime_error) << text;
  }
  EXPECT_THROW(root_key_of(file("no/such/folder/identity.key")), std::runtime_error);
}

TEST(Sealing, opens_for_the_same_purpose_context_and_key_only) {
  set_root_key(RootKey{1});
  const auto sealed = seal(Purpose::second_factor, Nonce{2}, "secret", "ada");
  EXPECT_EQ(unseal(Purpose::second_factor, sealed, "ada"), "secret");
  EXPECT_EQ(sealed.value.find("secret"), std::string::npos);
  EXPECT_FALSE(unseal(Purpose::second_factor, sealed, "bob"));
  EXPECT_FALSE(unseal(Purpose::pin, sealed, "ada"));
  for (std::size_t i = 0; i < sealed.value.size(); ++i) {
    auto changed = sealed;
    changed.value[i] = static_cast<char>(changed.value[i] ^ 1);
    EXPECT_FALSE(unseal(Purpose::second_factor, changed, "ada")) << i;
    EXPECT_FALSE(unseal(Purpose::second_factor, {sealed.value.substr(0, i)}, "ada")) << i;
  }
  const auto hash = keyed_hash(Purpose::pin, "471199");
  EXPECT_NE(keyed_hash(Purpose::card_code, "471199").value, hash.value);
  set_root_key(RootKey{3});
  EXPECT_FALSE(unseal(Purpose::second_factor, sealed, "ada"));
  EXPECT_NE(keyed_hash(Purpose::pin, "471199").value, hash.value);
  set_root_key(std::nullopt);
}

TEST(Code, is_read_as_it_is_written) {
  std::array<std::uint8_t, 16> bytes;
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 37);
  const auto code = to_code(bytes);
  EXPECT_EQ(code.size(), 26);
  EXPECT_EQ(read_code(in_groups(code)), code);
  EXPECT_EQ(read_code(" ol-iO "), "0110");
  EXPECT_EQ(read_code("Ü?"), "Ü?") << "what is no code stays none";
  EXPECT_EQ(to_code({}), "");
  EXPECT_EQ(in_groups("ABCDEFGHI"), "ABCD-EFGH-I");
  constexpr std::uint8_t all[] = {0xff};
  EXPECT_EQ(to_code(all), "ZW");
}

TEST(Code, of_a_card_is_typed_with_check_digits_that_find_mistakes) {
  std::array<std::uint8_t, 16> bytes;
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 91 + 5);
  const auto code = to_code(bytes);
  const auto printed = with_check_digits(code);
  EXPECT_EQ(with_check_digits("00000000000000000000000000"), "0000000000000000000000000098");
  ASSERT_EQ(printed.size(), 28);
  EXPECT_EQ(read_card_code(in_groups(printed)), code);
  EXPECT_EQ(read_card_code(code), code) << "as its QR code says it";
  for (std::size_t at = 0; at < printed.size(); ++at) {
    for (const char other : std::string("0123456789ABCDEFGHJKMNPQRSTVWXYZ")) {
      auto typed = printed;
      typed[at] = other;
      EXPECT_EQ(read_card_code(typed) == code, typed == printed) << typed;
    }
    if (at == 0 || printed[at] == printed[at - 1]) continue;
    auto swapped = printed;
    std::swap(swapped[at], swapped[at - 1]);
    EXPECT_EQ(read_card_code(swapped), swapped) << "is nobody's code";
  }
}

}  // namespace
}  // namespace emplooi::identity

#include "identity/keys.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "base/check.h"

namespace emplooi::identity {

namespace {

constexpr char key_context[crypto_kdf_CONTEXTBYTES + 1] = "emplooi1";
constexpr std::size_t key_digits = 2 * crypto_kdf_KEYBYTES;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

static_assert(crypto_kdf_KEYBYTES == sizeof(RootKey) && nonce_bytes == sizeof(Nonce));

RootKey random_key() {
  ensure(sodium_init() >= 0, "libsodium starts");
  RootKey key;
  randombytes_buf(key.data(), key.size());
  return key;
}

RootKey& root_key() {
  static RootKey only = random_key();
  return only;
}

RootKey derived_key(Purpose purpose) {
  RootKey key;
  crypto_kdf_derive_from_key(key.data(), key.size(), static_cast<std::uint64_t>(purpose), key_context,
                             root_key().data());
  return key;
}

const unsigned char* raw(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

RootKey parse_key(const std::string& file) {
  std::ifstream stream(file);
  std::string digits;
  stream >> digits;
  RootKey key;
  std::size_t length = 0;
  const bool is_hex = digits.size() == key_digits && sodium_hex2bin(key.data(), key.size(), digits.data(),
                                                                    digits.size(), nullptr, &length, nullptr) == 0;
  if (!is_hex || length != key.size()) throw std::runtime_error(file + " does not hold a key of 64 hexadecimal digits");
  return key;
}

void write_key(const std::string& file, const RootKey& key) {
  std::string digits(key_digits + 1, '\0');
  sodium_bin2hex(digits.data(), digits.size(), key.data(), key.size());
  digits.back() = '\n';
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  const bool is_written = descriptor >= 0 &&
                          ::write(descriptor, digits.data(), digits.size()) == static_cast<ssize_t>(digits.size()) &&
                          ::fsync(descriptor) == 0;
  if (descriptor >= 0) ::close(descriptor);
  if (!is_written) throw std::runtime_error(file + " cannot be written");
}

}  // namespace

void set_root_key(const std::optional<RootKey>& key) { root_key() = key ? *key : random_key(); }

store::Bytes keyed_hash(Purpose purpose, std::string_view text) {
  const auto key = derived_key(purpose);
  store::Bytes hash{std::string(crypto_generichash_BYTES, '\0')};
  crypto_generichash(raw(hash.value), hash.value.size(), raw(text), text.size(), key.data(), key.size());
  return hash;
}

store::Bytes seal(Purpose purpose, const Nonce& nonce, std::string_view plain, std::string_view context) {
  const auto key = derived_key(purpose);
  store::Bytes sealed{std::string(nonce_bytes + plain.size() + tag_bytes, '\0')};
  std::copy(nonce.begin(), nonce.end(), sealed.value.begin());
  crypto_aead_xchacha20poly1305_ietf_encrypt(raw(sealed.value) + nonce_bytes, nullptr, raw(plain), plain.size(),
                                             raw(context), context.size(), nullptr, raw(sealed.value), key.data());
  return sealed;
}

std::optional<std::string> unseal(Purpose purpose, const store::Bytes& sealed, std::string_view context) {
  if (sealed.value.size() < nonce_bytes + tag_bytes) return std::nullopt;
  const auto key = derived_key(purpose);
  const auto* box = raw(std::string_view(sealed.value));
  std::string plain(sealed.value.size() - nonce_bytes - tag_bytes, '\0');
  const bool is_genuine = crypto_aead_xchacha20poly1305_ietf_decrypt(raw(plain), nullptr, nullptr, box + nonce_bytes,
                                                                     sealed.value.size() - nonce_bytes, raw(context),
                                                                     context.size(), box, key.data()) == 0;
  if (!is_genuine) return std::nullopt;
  return plain;
}

RootKey root_key_of(const std::string& file) {
  if (const char* folder = std::getenv("CREDENTIALS_DIRECTORY")) {
    const auto credential = std::filesystem::path(folder) / "emplooi-identity-key";
    if (std::filesystem::exists(credential)) return parse_key(credential);
  }
  if (!std::filesystem::exists(file)) write_key(file, random_key());
  return parse_key(file);
}

}  // namespace emplooi::identity

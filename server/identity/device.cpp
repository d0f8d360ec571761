#include "identity/device.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <sodium.h>

#include <charconv>
#include <memory>

#include "identity/code.h"

namespace emplooi::identity {

namespace {

constexpr std::size_t key_bytes = 65;
constexpr std::size_t signature_bytes = 64;
constexpr std::size_t signature_text_length = 86;
constexpr std::size_t digest_bytes = crypto_hash_sha256_BYTES;
constexpr std::int64_t highest_sequence = std::int64_t{1} << 53;

template <class T, void (*release)(T*)>
struct Releaser {
  void operator()(T* thing) const { release(thing); }
};
template <class T, void (*release)(T*)>
using Owned = std::unique_ptr<T, Releaser<T, release>>;
using OwnedKey = Owned<EVP_PKEY, EVP_PKEY_free>;

const unsigned char* unsigned_of(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

OwnedKey read_public_key(std::string_view bytes) {
  if (bytes.size() != key_bytes || bytes.front() != 4) return nullptr;
  const Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free> context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  char group[] = "prime256v1";
  std::string point(bytes);
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
      OSSL_PARAM_construct_end(),
  };
  EVP_PKEY* key = nullptr;
  if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1) {
    return nullptr;
  }
  OwnedKey owned(key);
  const Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free> check(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
  if (!check || EVP_PKEY_public_check(check.get()) != 1) return nullptr;
  return owned;
}

/// OpenSSL wants DER; browsers send the two numbers one after the other.
std::string in_der(const std::array<unsigned char, signature_bytes>& raw) {
  const Owned<ECDSA_SIG, ECDSA_SIG_free> signature(ECDSA_SIG_new());
  constexpr int half = signature_bytes / 2;
  BIGNUM* r = BN_bin2bn(raw.data(), half, nullptr);
  BIGNUM* s = BN_bin2bn(raw.data() + half, half, nullptr);
  ensure(signature && r && s && ECDSA_SIG_set0(signature.get(), r, s) == 1, "two numbers are a signature");
  unsigned char* der = nullptr;
  const int length = i2d_ECDSA_SIG(signature.get(), &der);
  ensure(length > 0, "a signature has a form in DER");
  std::string text(reinterpret_cast<const char*>(der), static_cast<std::size_t>(length));
  OPENSSL_free(der);
  return text;
}

std::string sha256_of(std::string_view bytes) {
  std::string digest(digest_bytes, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.data()), unsigned_of(bytes), bytes.size());
  return digest;
}

std::string signed_text(const SignedRequest& request) {
  char body_digest[2 * digest_bytes + 1];
  sodium_bin2hex(body_digest, sizeof body_digest, unsigned_of(sha256_of(request.body)), digest_bytes);
  return fmt::format("emplooi-device-v1\nPOST {}\n{}\n{}\n{}", request.target, request.device, request.sequence,
                     body_digest);
}

}  // namespace

std::optional<DeviceName> parse_device_name(std::string_view text) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto municipality = parse_uuid(text.substr(0, dot));
  const auto device = parse_uuid(text.substr(dot + 1));
  if (!municipality || !device) return std::nullopt;
  return DeviceName{MunicipalityId(*municipality), DeviceId(*device)};
}

std::optional<std::int64_t> parse_sequence(std::string_view text) {
  std::int64_t sequence = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), sequence);
  if (error != std::errc() || end != text.data() + text.size() || text.front() == '0') return std::nullopt;
  if (sequence < 1 || sequence > highest_sequence) return std::nullopt;
  return sequence;
}

bool is_public_key(std::string_view public_key) { return read_public_key(public_key) != nullptr; }

bool is_signed_by(const store::Bytes& public_key, const SignedRequest& request) {
  std::array<unsigned char, signature_bytes> raw;
  std::size_t length = 0;
  const auto text = request.signature;
  if (text.size() != signature_text_length ||
      sodium_base642bin(raw.data(), raw.size(), text.data(), text.size(), nullptr, &length, nullptr,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      length != raw.size()) {
    return false;
  }
  const auto key = read_public_key(public_key.value);
  ensure(key != nullptr, "the public key of an enrolled device can be read");
  const auto der = in_der(raw);
  const auto message = signed_text(request);
  const Owned<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
  return context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), unsigned_of(der), der.size(), unsigned_of(message), message.size()) == 1;
}

std::string fingerprint_of(std::string_view public_key) {
  constexpr std::size_t characters = 12;
  const auto digest = sha256_of(public_key);
  return in_groups(to_code({unsigned_of(digest), digest.size()}).substr(0, characters));
}

}  // namespace emplooi::identity

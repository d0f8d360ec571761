#include "identity/test_device.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <sodium.h>

#include "participants/invitations.h"

namespace emplooi::testing {

using identity::v1::EnrolKioskRequest;
using identity::v1::EnrolPhoneRequest;

struct DeviceKey::Parts {
  EVP_PKEY* key = EVP_EC_gen("prime256v1");
  ~Parts() { EVP_PKEY_free(key); }
};

DeviceKey::DeviceKey() : parts_(std::make_unique<Parts>()) {}
DeviceKey::~DeviceKey() = default;

std::string DeviceKey::public_key() const {
  std::string bytes(65, '\0');
  std::size_t length = 0;
  EVP_PKEY_get_octet_string_param(parts_->key, OSSL_PKEY_PARAM_PUB_KEY, reinterpret_cast<unsigned char*>(bytes.data()),
                                  bytes.size(), &length);
  ensure(length == bytes.size(), "a public key has 65 bytes");
  return bytes;
}

std::string DeviceKey::sign(std::string_view text) const {
  std::string der(80, '\0');
  std::size_t length = der.size();
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, parts_->key);
  EVP_DigestSign(context, reinterpret_cast<unsigned char*>(der.data()), &length,
                 reinterpret_cast<const unsigned char*>(text.data()), text.size());
  EVP_MD_CTX_free(context);
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  ECDSA_SIG* signature = d2i_ECDSA_SIG(nullptr, &bytes, static_cast<long>(length));
  unsigned char raw[64];
  BN_bn2binpad(ECDSA_SIG_get0_r(signature), raw, 32);
  BN_bn2binpad(ECDSA_SIG_get0_s(signature), raw + 32, 32);
  ECDSA_SIG_free(signature);
  char encoded[87];
  sodium_bin2base64(encoded, sizeof encoded, raw, sizeof raw, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return encoded;
}

TestDevice TestDevice::kiosk(TestTown& town, bool is_approved) {
  TestDevice device;
  const auto coordinator = town.actor(ROLE_COORDINATOR);
  const auto invitation = town.must(identity::invite_kiosk, coordinator, text("name: 'De Linde, hal'"));
  EnrolKioskRequest request = text("municipality_slug: 'tilburg' code: %", invitation.code());
  request.set_public_key(device.key_->public_key());
  const auto enrolled = town.must(identity::enrol_kiosk, Actor(), request);
  device.municipality_ = MunicipalityId::of(enrolled.municipality_id());
  device.id_ = DeviceId::of(enrolled.device_id());
  if (is_approved) {
    town.must(identity::approve_kiosk, coordinator,
              text("device_id: % fingerprint: %", device.id_, enrolled.fingerprint()));
  }
  return device;
}

TestDevice TestDevice::phone(TestTown& town, const ParticipantPersona& participant, const std::string& pin) {
  TestDevice device;
  const auto invitation =
      town.must(participants::invite_participant, town.actor(ROLE_COACH), text("participant_id: %", participant.id));
  EnrolPhoneRequest request = text("municipality_slug: 'Tilburg' code: % pin: %", invitation.code(), pin);
  request.set_public_key(device.key_->public_key());
  const auto enrolled = town.must(identity::enrol_phone, Actor(), request);
  device.municipality_ = MunicipalityId::of(enrolled.municipality_id());
  device.id_ = DeviceId::of(enrolled.device_id());
  device.token_ = enrolled.token();
  return device;
}

Letter TestDevice::letter(const std::string& token, const std::string& body) {
  Letter letter;
  letter.device = name();
  letter.sequence = std::to_string(++sequence_);
  letter.body = body;
  letter.token = token;
  sign(letter);
  return letter;
}

void TestDevice::sign(Letter& letter) const {
  unsigned char digest[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(digest, reinterpret_cast<const unsigned char*>(letter.body.data()), letter.body.size());
  char digits[2 * sizeof digest + 1];
  sodium_bin2hex(digits, sizeof digits, digest, sizeof digest);
  letter.signature = key_->sign("emplooi-device-v1\nPOST " + letter.target + "\n" + letter.device + "\n" +
                                letter.sequence + "\n" + digits);
}

Outcome<Actor> TestDevice::caller(TestTown& town, const Letter& letter) {
  identity::Shown shown;
  shown.token = letter.token;
  shown.signature = {letter.device, letter.sequence, letter.signature, letter.target, letter.body};
  return identity::caller_of(town.store(), shown);
}

}  // namespace emplooi::testing

#pragma once

#include <memory>
#include <string>

#include "identity/identity.h"
#include "support/town.h"

namespace emplooi::testing {

/// A kiosk's or phone's key pair, which signs as WebCrypto does: raw r || s.
class DeviceKey {
 public:
  DeviceKey();
  ~DeviceKey();

  /// 65 bytes.
  std::string public_key() const;
  /// base64url, 86 characters.
  std::string sign(std::string_view text) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// A request as a device sends it, with everything that a test may tamper with.
struct Letter {
  std::string device;
  std::string sequence;
  std::string signature;
  std::string target = "/rpc/emplooi.identity.v1.DeviceService/GetDevice";
  std::string body = "{}";
  std::string token;
};

/// A device that is enrolled in a town.
class TestDevice {
 public:
  /// A kiosk that the coordinator has approved, unless told otherwise.
  static TestDevice kiosk(TestTown& town, bool is_approved = true);
  /// The phone of the participant, enrolled with that PIN.
  static TestDevice phone(TestTown& town, const ParticipantPersona& participant, const std::string& pin);

  /// The next request, signed.
  Letter letter(const std::string& token = {}, const std::string& body = "{}");
  /// Signs again what was changed.
  void sign(Letter& letter) const;
  /// What the town makes of it.
  static Outcome<Actor> caller(TestTown& town, const Letter& letter);
  /// The device itself, asking without a session.
  Actor caller(TestTown& town) { return caller(town, letter()).value(); }

  DeviceId id() const { return id_; }
  /// Of the answer that enrolled a phone.
  const std::string& token() const { return token_; }
  std::string name() const { return to_string(municipality_) + "." + to_string(id_); }

 private:
  std::shared_ptr<DeviceKey> key_ = std::make_shared<DeviceKey>();
  MunicipalityId municipality_;
  DeviceId id_;
  std::string token_;
  std::int64_t sequence_ = 0;
};

}  // namespace emplooi::testing

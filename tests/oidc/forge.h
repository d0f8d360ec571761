#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "oidc/fetch.h"

struct _cjose_jwk_int;

namespace emplooi::testing {

/// A key of a provider's, or of somebody who would like to be one. Making one of 2,048 bits takes a while: they are made once.
class ForgeKey {
 public:
  enum class Kind { rsa, other_rsa, third_rsa, ec, secret };
  /// `secret` is the PEM of the RSA key's public half, as whoever confuses HMAC with RSA would use it.
  static const ForgeKey& of(Kind kind);

  /// Its public half (RFC 7517), under that name.
  std::string shown(const std::string& id) const;
  /// A token in compact form over these claims (JSON); `header` holds its algorithm, and more.
  std::string sign(const std::string& claims, const std::map<std::string, std::string>& header) const;

 private:
  explicit ForgeKey(std::shared_ptr<_cjose_jwk_int> key) : key_(std::move(key)) {}
  std::shared_ptr<_cjose_jwk_int> key_;
};

/// base64url without padding.
std::string base64url_of(const std::string& bytes);

/// A provider at hand: what it answers is what the test says.
class ForgeProvider {
 public:
  static constexpr auto issuer = "https://idp.example";
  static constexpr auto client_id = "emplooi";

  /// From here on everything that is fetched comes from it.
  ForgeProvider();
  ~ForgeProvider();

  /// The set of keys that it shows now.
  void show_keys(const std::vector<std::string>& keys);
  /// What it gives for the next code.
  void give(const std::string& id_token) { token_ = id_token; }
  /// Does not answer from here on.
  void fall_silent(bool is_silent = true) { is_silent_ = is_silent; }
  /// What it says of itself, instead of the truth.
  void claim(const std::string& issuer) { claimed_issuer_ = issuer; }

  int asked_for(const std::string& path) const;
  const std::string& last_form() const { return last_form_; }

 private:
  std::optional<std::string> answer(const oidc::FetchRequest& request);

  std::string keys_ = R"({"keys":[]})";
  std::string token_;
  std::string claimed_issuer_ = issuer;
  std::string last_form_;
  bool is_silent_ = false;
  std::map<std::string, int> asked_;
};

}  // namespace emplooi::testing

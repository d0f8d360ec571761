#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace emplooi::web {

struct ClientOptions {
  std::string host = "localhost";
  std::uint16_t port = 8443;
  /// PEM file of the certificate that the server must show.
  std::string trusted_certificate;
  /// How long connecting, and each step of an answer, may take.
  int timeout_ms = 30'000;
};

struct ClientAnswer {
  int status = 0;
  /// Names in lower case.
  std::map<std::string, std::string> fields;
  std::string body;
};

/// A keep-alive TLS client that waits for each answer; connects again where the server has closed in between.
/// Throws boost::system::system_error. For one thread.
class Client {
 public:
  explicit Client(const ClientOptions& options);
  ~Client();

  /// Whether a request that found its kept connection closed may have been carried out is unknown: it is sent
  /// again only because commands carry an id and sessions may be opened twice.
  ClientAnswer post(const std::string& path, const std::map<std::string, std::string>& fields, const std::string& body);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace emplooi::web

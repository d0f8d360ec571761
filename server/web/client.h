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
  /// How long an answer may take, connecting included.
  int timeout_ms = 30'000;
};

struct ClientAnswer {
  int status = 0;
  /// Names in lower case.
  std::map<std::string, std::string> fields;
  std::string body;
};

/// A keep-alive TLS client that waits for each answer; connects again where the server has closed in between.
/// For one thread.
class Client {
 public:
  explicit Client(const ClientOptions& options);

  /// Throws std::runtime_error where there is no answer. Whether a request that found its kept connection closed may
  /// have been carried out is unknown: it is sent again only because commands carry an id and sessions may be opened
  /// twice.
  ClientAnswer post(const std::string& path, const std::map<std::string, std::string>& fields, const std::string& body);

 private:
  struct CleanUp {
    void operator()(void* handle) const;
  };

  std::string place_;
  std::unique_ptr<void, CleanUp> handle_;
};

}  // namespace emplooi::web

#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "identity/identity.h"
#include "support/database.h"
#include "town.h"
#include "web/client.h"
#include "web/server.h"

namespace emplooi::testing {

/// The real front on a free port, over an empty database, with a municipality `tilburg` and its administrator. It offers the
/// operations of identity, which is all that most of the wire needs, and what `offer_more` adds.
class RunningServer {
 public:
  static constexpr auto name = "administrator@tilburg";
  static constexpr auto password = "correct horse battery staple";

  explicit RunningServer(const web::Settings& settings = {}, void (*offer_more)(Operations&) = nullptr);
  ~RunningServer();

  /// A bearer token of a new session of the administrator.
  std::string token();
  web::ClientOptions client_options() const;
  std::string certificate() const { return folder_ / "tls" / "certificate.pem"; }
  std::uint16_t port() const { return server_->port(); }
  /// The whole answer of the local port to a GET.
  std::string local_get(const std::string& path) const;
  void stop() { server_->stop(); }
  store::Store& store() { return *store_; }

 private:
  std::filesystem::path folder_;
  TestDatabase database_;
  Operations operations_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Town> town_;
  std::unique_ptr<web::Server> server_;
};

/// An answer as it stood on the wire.
struct RawAnswer {
  /// 0 where the server closed without one.
  int status = 0;
  std::string header;
  std::string body;
};

/// A TLS connection through which a test sends whatever bytes it likes.
class RawConnection {
 public:
  explicit RawConnection(const RunningServer& server) : RawConnection(server.port()) {}
  explicit RawConnection(std::uint16_t port);
  ~RawConnection();

  void send(std::string_view bytes);
  /// The next answer, by its Content-Length.
  RawAnswer receive();
  /// What has come and is not taken yet; waits for it where nothing has.
  std::string receive_some(int within_ms = 5'000);
  /// Everything that still comes until the server closes, at most for the given time.
  std::string receive_rest(int within_ms = 5'000);
  /// Whether the server closes, without a further byte, within the time.
  bool is_closed_within(int ms) { return receive_rest(ms).empty() && is_closed_; }

 private:
  bool read_some(int within_ms);

  struct Parts;
  std::unique_ptr<Parts> parts_;
  std::string inbox_;
  bool is_closed_ = false;
};

}  // namespace emplooi::testing

#include <gtest/gtest.h>
#include <openssl/ssl.h>
#include <sys/stat.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "web/running_server.h"

namespace emplooi::testing {
namespace {

namespace asio = boost::asio;

using Context = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;
using Session = std::unique_ptr<SSL_SESSION, decltype(&SSL_SESSION_free)>;

Context client_context(int least, int most, const char* ciphers = "ALL:@SECLEVEL=0") {
  Context context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  SSL_CTX_set_min_proto_version(context.get(), least);
  SSL_CTX_set_max_proto_version(context.get(), most);
  SSL_CTX_set_cipher_list(context.get(), ciphers);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_CLIENT);
  return context;
}

struct Handshake {
  bool succeeded = false;
  std::string cipher;
  bool was_resumed = false;
  Session session{nullptr, SSL_SESSION_free};
};

/// Shakes hands over a plain blocking socket and asks one thing, so that tickets arrive.
Handshake shake_hands(const RunningServer& server, SSL_CTX* context, SSL_SESSION* before = nullptr) {
  asio::io_context io;
  asio::ip::tcp::socket socket(io);
  socket.connect({asio::ip::make_address("127.0.0.1"), server.port()});
  std::unique_ptr<SSL, decltype(&SSL_free)> tls(SSL_new(context), SSL_free);
  SSL_set_fd(tls.get(), socket.native_handle());
  if (before) SSL_set_session(tls.get(), before);
  Handshake done;
  done.succeeded = SSL_connect(tls.get()) == 1;
  if (!done.succeeded) return done;
  done.cipher = SSL_get_cipher_name(tls.get());
  done.was_resumed = SSL_session_reused(tls.get()) == 1;
  const std::string request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  SSL_write(tls.get(), request.data(), static_cast<int>(request.size()));
  char bytes[4096];
  while (SSL_read(tls.get(), bytes, sizeof bytes) > 0) {
  }
  done.session.reset(SSL_get1_session(tls.get()));
  SSL_shutdown(tls.get());
  return done;
}

TEST(Tls, speaks_1_2_with_forward_secrecy_and_1_3) {
  RunningServer server;
  EXPECT_FALSE(shake_hands(server, client_context(TLS1_VERSION, TLS1_1_VERSION).get()).succeeded);
  EXPECT_TRUE(shake_hands(server, client_context(TLS1_3_VERSION, TLS1_3_VERSION).get()).succeeded);
  const auto good = shake_hands(server, client_context(TLS1_2_VERSION, TLS1_2_VERSION).get());
  EXPECT_TRUE(good.cipher.starts_with("ECDHE-ECDSA-")) << good.cipher;
  for (const auto* weak : {"AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA256", "DHE-RSA-AES128-GCM-SHA256"}) {
    EXPECT_FALSE(shake_hands(server, client_context(TLS1_2_VERSION, TLS1_2_VERSION, weak).get()).succeeded) << weak;
  }
}

TEST(Tls, resumes_by_ticket) {
  RunningServer server;
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    const auto context = client_context(version, version);
    const auto first = shake_hands(server, context.get());
    EXPECT_FALSE(first.was_resumed);
    EXPECT_TRUE(shake_hands(server, context.get(), first.session.get()).was_resumed);
  }
}

TEST(Tls, keeps_the_development_key_to_itself) {
  RunningServer server;
  struct stat status {};
  const auto key = std::filesystem::path(server.certificate()).replace_filename("key.pem");
  ASSERT_EQ(::stat(key.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600);
}

}  // namespace
}  // namespace emplooi::testing

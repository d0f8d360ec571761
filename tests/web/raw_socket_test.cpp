// What a hostile or broken client sends, against the real server over TLS.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>
#include <vector>

#include "web/running_server.h"

namespace emplooi::testing {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;

constexpr auto path = "/rpc/emplooi.identity.v1.IdentityService/";

/// A call that the server would answer with 200 if it came alone.
std::string list_municipalities(const std::string& fields = "Content-Length: 2\r\n", const std::string& body = "{}") {
  return "POST "s + path + "ListMunicipalities HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
         fields + "\r\n" + body;
}

class RawSocket : public ::testing::Test {
 protected:
  static web::Settings quick() {
    web::Settings settings;
    settings.header_within = 600ms;
    settings.body_within = 600ms;
    settings.idle = 600ms;
    settings.handshake_within = 600ms;
    return settings;
  }

  RunningServer server_{quick()};
};

struct Hostile {
  const char* what;
  std::string bytes;
  int status;
};

const std::string smuggled = list_municipalities();

const Hostile hostile[] = {
    {"an unknown coding", list_municipalities("Transfer-Encoding: xchunked\r\n", ""), 400},
    {"an unknown coding with chunks", list_municipalities("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), 400},
    {"blegh", list_municipalities("Transfer-Encoding: blegh\r\n", ""), 400},
    {"two codings", list_municipalities("Transfer-Encoding: chunked, gzip\r\n", "0\r\n\r\n"), 400},
    {"non-ASCII around the coding", list_municipalities("Transfer-Encoding: \xc2\xa0"s + "chunked\r\n", "0\r\n\r\n"),
     400},
    {"coding, then length", list_municipalities("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"),
     400},
    {"length, then coding", list_municipalities("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
     400},
    {"a coding on HTTP/1.0", "POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
    {"a trailer with authorization",
     list_municipalities("Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\nAuthorization: Bearer x\r\n\r\n"), 400},
    {"a chunk extension", list_municipalities("Transfer-Encoding: chunked\r\n", "2;a=b\r\n{}\r\n0\r\n\r\n"), 400},
    {"no host", "POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n", 400},
    {"two hosts", list_municipalities("Host: localhost\r\nContent-Length: 2\r\n"), 400},
    {"two lengths", list_municipalities("Content-Length: 2\r\nContent-Length: 2\r\n"), 400},
    {"two lengths in one", list_municipalities("Content-Length: 2, 2\r\n"), 400},
    {"two authorizations", list_municipalities("Authorization: a\r\nAuthorization: b\r\nContent-Length: 2\r\n"), 400},
    {"two cookies", list_municipalities("Cookie: a\r\nCookie: b\r\nContent-Length: 2\r\n"), 400},
    {"a folded header", list_municipalities("X: a\r\n b\r\nContent-Length: 2\r\n"), 400},
    {"bare line feeds", "GET / HTTP/1.1\nHost: x\n\n", 400},
    {"an absolute target", "POST https://localhost/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n", 400},
    {"a non-ASCII target", "POST /\xc3\xa9 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n", 400},
    {"no length", list_municipalities("", ""), 411},
    {"a header of 8,193 bytes", "GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(9000, 'a') + "\r\n\r\n", 431},
    {"an endless header", "GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(20000, 'a'), 431},
    {"a body over its bound", list_municipalities("Content-Length: 65537\r\n", ""), 413},
    {"a chunk over the bound", list_municipalities("Transfer-Encoding: chunked\r\n", "10001\r\n"), 413},
};

TEST_F(RawSocket, refuses_and_closes_and_never_reads_a_second_request) {
  for (const auto& one : hostile) {
    RawConnection connection(server_);
    connection.send(one.bytes + smuggled);
    EXPECT_EQ(connection.receive().status, one.status) << one.what;
    EXPECT_TRUE(connection.is_closed_within(3'000)) << one.what;
  }
}

TEST_F(RawSocket, refuses_a_large_body_before_it_is_sent) {
  RawConnection connection(server_);
  connection.send(list_municipalities("Content-Length: 1000000000\r\nExpect: 100-continue\r\n", ""));
  EXPECT_EQ(connection.receive().status, 413);
}

TEST_F(RawSocket, answers_pipelined_requests_in_order) {
  RawConnection connection(server_);
  connection.send(list_municipalities() + list_municipalities("Content-Length: 1\r\n", "x") +
                  list_municipalities("Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n") +
                  list_municipalities("Connection: close\r\nContent-Length: 2\r\n") + smuggled);
  EXPECT_EQ(connection.receive().status, 200);
  EXPECT_EQ(connection.receive().status, 400);
  EXPECT_EQ(connection.receive().status, 200);
  EXPECT_EQ(connection.receive().status, 200);
  EXPECT_TRUE(connection.is_closed_within(3'000)) << "what follows a last request is not read";
}

TEST_F(RawSocket, continues_when_asked_to) {
  RawConnection connection(server_);
  connection.send(list_municipalities("Content-Length: 2\r\nExpect: 100-continue\r\n", ""));
  EXPECT_EQ(connection.receive().status, 100);
  connection.send("{}");
  EXPECT_EQ(connection.receive().status, 200);
}

TEST_F(RawSocket, cuts_off_a_header_that_drips) {
  RawConnection connection(server_);
  const auto begun = std::chrono::steady_clock::now();
  connection.send("POST / HT");
  for (int i = 0; i < 12; ++i) {
    std::this_thread::sleep_for(100ms);
    connection.send("T");
  }
  EXPECT_TRUE(connection.is_closed_within(1'000));
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 2s);
}

TEST_F(RawSocket, cuts_off_a_body_that_does_not_come) {
  RawConnection connection(server_);
  connection.send(list_municipalities("Content-Length: 10\r\n", "{"));
  EXPECT_TRUE(connection.is_closed_within(2'000));
}

TEST_F(RawSocket, closes_what_stays_silent) {
  RawConnection connection(server_);
  connection.send(list_municipalities());
  EXPECT_EQ(connection.receive().status, 200);
  EXPECT_TRUE(connection.is_closed_within(2'000));
}

TEST_F(RawSocket, goes_on_while_others_drip) {
  std::vector<std::unique_ptr<RawConnection>> dripping;
  for (int i = 0; i < 40; ++i) {
    dripping.push_back(std::make_unique<RawConnection>(server_));
    dripping.back()->send("POST /");
  }
  RawConnection honest(server_);
  honest.send(list_municipalities());
  EXPECT_EQ(honest.receive().status, 200);
}

TEST(Admission, bounds_the_connections_of_one_address) {
  web::Settings settings;
  settings.connections_per_address = 3;
  RunningServer server(settings);
  std::vector<std::unique_ptr<RawConnection>> guests;
  for (int i = 0; i < 3; ++i) guests.push_back(std::make_unique<RawConnection>(server));
  EXPECT_THROW(RawConnection turned_away(server), std::exception);
  guests.pop_back();
  std::this_thread::sleep_for(200ms);
  RawConnection let_in(server);
  let_in.send(list_municipalities());
  EXPECT_EQ(let_in.receive().status, 200);
}

TEST(Stopping, answers_what_was_accepted_and_takes_nothing_new) {
  RunningServer server;
  RawConnection idle(server);
  idle.send(list_municipalities());
  EXPECT_EQ(idle.receive().status, 200);
  RawConnection busy(server);
  busy.send(list_municipalities("Content-Length: 2\r\n", ""));
  std::this_thread::sleep_for(100ms);
  std::thread stopping([&] { server.stop(); });
  EXPECT_TRUE(idle.is_closed_within(2'000));
  busy.send("{}");
  EXPECT_EQ(busy.receive().status, 200);
  EXPECT_TRUE(busy.is_closed_within(2'000));
  stopping.join();
  EXPECT_THROW(RawConnection late(server), std::exception);
}

}  // namespace
}  // namespace emplooi::testing

#include "web/framing_gate.h"

#include <gtest/gtest.h>

#include <string>

namespace emplooi::web {
namespace {

using namespace std::string_literals;

struct Case {
  const char* what;
  std::string header;
  /// 0: it passes.
  int status;
};

std::string post(const std::string& fields) { return "POST /rpc/x HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n"; }

class FramingGate : public ::testing::TestWithParam<Case> {};

TEST_P(FramingGate, lets_through_only_what_can_be_read_in_one_way) {
  const auto reading = read_head(GetParam().header);
  const auto* objection = std::get_if<Objection>(&reading);
  EXPECT_EQ(objection ? objection->status : 0, GetParam().status) << (objection ? objection->says : "it passed");
}

void PrintTo(const Case& one, std::ostream* out) { *out << one.what; }

const Case cases[] = {
    {"a plain POST", post("Content-Length: 5\r\n"), 0},
    {"no body", post(""), 0},
    {"chunked, in any case", post("transfer-encoding: Chunked\r\n"), 0},
    {"space around a value", post("Content-Length: \t 5 \t\r\n"), 0},
    {"a query", "GET /a?b=%7B%7d&c=1 HTTP/1.1\r\nHost: x:8443\r\n\r\n", 0},
    {"HTTP/1.0 with a host", "GET / HTTP/1.0\r\nHost: x\r\n\r\n", 0},
    {"expects to continue", post("Content-Length: 5\r\nExpect: 100-continue\r\n"), 0},

    {"an unknown coding", post("Transfer-Encoding: xchunked\r\n"), 400},
    {"another unknown coding", post("Transfer-Encoding: blegh\r\n"), 400},
    {"two codings", post("Transfer-Encoding: chunked, gzip\r\n"), 400},
    {"two codings, chunked last", post("Transfer-Encoding: gzip, chunked\r\n"), 400},
    {"chunked twice in one field", post("Transfer-Encoding: chunked, chunked\r\n"), 400},
    {"chunked twice in two fields", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400},
    {"a quoted coding", post("Transfer-Encoding: \"chunked\"\r\n"), 400},
    {"an empty coding", post("Transfer-Encoding:\r\n"), 400},
    {"identity", post("Transfer-Encoding: identity\r\n"), 400},
    {"non-ASCII before the coding", post("Transfer-Encoding: \xc2\xa0"s + "chunked\r\n"), 400},
    {"non-ASCII after the coding", post("Transfer-Encoding: chunked\xff\r\n"), 400},
    {"a control character before the coding", post("Transfer-Encoding: \x0b"s + "chunked\r\n"), 400},
    {"coding, then length", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), 400},
    {"length, then coding", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), 400},
    {"a coding on HTTP/1.0", "POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
    {"announced trailers", post("Transfer-Encoding: chunked\r\nTrailer: Authorization\r\n"), 400},

    {"no host", "GET / HTTP/1.1\r\n\r\n", 400},
    {"an empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400},
    {"two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
    {"two hosts in one", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400},
    {"a host with a user", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400},
    {"two lengths", post("Content-Length: 5\r\nContent-Length: 5\r\n"), 400},
    {"two lengths in one", post("Content-Length: 5, 5\r\n"), 400},
    {"two authorizations", post("Authorization: Bearer a\r\nauthorization: Bearer b\r\n"), 400},
    {"two cookies", post("Cookie: a=1\r\nCookie: b=2\r\n"), 400},
    {"two command ids", post("Idempotency-Key: a\r\nIdempotency-Key: b\r\n"), 400},
    {"two content types", post("Content-Type: a\r\nContent-Type: b\r\n"), 400},

    {"a signed length", post("Content-Length: +5\r\n"), 400},
    {"a negative length", post("Content-Length: -5\r\n"), 400},
    {"a hexadecimal length", post("Content-Length: 0x5\r\n"), 400},
    {"a spaced length", post("Content-Length: 5 5\r\n"), 400},
    {"an empty length", post("Content-Length:\r\n"), 400},
    {"a length beyond 64 bits", post("Content-Length: 99999999999999999999\r\n"), 400},

    {"a folded line", post("X: a\r\n b\r\n"), 400},
    {"a line folded by a tab", post("X: a\r\n\tb\r\n"), 400},
    {"a folded first line", "GET / HTTP/1.1\r\n Host: x\r\n\r\n", 400},
    {"space before the colon", post("Content-Length : 5\r\n"), 400},
    {"space in a name", post("Content Length: 5\r\n"), 400},
    {"no name", post(": 5\r\n"), 400},
    {"no colon", post("Content-Length 5\r\n"), 400},
    {"non-ASCII in a name", post("Content-Length\xff: 5\r\n"), 400},
    {"a zero byte", post("X: a\0b\r\n"s), 400},
    {"a bare line feed", post("X: a\nContent-Length: 5\r\n"), 400},
    {"a bare carriage return", post("X: a\rContent-Length: 5\r\n"), 400},
    {"only line feeds", "GET / HTTP/1.1\nHost: x\n\n", 400},
    {"a carriage return too many", post("X: a\r\r\n"), 400},

    {"an absolute target", "GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
    {"an authority target", "CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
    {"an asterisk target", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
    {"a non-ASCII target", "GET /\xc3\xa9 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
    {"a fragment", "GET /a#b HTTP/1.1\r\nHost: x\r\n\r\n", 400},
    {"a space in the target", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", 400},
    {"a cut escape", "GET /a%2 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
    {"a false escape", "GET /a%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400},
    {"no target", "GET HTTP/1.1\r\nHost: x\r\n\r\n", 400},
    {"a tab for a space", "GET\t/ HTTP/1.1\r\nHost: x\r\n\r\n", 400},
    {"an empty line first", "\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", 400},
    {"a space first", " GET / HTTP/1.1\r\nHost: x\r\n\r\n", 400},

    {"HTTP/0.9", "GET /\r\n\r\n", 400},
    {"HTTP/2 by its preface", "PRI * HTTP/2.0\r\n\r\n", 400},
    {"HTTP/1.2", "GET / HTTP/1.2\r\nHost: x\r\n\r\n", 400},
    {"HTTP in small letters", "GET / http/1.1\r\nHost: x\r\n\r\n", 400},
    {"another expectation", post("Expect: 200-ok\r\n"), 400},
    {"an upgrade", post("Connection: upgrade\r\nUpgrade: h2c\r\n"), 400},
    {"nothing", "", 400},
    {"no end", "GET / HTTP/1.1\r\nHost: x\r\n", 400},
    {"something after the end", post("") + "X", 400},
    {"8,193 bytes", post("X: " + std::string(header_bound - post("X: \r\n").size() + 1, 'a') + "\r\n"), 431},
    {"8,192 bytes", post("X: " + std::string(header_bound - post("X: \r\n").size(), 'a') + "\r\n"), 0},
};

INSTANTIATE_TEST_SUITE_P(, FramingGate, ::testing::ValuesIn(cases), [](const auto& info) {
  std::string name = info.param.what;
  for (char& c : name) {
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  }
  return name;
});

TEST(Head, reads_what_passes) {
  const std::string header = post("Content-Length: 12\r\nX-Name:  a b \r\nConnection: keep-alive, Close\r\n");
  const auto reading = read_head(header);
  const auto& head = std::get<Head>(reading);
  EXPECT_EQ(head.method, "POST");
  EXPECT_EQ(head.target, "/rpc/x");
  EXPECT_EQ(head["x-name"], "a b");
  EXPECT_EQ(head["absent"], "");
  EXPECT_EQ(head.content_length, 12);
  EXPECT_TRUE(head.closes);
}

TEST(Head, bounds_the_number_of_lines) {
  std::string fields;
  for (std::size_t i = 0; i < fields_bound; ++i) fields += "A: b\r\n";
  const std::string header = post(fields);
  const auto reading = read_head(header);
  EXPECT_EQ(std::get<Objection>(reading).status, 431);
}

TEST(Head, does_not_wait_for_the_end_of_what_cannot_pass) {
  EXPECT_TRUE(can_become_head("GET / HTTP/1.1\r\nHo"));
  EXPECT_TRUE(can_become_head("GET / HTTP/1.1\r"));
  EXPECT_FALSE(can_become_head("GET / HTTP/1.1\nHost: x\n"));
  EXPECT_FALSE(can_become_head("\x16\x03\x01"));
}

TEST(Lists, finds_words_unless_their_weight_is_nothing) {
  EXPECT_TRUE(lists("gzip", "gzip"));
  EXPECT_TRUE(lists("br, GZIP;q=0.5", "gzip"));
  EXPECT_TRUE(lists("br ,gzip ; q=1", "gzip"));
  EXPECT_FALSE(lists("br, gzip;q=0", "gzip"));
  EXPECT_FALSE(lists("gzip; q=0.0", "gzip"));
  EXPECT_FALSE(lists("xgzip", "gzip"));
  EXPECT_FALSE(lists("", "gzip"));
}

}  // namespace
}  // namespace emplooi::web

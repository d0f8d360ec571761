// The Connect protocol on the wire: connectrpc.com/docs/protocol, unary calls.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/src.hpp>

#include "web/connect.h"
#include "web/gzip.h"
#include "web/running_server.h"

namespace emplooi::testing {
namespace {

using Fields = std::map<std::string, std::string>;
using namespace std::string_literals;

const Fields json = {{"Content-Type", "application/json"}};
const Fields proto = {{"Content-Type", "application/proto"}};

Fields operator+(Fields fields, const Fields& more) {
  for (const auto& [name, value] : more) fields[name] = value;
  return fields;
}

struct Error {
  std::string code;
  std::string message;
  base::v1::RefusalDetail detail;
};

Error error_in(const web::ClientAnswer& answer) {
  const auto body = boost::json::parse(answer.body);
  const auto& only = body.at("details").as_array().at(0);
  EXPECT_EQ(only.at("type").as_string(), "emplooi.base.v1.RefusalDetail");
  const std::string value(only.at("value").as_string());
  EXPECT_EQ(value.find('='), std::string::npos) << "details are not padded";
  Error error{std::string(body.at("code").as_string()), std::string(body.at("message").as_string()), {}};
  EXPECT_TRUE(error.detail.ParseFromString(web::from_base64(value).value()));
  return error;
}

class Connect : public ::testing::Test {
 protected:
  web::ClientAnswer call(const std::string& method, const Fields& fields, const std::string& body) {
    return client_.post("/rpc/emplooi.identity.v1.IdentityService/" + method, fields, body);
  }
  web::ClientAnswer get(const std::string& method_and_query) {
    RawConnection connection(server_);
    connection.send("GET /rpc/emplooi.identity.v1.IdentityService/" + method_and_query +
                    " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    auto answer = connection.receive();
    return {answer.status, {}, answer.body};
  }
  void expect_refused(const web::ClientAnswer& answer, int status, const std::string& code, Refusal refusal) {
    EXPECT_EQ(answer.status, status) << answer.body;
    EXPECT_EQ(answer.fields.at("content-type"), "application/json");
    const auto error = error_in(answer);
    EXPECT_EQ(error.code, code);
    EXPECT_EQ(name_of(error.detail.refusal()), name_of(refusal));
    EXPECT_EQ(error.detail.says(), error.message);
  }
  Fields signed_in() { return {{"Authorization", "Bearer " + server_.token()}}; }
  static Fields command(const std::string& id) { return {{"Idempotency-Key", id}}; }

  RunningServer server_;
  web::Client client_{server_.client_options()};
};

TEST_F(Connect, answers_in_the_codec_of_the_request) {
  const auto as_json = call("ListMunicipalities", json, "{}");
  EXPECT_EQ(as_json.status, 200);
  EXPECT_EQ(as_json.fields.at("content-type"), "application/json");
  EXPECT_EQ(as_json.body, R"({"municipalities":[{"slug":"tilburg","name":"Gemeente Tilburg"}]})");

  const auto as_proto = call("ListMunicipalities", proto, "");
  EXPECT_EQ(as_proto.fields.at("content-type"), "application/proto");
  identity::v1::ListMunicipalitiesResponse response;
  ASSERT_TRUE(response.ParseFromString(as_proto.body));
  EXPECT_EQ(response.municipalities(0).slug(), "tilburg");
}

TEST_F(Connect, carries_the_security_fields_on_every_answer) {
  for (const auto& answer :
       {call("ListMunicipalities", json, "{}"), call("GetSelf", json, "{}"), client_.post("/", {}, "")}) {
    EXPECT_EQ(answer.fields.at("cache-control"), "no-store");
    EXPECT_EQ(answer.fields.at("x-content-type-options"), "nosniff");
    EXPECT_EQ(answer.fields.at("x-frame-options"), "DENY");
    EXPECT_EQ(answer.fields.at("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
    EXPECT_TRUE(answer.fields.at("strict-transport-security").starts_with("max-age="));
    EXPECT_FALSE(answer.fields.at("x-request-id").empty());
  }
}

TEST_F(Connect, says_how_to_sign_in_and_when_to_try_again) {
  EXPECT_EQ(call("GetSelf", json, "{}").fields.at("www-authenticate"), "Bearer");
  const auto busy = web::answer_of(refuse(REFUSAL_SERVER_BUSY));
  EXPECT_EQ(busy.status, 503);
  EXPECT_EQ(busy.fields, (std::vector<std::pair<std::string, std::string>>{{"Retry-After", "1"}}));
}

TEST_F(Connect, signs_in_and_knows_the_caller) {
  const auto answer =
      call("SignIn", json, R"({"signInName":"Administrator@Tilburg","password":")"s + RunningServer::password + "\"}");
  ASSERT_EQ(answer.status, 200) << answer.body;
  const std::string token(boost::json::parse(answer.body).at("token").as_string());
  const auto self = call("GetSelf", json + Fields{{"Authorization", "bearer " + token}}, "{}");
  EXPECT_EQ(boost::json::parse(self.body).at("signInName").as_string(), "administrator@tilburg");

  EXPECT_EQ(call("SignOut", json + Fields{{"Authorization", "Bearer " + token}}, "{}").status, 200);
  expect_refused(call("GetSelf", json + Fields{{"Authorization", "Bearer " + token}}, "{}"), 401, "unauthenticated",
                 REFUSAL_NOT_SIGNED_IN);
}

TEST_F(Connect, refuses_by_name) {
  expect_refused(call("GetSelf", json, "{}"), 401, "unauthenticated", REFUSAL_NOT_SIGNED_IN);
  expect_refused(call("GetSelf", json + Fields{{"Authorization", "Basic x"}}, "{}"), 401, "unauthenticated",
                 REFUSAL_NOT_SIGNED_IN);
  expect_refused(call("SignIn", json, R"({"signInName":"nobody@tilburg","password":"x"})"), 401, "unauthenticated",
                 REFUSAL_SIGN_IN_FAILED);
  expect_refused(call("SignIn", json, R"({"signInName":"nobody@tilburg"})"), 400, "invalid_argument",
                 REFUSAL_FIELD_MISSING);
  expect_refused(call("DisableAccount", json + signed_in() + command("01a1ffec-0a0d-7000-a3ab-6d2683ece0db"),
                      R"({"actorId":"01a1ffec-0a0d-7000-a3ab-6d2683ece0db"})"),
                 404, "not_found", REFUSAL_ACTOR_NOT_FOUND);
  expect_refused(call("NoSuchMethod", json, "{}"), 404, "unimplemented", REFUSAL_RPC_NOT_FOUND);
  expect_refused(client_.post("/elsewhere", json, "{}"), 404, "unimplemented", REFUSAL_RPC_NOT_FOUND);
}

TEST_F(Connect, asks_commands_for_an_id_and_answers_them_once) {
  const std::string body = R"({"signInName":"ada","password":"long enough for us","role":"ROLE_COORDINATOR"})";
  const std::string id = "01a1ffec-0a0d-7000-a3ab-6d2683ece0dc";
  const auto caller = json + signed_in();
  expect_refused(call("CreateAccount", caller, body), 400, "invalid_argument", REFUSAL_COMMAND_ID_MISSING);
  expect_refused(call("CreateAccount", caller + command("1"), body), 400, "invalid_argument",
                 REFUSAL_COMMAND_ID_MALFORMED);
  const auto first = call("CreateAccount", caller + command(id), body);
  EXPECT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(call("CreateAccount", caller + command("\"" + id + "\""), body).body, first.body);
  expect_refused(
      call("CreateAccount", caller + command(id), R"({"signInName":"b","password":"long enough for us","role":3})"),
      400, "failed_precondition", REFUSAL_COMMAND_ID_REUSED);
}

TEST_F(Connect, refuses_what_is_no_message) {
  std::string deep;
  for (int i = 0; i < 101; ++i) deep += R"({"page":)";
  deep += "1" + std::string(101, '}');
  for (const std::string& body : {""s, "{"s, "[]"s, "null"s, "{\"page\":{\"size\":\"x\"}}"s, "{\"pgae\":{}}"s,
                                  "{\"page\":{\"token\":\"\xff\"}}"s, deep}) {
    expect_refused(call("ListMunicipalities", json, body), 400, "invalid_argument", REFUSAL_REQUEST_MALFORMED);
  }
  for (const std::string& body :
       {"\x0a"s, "\x0a\x05\x08"s, "\x0a\xff\xff\xff\xff\x07"s, "\x0a\x04\x12\x02\xff\xfe"s, "\x07"s, "\x0b"s}) {
    expect_refused(call("ListMunicipalities", proto, body), 400, "invalid_argument", REFUSAL_REQUEST_MALFORMED);
  }
  const auto caller = signed_in() + command("01a1ffec-0a0d-7000-a3ab-6d2683ece0dd");
  expect_refused(
      call("CreateAccount", json + caller, R"({"signInName":"a","password":"long enough for us","role":"ROLE_KING"})"),
      400, "invalid_argument", REFUSAL_REQUEST_MALFORMED);
  expect_refused(
      call("CreateAccount", json + caller, R"({"signInName":"a","password":"long enough for us","role":99})"), 400,
      "invalid_argument", REFUSAL_ENUM_UNKNOWN);
}

TEST_F(Connect, refuses_messages_nested_deeper_than_64_in_both_codecs) {
  // Unknown groups nest in any message: start and end of field 7.
  const auto groups = [](int depth) { return std::string(depth, '\x3b') + std::string(depth, '\x3c'); };
  EXPECT_EQ(call("ListMunicipalities", proto, groups(60)).status, 200);
  expect_refused(call("ListMunicipalities", proto, groups(101)), 400, "invalid_argument", REFUSAL_REQUEST_MALFORMED);
}

TEST_F(Connect, takes_the_codecs_and_encodings_it_names) {
  const auto wrong_type = call("ListMunicipalities", {{"Content-Type", "text/plain"}}, "{}");
  EXPECT_EQ(wrong_type.status, 415);
  EXPECT_EQ(wrong_type.fields.at("accept-post"), "application/proto, application/json");
  EXPECT_EQ(call("ListMunicipalities", {}, "{}").status, 415);
  EXPECT_EQ(call("ListMunicipalities", {{"Content-Type", "application/json; charset=utf-8"}}, "{}").status, 200);

  const auto brotli = call("ListMunicipalities", json + Fields{{"Content-Encoding", "br"}}, "{}");
  expect_refused(brotli, 501, "unimplemented", REFUSAL_ENCODING_UNSUPPORTED);
  EXPECT_NE(error_in(brotli).message.find("gzip"), std::string::npos);
}

TEST_F(Connect, reads_gzip_within_its_bound) {
  const Fields gzipped = json + Fields{{"Content-Encoding", "gzip"}};
  EXPECT_EQ(call("ListMunicipalities", gzipped, web::gzip("{}")).status, 200);
  EXPECT_EQ(call("ListMunicipalities", proto + Fields{{"Content-Encoding", "gzip"}}, "").status, 200)
      << "a zero-length body is never decompressed";
  expect_refused(call("ListMunicipalities", gzipped, "{}"), 400, "invalid_argument", REFUSAL_REQUEST_MALFORMED);
  expect_refused(call("ListMunicipalities", gzipped, web::gzip("{}") + "x"), 400, "invalid_argument",
                 REFUSAL_REQUEST_MALFORMED);
  const auto bomb = web::gzip(std::string(10'000'000, ' '));
  ASSERT_LT(bomb.size(), 65'536);
  expect_refused(call("ListMunicipalities", gzipped, bomb), 413, "resource_exhausted", REFUSAL_TOO_LARGE);
}

TEST_F(Connect, compresses_long_answers_for_those_who_take_it) {
  for (int i = 0; i < 40; ++i) {
    const auto slug = "town-" + std::to_string(i);
    identity::found_municipality(server_.store(), {"A town with a long name", slug, "admin", "long enough for us"})
        .value();
  }
  const auto plain = call("ListMunicipalities", json, "{}");
  EXPECT_FALSE(plain.fields.contains("content-encoding"));
  const auto packed = call("ListMunicipalities", json + Fields{{"Accept-Encoding", "br, gzip"}}, "{}");
  ASSERT_EQ(packed.fields.at("content-encoding"), "gzip");
  EXPECT_EQ(web::gunzip(packed.body, 100'000).plain, plain.body);
  EXPECT_FALSE(call("ListMunicipalities", json + Fields{{"Accept-Encoding", "gzip;q=0"}}, "{}")
                   .fields.contains("content-encoding"));
}

TEST_F(Connect, keeps_to_version_and_timeout) {
  const auto with = [&](const std::string& name, const std::string& value) {
    return call("ListMunicipalities", json + Fields{{name, value}}, "{}");
  };
  EXPECT_EQ(with("Connect-Protocol-Version", "1").status, 200);
  expect_refused(with("Connect-Protocol-Version", "2"), 400, "invalid_argument", REFUSAL_REQUEST_MALFORMED);
  EXPECT_EQ(with("Connect-Timeout-Ms", "9999999999").status, 200);
  expect_refused(with("Connect-Timeout-Ms", "0"), 504, "deadline_exceeded", REFUSAL_DEADLINE_PASSED);
  for (const auto* wrong : {"99999999999", "-1", "1.5", "soon"}) {
    expect_refused(with("Connect-Timeout-Ms", wrong), 400, "invalid_argument", REFUSAL_REQUEST_MALFORMED);
  }
}

TEST_F(Connect, reads_public_reference_data_by_get) {
  const auto expected = call("ListMunicipalities", json, "{}").body;
  EXPECT_EQ(get("ListMunicipalities?connect=v1&encoding=json&message=%7B%7D").body, expected);
  EXPECT_EQ(get("ListMunicipalities?message=e30&x=y&base64=1&encoding=json").body, expected);
  EXPECT_EQ(get("ListMunicipalities?message=e30%3D&base64=1&encoding=json").body, expected);
  EXPECT_EQ(get("ListMunicipalities?encoding=proto&message=").status, 200);
  EXPECT_EQ(get("ListMunicipalities?encoding=json").status, 400);
  EXPECT_EQ(get("ListMunicipalities?encoding=xml&message=").status, 400);
  EXPECT_EQ(get("ListMunicipalities?encoding=json&message=%7B%7D&compression=br").status, 501);
  EXPECT_EQ(get("GetSelf?encoding=json&message=%7B%7D").status, 405);
  EXPECT_EQ(get("SignIn?encoding=json&message=%7B%7D").status, 405);
}

TEST_F(Connect, never_echoes_what_it_refuses) {
  const auto answer = call("SignIn", json, R"({"signInName":"secret.name@tilburg","password":"secret\u0007word"})");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.body.find("secret"), std::string::npos) << answer.body;
}

TEST_F(Connect, shows_health_and_figures_on_the_local_port_only) {
  call("ListMunicipalities", json, "{}");
  EXPECT_EQ(client_.post("/metrics", json, "").status, 404);
  EXPECT_NE(server_.local_get("/livez").find("200 OK"), std::string::npos);
  EXPECT_NE(server_.local_get("/readyz").find("ready"), std::string::npos);
  EXPECT_NE(
      server_.local_get("/metrics")
          .find(
              R"(emplooi_requests_total{outcome="ok",rpc="emplooi.identity.v1.IdentityService.ListMunicipalities"} 1)"),
      std::string::npos);
}

}  // namespace
}  // namespace emplooi::testing

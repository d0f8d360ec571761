// Browsers keep their session in a cookie; other sites' pages cannot use it.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "web/running_server.h"

namespace emplooi::testing {
namespace {

using Fields = std::map<std::string, std::string>;
using namespace std::string_literals;

const Fields same_origin = {{"Content-Type", "application/json"}, {"Sec-Fetch-Site", "same-origin"}};

Fields with(Fields fields, const Fields& more) {
  for (const auto& [name, value] : more) fields[name] = value;
  return fields;
}

class SessionCookie : public ::testing::Test {
 protected:
  web::ClientAnswer call(const std::string& method, const Fields& fields, const std::string& body = "{}") {
    return client_.post("/rpc/emplooi.identity.v1.IdentityService/" + method, fields, body);
  }
  web::ClientAnswer sign_in(const Fields& more = {{"Emplooi-Session", "cookie"}}) {
    return call("SignIn", with(same_origin, more),
                R"({"signInName":"administrator@tilburg","password":")"s + RunningServer::password + "\"}");
  }
  /// `__Host-emplooi=<token>`, as a browser sends it back.
  static std::string cookie_in(const web::ClientAnswer& answer) {
    const auto& field = answer.fields.at("set-cookie");
    return field.substr(0, field.find(';'));
  }
  static std::string refusal_in(const web::ClientAnswer& answer) {
    return std::string(boost::json::parse(answer.body).at("message").as_string());
  }

  RunningServer server_;
  web::Client client_{server_.client_options()};
};

TEST_F(SessionCookie, holds_the_token_where_no_script_finds_it) {
  const auto answer = sign_in();
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto cookie = answer.fields.at("set-cookie");
  EXPECT_TRUE(cookie.starts_with("__Host-emplooi="));
  EXPECT_TRUE(cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict")) << cookie;
  EXPECT_EQ(cookie.find("Domain"), std::string::npos) << "no __Host- cookie has one";
  EXPECT_FALSE(boost::json::parse(answer.body).as_object().contains("token")) << answer.body;

  const auto self = call("GetSelf", with(same_origin, {{"Cookie", "other=1; " + cookie_in(answer) + "; x=y"}}));
  EXPECT_EQ(self.status, 200) << self.body;
  EXPECT_EQ(self.fields.count("set-cookie"), 0);
}

TEST_F(SessionCookie, is_not_set_for_programs) {
  const auto answer = sign_in({});
  EXPECT_EQ(answer.fields.count("set-cookie"), 0);
  EXPECT_NE(boost::json::parse(answer.body).as_object().find("token"), nullptr);
  EXPECT_EQ(sign_in({{"Emplooi-Session", "token"}}).status, 400);
}

TEST_F(SessionCookie, comes_from_pages_of_this_host_only) {
  const auto cookie = cookie_in(sign_in());
  const Fields json = {{"Content-Type", "application/json"}, {"Cookie", cookie}};
  const auto host = "localhost:" + std::to_string(server_.port());
  struct Case {
    Fields fields;
    int status;
  };
  const Case cases[] = {
      {{{"Sec-Fetch-Site", "same-origin"}}, 200},
      {{{"Sec-Fetch-Site", "same-site"}}, 403},
      {{{"Sec-Fetch-Site", "cross-site"}}, 403},
      {{{"Sec-Fetch-Site", "none"}}, 403},
      {{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://" + host}}, 403},
      {{{"Origin", "https://" + host}, {"Host", host}}, 200},
      {{{"Origin", "https://evil.example"}, {"Host", host}}, 403},
      {{{"Origin", "http://" + host}, {"Host", host}}, 403},
      {{{"Origin", "null"}, {"Host", host}}, 403},
      {{}, 403},
  };
  for (const auto& [fields, status] : cases) {
    const auto answer = call("GetSelf", with(json, fields));
    EXPECT_EQ(answer.status, status) << answer.body;
    if (status == 403) EXPECT_EQ(refusal_in(answer), "cross site request");
  }
  EXPECT_EQ(call("SignIn", {{"Content-Type", "application/json"}, {"Emplooi-Session", "cookie"}}).status, 403)
      << "nor can another site sign somebody in";
}

TEST_F(SessionCookie, comes_with_json_only) {
  const auto cookie = cookie_in(sign_in());
  for (const auto* type :
       {"application/proto", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"}) {
    const auto answer = call("GetSelf", with(same_origin, {{"Cookie", cookie}, {"Content-Type", type}}), "");
    EXPECT_EQ(answer.status, 415) << type;
  }
}

TEST_F(SessionCookie, planted_beside_another_is_refused) {
  const auto cookie = cookie_in(sign_in());
  EXPECT_EQ(call("GetSelf", with(same_origin, {{"Cookie", cookie + "; __Host-emplooi=x"}})).status, 400);
  EXPECT_EQ(call("GetSelf", with(same_origin, {{"Cookie", "emplooi=1; __Host-emplooi2=x"}})).status, 401);
}

TEST_F(SessionCookie, changes_with_every_sign_in_and_password) {
  const auto planted = cookie_in(sign_in());
  const auto fresh = cookie_in(sign_in({{"Emplooi-Session", "cookie"}, {"Cookie", planted}}));
  EXPECT_NE(planted, fresh);
  EXPECT_EQ(call("GetSelf", with(same_origin, {{"Cookie", planted}})).status, 401);

  const auto changed =
      call("ChangePassword", with(same_origin, {{"Cookie", fresh}}),
           R"({"oldPassword":")"s + RunningServer::password + R"(","newPassword":"zeven gele bakfietsen"})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(changed.body, "{}");
  EXPECT_EQ(call("GetSelf", with(same_origin, {{"Cookie", fresh}})).status, 401);
  EXPECT_EQ(call("GetSelf", with(same_origin, {{"Cookie", cookie_in(changed)}})).status, 200);
}

TEST_F(SessionCookie, is_forgotten_when_its_session_is_over) {
  const auto cookie = cookie_in(sign_in());
  const auto out = call("SignOut", with(same_origin, {{"Cookie", cookie}}));
  EXPECT_EQ(out.status, 200) << out.body;
  EXPECT_TRUE(out.fields.at("set-cookie").starts_with("__Host-emplooi=; Max-Age=0"));
  const auto late = call("GetSelf", with(same_origin, {{"Cookie", cookie}}));
  EXPECT_EQ(late.status, 401);
  EXPECT_TRUE(late.fields.at("set-cookie").starts_with("__Host-emplooi=; Max-Age=0"));
}

TEST_F(SessionCookie, gives_way_to_a_bearer_token) {
  const auto cookie = cookie_in(sign_in());
  EXPECT_EQ(call("GetSelf", with(same_origin, {{"Cookie", cookie}, {"Authorization", "Bearer x"}})).status, 401);
  EXPECT_EQ(call("GetSelf",
                 {{"Content-Type", "application/proto"},
                  {"Cookie", "__Host-emplooi=x"},
                  {"Authorization", "Bearer " + server_.token()}},
                 "")
                .status,
            200);
}

TEST_F(SessionCookie, is_given_to_nobody_who_is_held_back) {
  const std::string body = R"({"signInName":"nobody@tilburg","password":"a wrong one, surely"})";
  auto limited = identity::settings();
  limited.refused_per_address = {3, std::chrono::minutes(10)};
  identity::configure(limited);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(call("SignIn", same_origin, body).status, 401);
  const auto stopped = call("SignIn", same_origin, body);
  EXPECT_EQ(stopped.status, 429);
  EXPECT_EQ(stopped.fields.at("retry-after"), "201");
}

}  // namespace
}  // namespace emplooi::testing

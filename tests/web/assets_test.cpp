// The built clients as browsers get them, and what hostile paths get.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "web/assets.h"
#include "web/running_server.h"

namespace emplooi::testing {
namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;

class AssetFolder : public ::testing::Test {
 protected:
  AssetFolder() {
    std::string pattern = fs::temp_directory_path() / "emplooi-assets-XXXXXX";
    ensure(::mkdtemp(pattern.data()) != nullptr, "a folder for the test can be made");
    folder_ = pattern;
    write("secret.txt", "not for browsers");
    write("clients/index.html", "the start");
    write("clients/demo.html", "the start of the demo");
    write("clients/404.html", "not here");
    write("clients/kiosk/index.html", "the kiosk");
    write("clients/kiosk/demo.html", "the kiosk of the demo");
    write("clients/kiosk/assets/kiosk-1a2b.js", "plain script");
    write("clients/kiosk/assets/kiosk-1a2b.js.br", "brotli");
    write("clients/kiosk/assets/kiosk-1a2b.js.gz", "gzip");
    write("clients/portal/index.html", "the portal");
  }
  ~AssetFolder() override { fs::remove_all(folder_); }

  void write(const fs::path& name, const std::string& text) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }
  std::string clients() const { return folder_ / "clients"; }
  web::Settings settings(bool is_demo = false) const {
    web::Settings settings;
    settings.clients_folder = clients();
    settings.is_demo = is_demo;
    return settings;
  }

  fs::path folder_;
};

std::string get(const std::string& target, const std::string& fields = "", const std::string& method = "GET") {
  return method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
}

bool has(const RawAnswer& answer, const std::string& line) {
  return answer.header.find("\r\n" + line + "\r\n") != std::string::npos;
}

TEST_F(AssetFolder, answers_pages_with_a_policy_that_lets_nothing_in_from_elsewhere) {
  RunningServer server(settings());
  RawConnection browser(server);
  browser.send(get("/kiosk/?x=1"));
  const auto page = browser.receive();
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.body, "the kiosk");
  EXPECT_TRUE(has(page, "Content-Type: text/html; charset=utf-8"));
  EXPECT_TRUE(has(page, "Cache-Control: no-cache"));
  EXPECT_TRUE(has(page, "X-Content-Type-Options: nosniff"));
  EXPECT_TRUE(has(page, "Referrer-Policy: no-referrer"));
  EXPECT_TRUE(has(page, "Cross-Origin-Opener-Policy: same-origin"));
  EXPECT_TRUE(has(page, "Cross-Origin-Resource-Policy: same-origin"));
  EXPECT_NE(page.header.find("script-src 'self';"), std::string::npos);
  EXPECT_NE(page.header.find("frame-ancestors 'none'"), std::string::npos);
  EXPECT_EQ(page.header.find("unsafe"), std::string::npos);
}

TEST_F(AssetFolder, lets_the_kiosk_alone_use_the_camera) {
  RunningServer server(settings());
  RawConnection browser(server);
  browser.send(get("/kiosk/"));
  EXPECT_NE(browser.receive().header.find("camera=(self)"), std::string::npos);
  for (const auto* other : {"/", "/portal/", "/kiosk", "/nowhere"}) {
    browser.send(get(other));
    EXPECT_NE(browser.receive().header.find("camera=()"), std::string::npos) << other;
  }
}

TEST_F(AssetFolder, compresses_as_the_browser_takes_it) {
  const auto script = "/kiosk/assets/kiosk-1a2b.js";
  RunningServer server(settings());
  RawConnection browser(server);
  browser.send(get(script, "Accept-Encoding: gzip, deflate, br\r\n"));
  const auto brotli = browser.receive();
  EXPECT_EQ(brotli.body, "brotli");
  EXPECT_TRUE(has(brotli, "Content-Encoding: br"));
  EXPECT_TRUE(has(brotli, "Vary: Accept-Encoding"));
  EXPECT_TRUE(has(brotli, "Cache-Control: public, max-age=31536000, immutable"));
  browser.send(get(script, "Accept-Encoding: br;q=0, gzip\r\n"));
  EXPECT_EQ(browser.receive().body, "gzip");
  browser.send(get(script));
  EXPECT_EQ(browser.receive().body, "plain script");
}

TEST_F(AssetFolder, sends_nothing_again_that_the_browser_has) {
  RunningServer server(settings());
  RawConnection browser(server);
  browser.send(get("/kiosk/"));
  const auto first = browser.receive();
  const auto at = first.header.find("ETag: ") + 6;
  const auto tag = first.header.substr(at, first.header.find("\r\n", at) - at);
  for (const auto& known : {tag, "\"other\", " + tag, tag.substr(2), "*"s}) {
    browser.send(get("/kiosk/", "If-None-Match: " + known + "\r\n"));
    const auto again = browser.receive();
    EXPECT_EQ(again.status, 304) << known;
    EXPECT_EQ(again.header.find("Content-Length"), std::string::npos);
    EXPECT_TRUE(has(again, "ETag: " + tag));
  }
  for (const auto& other : {"\"other\""s, tag.substr(3), "x" + tag.substr(2), tag.substr(2) + "x"}) {
    browser.send(get("/kiosk/", "If-None-Match: " + other + "\r\n"));
    EXPECT_EQ(browser.receive().status, 200) << other;
  }
}

TEST_F(AssetFolder, tells_a_head_the_length_and_no_more) {
  RunningServer server(settings());
  RawConnection browser(server);
  browser.send(get("/kiosk/", "Connection: close\r\n", "HEAD"));
  const auto answer = browser.receive_rest();
  EXPECT_NE(answer.find("Content-Length: 9\r\n"), std::string::npos);
  EXPECT_TRUE(answer.ends_with("\r\n\r\n")) << answer;
}

TEST_F(AssetFolder, tells_a_head_of_an_rpc_no_body_either) {
  RunningServer server;
  RawConnection browser(server);
  browser.send(get("/rpc/emplooi.identity.v1.IdentityService/GetSelf", "Connection: close\r\n", "HEAD"));
  const auto answer = browser.receive_rest();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 405 ")) << answer;
  EXPECT_TRUE(answer.ends_with("\r\n\r\n")) << answer;
}

TEST_F(AssetFolder, leads_to_the_folder) {
  RunningServer server(settings());
  RawConnection browser(server);
  browser.send(get("/portal"));
  const auto answer = browser.receive();
  EXPECT_EQ(answer.status, 308);
  EXPECT_TRUE(has(answer, "Location: /portal/"));
}

TEST_F(AssetFolder, shows_the_page_of_the_demo_in_a_demo_alone) {
  RunningServer server(settings(true));
  RawConnection browser(server);
  browser.send(get("/kiosk/"));
  EXPECT_EQ(browser.receive().body, "the kiosk of the demo");
  browser.send(get("/kiosk/demo.html"));
  EXPECT_EQ(browser.receive().status, 404);
}

TEST_F(AssetFolder, leads_nowhere_else) {
  RunningServer server(settings());
  RawConnection browser(server);
  for (const auto* target : {"/../secret.txt",
                             "/kiosk/../../secret.txt",
                             "/%2e%2e/secret.txt",
                             "/..%2fsecret.txt",
                             "/%2e%2e%2fsecret.txt",
                             "/kiosk/%2e%2e/index.html",
                             "/kiosk/../kiosk/",
                             "//kiosk/",
                             "/./kiosk/",
                             "/kiosk/./",
                             "/kiosk//",
                             "/kiosk/%69ndex.html",
                             "/kiosk/index.html",
                             "/index.html",
                             "/404.html",
                             "/%00",
                             "/kiosk/%00",
                             "/clients/",
                             "/secret.txt",
                             "/etc/passwd",
                             "//etc/passwd",
                             "/kiosk/assets/",
                             "/kiosk/assets",
                             "/KIOSK/",
                             "/kiosk;x/",
                             "/kiosk/assets/kiosk-1a2b.js.br",
                             "/kiosk/assets/kiosk-1a2b.js/",
                             "/..;/secret.txt",
                             "/rpc",
                             "/rpc%2f"}) {
    browser.send(get(target));
    const auto answer = browser.receive();
    EXPECT_EQ(answer.status, 404) << target;
    EXPECT_EQ(answer.body, "not here") << target;
    EXPECT_TRUE(has(answer, "Cache-Control: no-store")) << target;
  }
  for (const auto& target : {"/kiosk\\..\\secret.txt"s, "/\xc3\xa9"s, "/kiosk/\0"s, "kiosk/"s, "*"s, "/%zz"s}) {
    RawConnection hostile(server);
    hostile.send(get(target));
    EXPECT_EQ(hostile.receive().status, 400) << target;
  }
}

TEST_F(AssetFolder, leaves_calls_as_they_are) {
  RunningServer server(settings());
  RawConnection browser(server);
  browser.send(get("/rpc/nothing"));
  const auto unknown = browser.receive();
  EXPECT_EQ(unknown.status, 404);
  EXPECT_NE(unknown.body.find("unimplemented"), std::string::npos);
  EXPECT_TRUE(has(unknown, "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'"));
  browser.send("POST /kiosk/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(browser.receive().status, 404);
  browser.send(get("/kiosk/", "Content-Length: 30\r\n") + get("/portal/"));
  EXPECT_EQ(browser.receive().body, "the kiosk");
  EXPECT_TRUE(browser.is_closed_within(3'000)) << "what follows a body that nobody asked for is not read";
}

TEST_F(AssetFolder, is_refused_when_it_is_not_what_it_should_be) {
  EXPECT_THROW(web::Assets(folder_ / "nowhere", false), std::runtime_error);
  EXPECT_THROW(web::Assets(clients() + "/portal/index.html", false), std::runtime_error);
  EXPECT_THROW(web::Assets(clients() + "/kiosk/assets", false), std::runtime_error) << "no start page";
  fs::create_symlink(folder_ / "secret.txt", folder_ / "clients/linked.txt");
  EXPECT_THROW(web::Assets(clients(), false), std::runtime_error) << "a link";
  fs::remove(folder_ / "clients/linked.txt");
  write("clients/alone.js.br", "compressed, without what it is of");
  EXPECT_THROW(web::Assets(clients(), false), std::runtime_error);
  fs::remove(folder_ / "clients/alone.js.br");
  EXPECT_NO_THROW(web::Assets(clients(), false));
  write("clients/kiosk/database.sqlite", "x");
  EXPECT_THROW(web::Assets(clients(), false), std::runtime_error) << "no kind of file for browsers";
}

}  // namespace
}  // namespace emplooi::testing

#include "config.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace emplooi {
namespace {

Config from_file(const std::string& toml, const Environment& environment = {}) {
  const auto path = std::filesystem::temp_directory_path() / ("emplooi-config-" + std::to_string(::getpid()) + ".toml");
  std::ofstream(path) << toml;
  try {
    auto config = load_config(path, environment);
    std::filesystem::remove(path);
    return config;
  } catch (...) {
    std::filesystem::remove(path);
    throw;
  }
}

std::string complaint_of(const std::string& toml, const Environment& environment = {}) {
  try {
    from_file(toml, environment);
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "no complaint";
}

TEST(Config, has_the_defaults_of_the_design) {
  const auto config = load_config(std::nullopt, {});
  EXPECT_EQ(config.web.port, 8443);
  EXPECT_EQ(config.web.connections, 2000);
  EXPECT_EQ(config.web.connections_per_address, 50);
  EXPECT_EQ(config.web.header_within, std::chrono::seconds(5));
  EXPECT_EQ(config.web.body_within, std::chrono::seconds(10));
  EXPECT_EQ(config.web.idle, std::chrono::seconds(15));
  EXPECT_EQ(config.identity.session_idle, std::chrono::minutes(15));
  EXPECT_EQ(config.identity.session_lifetime, std::chrono::hours(8));
  EXPECT_EQ(config.store.path, "var/emplooi.sqlite");
}

TEST(Config, is_read_from_the_file_and_then_the_environment) {
  const auto config = from_file("state_folder = '/srv/emplooi'\n[web]\nport = 1\nidle = 1000\n",
                                {{"EMPLOOI_WEB_PORT", "2"}, {"EMPLOOI_PASSWORD", "ignored"}});
  EXPECT_EQ(config.web.port, 2);
  EXPECT_EQ(config.web.idle, std::chrono::seconds(1));
  EXPECT_EQ(config.database(), "/srv/emplooi/emplooi.sqlite");
  EXPECT_EQ(from_file("[store]\nurl = 'postgresql://emplooi_server@/emplooi'\n", {}).database(),
            "postgresql://emplooi_server@/emplooi");
}

TEST(Config, complains_of_what_it_does_not_know_or_cannot_take) {
  EXPECT_EQ(complaint_of("[web]\nprot = 1\n"), "there is no setting web.prot");
  EXPECT_EQ(complaint_of("[web]\nport = 65536\n"), "web.port must lie in 0..65535 (port; 0 takes a free one)");
  EXPECT_EQ(complaint_of("[web]\nport = '1'\n"), "web.port must be a whole number");
  EXPECT_EQ(complaint_of("log_level = 3\n"), "log_level must be a text");
  EXPECT_EQ(complaint_of("[identity]\npassword_strength = 'weak'\n"),
            "identity.password_strength must be one of interactive, moderate, test");
  EXPECT_EQ(complaint_of("", {{"EMPLOOI_WEB_PROT", "1"}}), "there is no setting EMPLOOI_WEB_PROT");
  EXPECT_EQ(complaint_of("", {{"EMPLOOI_WEB_PORT", "1x"}}), "EMPLOOI_WEB_PORT must be a whole number");
  EXPECT_EQ(complaint_of("[web]\nkey_file = 'key.pem'\n"), "web.certificate_file and web.key_file are given together");
  EXPECT_NE(complaint_of("[web\n").find("line 1"), std::string::npos);
  EXPECT_THROW(load_config("/nowhere/emplooi.toml", {}), ConfigError);
}

}  // namespace
}  // namespace emplooi

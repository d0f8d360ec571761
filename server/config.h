#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>

#include "identity/identity.h"
#include "oidc/fetch.h"
#include "store/open.h"
#include "web/settings.h"

namespace emplooi {

/// Every setting; defaults are the members' own, keys and bounds stand in config.cpp.
struct Config {
  /// Holds the database and the development certificate.
  std::string state_folder = "var";
  std::string log_level = "info";
  /// Holds the keys for citizen service numbers, outside the database and its backups: a systemd credential, for one.
  std::string key_file;
  /// How often the server looks for vouchers to end, hours to approve and reminders to write.
  std::chrono::seconds due_work_interval = std::chrono::minutes(1);
  web::Settings web;
  identity::Settings identity;
  /// Holds the key that PINs, cards and second factors are worth nothing without; empty: `identity.key` beside
  /// the database. systemd's credential `emplooi-identity-key` comes before it.
  std::string identity_key_file;
  oidc::FetchSettings oidc;
  store::SqliteOptions store;
  /// Used where it has a URL; then the file is not.
  store::PostgresOptions postgres;

  /// The file or the URL.
  const std::string& database() const { return postgres.url.empty() ? store.path : postgres.url; }
};

/// Says which setting is wrong and why, in one sentence.
class ConfigError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

using Environment = std::map<std::string, std::string>;

/// The variables of this process that begin with EMPLOOI_.
Environment environment();

/// Defaults, then the TOML file if there is one, then the environment: `web.port` is `port` in `[web]`, and
/// EMPLOOI_WEB_PORT. Throws ConfigError for a file that cannot be read, an unknown key and a value out of its
/// bounds, so that a limit under a misspelt name is never silently off.
Config load_config(const std::optional<std::string>& file, const Environment& environment);

/// Opens the database that the settings name. Throws store::Unavailable.
std::unique_ptr<store::Store> open_store(const Config& config);

/// Makes signing in ready for work: its settings and its key, which is made where there is none yet. Throws
/// std::runtime_error for a key that cannot be read.
void configure_identity(const Config& config);

/// Every key with its bounds and its unit, one a line: what `emplooi serve --settings` prints.
std::string describe_settings();

}  // namespace emplooi

#include "config.h"

#include <unistd.h>

#include <toml++/toml.h>
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <functional>

namespace emplooi {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

struct NumberSetting {
  std::string_view key;
  std::int64_t least;
  std::int64_t most;
  std::string_view unit;
  std::function<void(Config&, std::int64_t)> set;
};

struct TextSetting {
  std::string_view key;
  /// Empty: any text.
  std::vector<std::string_view> choices;
  std::string_view unit;
  std::function<void(Config&, const std::string&)> set;
};

const std::vector<NumberSetting>& number_settings() {
  static const std::vector<NumberSetting> all = {
      {"web.port", 0, 65535, "port; 0 takes a free one", [](Config& c, auto n) { c.web.port = n; }},
      {"web.local_port", 0, 65535, "port; 0 takes a free one", [](Config& c, auto n) { c.web.local_port = n; }},
      {"web.io_threads", 1, 64, "threads", [](Config& c, auto n) { c.web.io_threads = n; }},
      {"web.desk_threads", 1, 256, "threads", [](Config& c, auto n) { c.web.desk_threads = n; }},
      {"web.password_threads", 1, 64, "threads", [](Config& c, auto n) { c.web.password_threads = n; }},
      {"web.desk_queue", 1, 1'000'000, "calls", [](Config& c, auto n) { c.web.desk_queue = n; }},
      {"web.password_queue", 1, 10'000, "calls", [](Config& c, auto n) { c.web.password_queue = n; }},
      {"web.streams", 0, 10'000, "streams", [](Config& c, auto n) { c.web.streams = n; }},
      {"web.streams_per_session", 0, 10'000, "streams", [](Config& c, auto n) { c.web.streams_per_session = n; }},
      {"web.streams_per_address", 0, 10'000, "streams", [](Config& c, auto n) { c.web.streams_per_address = n; }},
      {"web.stream_check", 100, 60'000, "ms", [](Config& c, auto n) { c.web.stream_check = milliseconds(n); }},
      {"web.provider_threads", 1, 64, "threads", [](Config& c, auto n) { c.web.provider_threads = n; }},
      {"web.provider_queue", 1, 10'000, "calls", [](Config& c, auto n) { c.web.provider_queue = n; }},
      {"web.connections", 1, 100'000, "connections", [](Config& c, auto n) { c.web.connections = n; }},
      {"web.connections_per_address", 1, 100'000, "connections",
       [](Config& c, auto n) { c.web.connections_per_address = n; }},
      {"web.handshake_within", 100, 60'000, "ms", [](Config& c, auto n) { c.web.handshake_within = milliseconds(n); }},
      {"web.header_within", 100, 60'000, "ms", [](Config& c, auto n) { c.web.header_within = milliseconds(n); }},
      {"web.body_within", 100, 600'000, "ms", [](Config& c, auto n) { c.web.body_within = milliseconds(n); }},
      {"web.write_within", 100, 600'000, "ms", [](Config& c, auto n) { c.web.write_within = milliseconds(n); }},
      {"web.idle", 100, 3'600'000, "ms", [](Config& c, auto n) { c.web.idle = milliseconds(n); }},
      {"web.stop_within", 0, 600'000, "ms", [](Config& c, auto n) { c.web.stop_within = milliseconds(n); }},
      {"identity.session_idle", 60, 86'400, "s", [](Config& c, auto n) { c.identity.session_idle = seconds(n); }},
      {"identity.session_lifetime", 60, 604'800, "s",
       [](Config& c, auto n) { c.identity.session_lifetime = seconds(n); }},
      {"identity.failures_to_lock", 1, 1'000, "wrong passwords",
       [](Config& c, auto n) { c.identity.failures_to_lock = n; }},
      {"identity.lock", 1, 604'800, "s", [](Config& c, auto n) { c.identity.lock = seconds(n); }},
      {"identity.kiosk_idle", 10, 3'600, "s", [](Config& c, auto n) { c.identity.kiosk_idle = seconds(n); }},
      {"identity.kiosk_lifetime", 60, 86'400, "s", [](Config& c, auto n) { c.identity.kiosk_lifetime = seconds(n); }},
      {"identity.wrong_pins_to_lock", 1, 100, "wrong PINs",
       [](Config& c, auto n) { c.identity.wrong_pins_to_lock = n; }},
      {"identity.kiosk_invitation", 60, 2'592'000, "s",
       [](Config& c, auto n) { c.identity.kiosk_invitation = seconds(n); }},
      {"identity.phone_invitation", 60, 2'592'000, "s",
       [](Config& c, auto n) { c.identity.phone_invitation = seconds(n); }},
      {"identity.refused_per_address", 1, 1'000'000, "refusals at once",
       [](Config& c, auto n) { c.identity.refused_per_address.at_once = static_cast<double>(n); }},
      {"identity.refused_per_device", 1, 1'000'000, "refusals at once",
       [](Config& c, auto n) { c.identity.refused_per_device.at_once = static_cast<double>(n); }},
      {"identity.refusals_window", 1, 86'400, "s",
       [](Config& c, auto n) {
         c.identity.refused_per_address.window = c.identity.refused_per_device.window = seconds(n);
       }},
      {"due_work_interval", 1, 86'400, "s", [](Config& c, auto n) { c.due_work_interval = seconds(n); }},
      {"store.batch_bound", 1, 100'000, "commands a commit",
       [](Config& c, auto n) { c.store.batch_bound = c.postgres.batch_bound = n; }},
      {"store.queue_bound", 1, 1'000'000, "commands",
       [](Config& c, auto n) { c.store.queue_bound = c.postgres.queue_bound = n; }},
      {"store.reader_bound", 1, 1'000, "reads at the same time",
       [](Config& c, auto n) { c.store.reader_bound = c.postgres.reader_bound = n; }},
      {"store.writer_bound", 1, 1'000, "municipalities written at the same time, on PostgreSQL",
       [](Config& c, auto n) { c.postgres.writer_bound = n; }},
      {"store.replica_bound", 100, 3'600'000, "ms that what reports show may be old at most",
       [](Config& c, auto n) { c.postgres.replica_bound = milliseconds(n); }},
  };
  return all;
}

identity::PasswordStrength strength_of(const std::string& word) {
  if (word == "moderate") return identity::PasswordStrength::moderate;
  if (word == "test") return identity::PasswordStrength::test;
  return identity::PasswordStrength::interactive;
}

const std::vector<TextSetting>& text_settings() {
  static const std::vector<TextSetting> all = {
      {"state_folder", {}, "folder", [](Config& c, auto& text) { c.state_folder = text; }},
      {"log_level",
       {"trace", "debug", "info", "warning", "error", "critical", "off"},
       "least that is logged",
       [](Config& c, auto& text) { c.log_level = text; }},
      {"privacy.key_file",
       {},
       "file with the keys for citizen service numbers; without it, privacy.keys in the state folder",
       [](Config& c, auto& text) { c.key_file = text; }},
      {"web.address", {}, "IP address", [](Config& c, auto& text) { c.web.address = text; }},
      {"web.certificate_file", {}, "PEM file", [](Config& c, auto& text) { c.web.certificate_file = text; }},
      {"web.key_file", {}, "PEM file", [](Config& c, auto& text) { c.web.key_file = text; }},
      {"web.clients_folder",
       {},
       "folder of the built clients",
       [](Config& c, auto& text) { c.web.clients_folder = text; }},
      {"web.demo",
       {"yes", "no"},
       "whether pages say that nothing is real",
       [](Config& c, auto& text) { c.web.is_demo = text == "yes"; }},
      {"store.url",
       {},
       "postgresql://role@host/database; without it, emplooi.sqlite in the state folder",
       [](Config& c, auto& text) { c.postgres.url = text; }},
      {"store.replica",
       {},
       "postgresql://role@host/database, a standby where reports are read",
       [](Config& c, auto& text) { c.postgres.replica_url = text; }},
      {"oidc.trusted_certificates", {}, "PEM file", [](Config& c, auto& text) { c.oidc.trusted_certificates = text; }},
      {"identity.key_file", {}, "file", [](Config& c, auto& text) { c.identity_key_file = text; }},
      {"identity.password_strength",
       {"interactive", "moderate", "test"},
       "cost of a guess",
       [](Config& c, auto& text) { c.identity.password_strength = strength_of(text); }},
  };
  return all;
}

std::string listed(const std::vector<std::string_view>& words) {
  std::string text;
  for (const auto word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

void set_number(Config& config, const NumberSetting& setting, std::int64_t number) {
  if (number < setting.least || number > setting.most) {
    throw ConfigError(
        fmt::format("{} must lie in {}..{} ({})", setting.key, setting.least, setting.most, setting.unit));
  }
  setting.set(config, number);
}

void set_text(Config& config, const TextSetting& setting, const std::string& text) {
  const auto& choices = setting.choices;
  if (!choices.empty() && std::find(choices.begin(), choices.end(), text) == choices.end()) {
    throw ConfigError(fmt::format("{} must be one of {}", setting.key, listed(choices)));
  }
  setting.set(config, text);
}

template <class Settings>
auto* find_setting(const Settings& settings, std::string_view key) {
  const auto found = std::find_if(settings.begin(), settings.end(), [&](const auto& one) { return one.key == key; });
  return found == settings.end() ? nullptr : &*found;
}

void apply(Config& config, const std::string& key, const toml::node& node) {
  if (const auto* number = find_setting(number_settings(), key)) {
    if (!node.is_integer()) throw ConfigError(key + " must be a whole number");
    return set_number(config, *number, **node.as_integer());
  }
  if (const auto* text = find_setting(text_settings(), key)) {
    if (!node.is_string()) throw ConfigError(key + " must be a text");
    return set_text(config, *text, **node.as_string());
  }
  throw ConfigError("there is no setting " + key);
}

void apply_table(Config& config, const toml::table& table, const std::string& prefix) {
  for (const auto& [name, node] : table) {
    const auto key = prefix + std::string(name.str());
    if (const auto* inner = node.as_table()) {
      apply_table(config, *inner, key + ".");
    } else {
      apply(config, key, node);
    }
  }
}

void apply_file(Config& config, const std::string& file) {
  try {
    apply_table(config, toml::parse_file(file), "");
  } catch (const toml::parse_error& error) {
    throw ConfigError(fmt::format("{} line {}: {}", file, error.source().begin.line, error.description()));
  }
}

/// EMPLOOI_WEB_PORT for web.port.
std::string variable_of(std::string_view key) {
  std::string name = "EMPLOOI_";
  for (const char c : key) name += c == '.' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return name;
}

/// Variables that are no settings: who calls, and where the file is.
bool is_for_commands(std::string_view variable) {
  return variable == "EMPLOOI_PASSWORD" || variable == "EMPLOOI_ONE_TIME_CODE" || variable == "EMPLOOI_CONFIG";
}

void apply_variable(Config& config, const std::string& variable, const std::string& value) {
  for (const auto& setting : number_settings()) {
    if (variable_of(setting.key) != variable) continue;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size()) {
      throw ConfigError(variable + " must be a whole number");
    }
    return set_number(config, setting, number);
  }
  for (const auto& setting : text_settings()) {
    if (variable_of(setting.key) == variable) return set_text(config, setting, value);
  }
  if (!is_for_commands(variable)) throw ConfigError("there is no setting " + variable);
}

}  // namespace

Environment environment() {
  Environment found;
  for (char** variable = environ; *variable; ++variable) {
    const std::string_view text = *variable;
    const auto equals = text.find('=');
    if (text.starts_with("EMPLOOI_") && equals != std::string_view::npos) {
      found.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
  }
  return found;
}

Config load_config(const std::optional<std::string>& file, const Environment& environment) {
  Config config;
  if (file) apply_file(config, *file);
  for (const auto& [variable, value] : environment) apply_variable(config, variable, value);
  if (config.web.certificate_file.empty() != config.web.key_file.empty()) {
    throw ConfigError("web.certificate_file and web.key_file are given together");
  }
  const std::filesystem::path state_folder(config.state_folder);
  config.store.path = state_folder / "emplooi.sqlite";
  if (config.key_file.empty()) config.key_file = state_folder / "privacy.keys";
  return config;
}

std::unique_ptr<store::Store> open_store(const Config& config) {
  if (config.postgres.url.empty()) return store::open_sqlite(config.store);
  return store::open_postgres(config.postgres);
}

void configure_identity(const Config& config) {
  auto settings = config.identity;
  std::filesystem::create_directories(config.state_folder);
  const auto beside_database = std::filesystem::path(config.store.path).replace_filename("identity.key");
  const auto file =
      config.identity_key_file.empty() ? beside_database : std::filesystem::path(config.identity_key_file);
  settings.root_key = identity::root_key_of(file);
  identity::configure(settings);
  oidc::configure_fetch(config.oidc);
}

std::string describe_settings() {
  std::string text;
  for (const auto& setting : text_settings()) {
    text += fmt::format("{:32}{} {}\n", setting.key, setting.unit, listed(setting.choices));
  }
  for (const auto& setting : number_settings()) {
    text += fmt::format("{:32}{}..{} {}\n", setting.key, setting.least, setting.most, setting.unit);
  }
  return text;
}

}  // namespace emplooi

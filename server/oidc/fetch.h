#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace emplooi::oidc {

/// A request to a provider: HTTPS only, five seconds, at most 256 KiB, no redirects. Blocks.
struct FetchRequest {
  std::string url;
  /// Form to post; empty: a GET.
  std::string form;
  /// For HTTP Basic, as OAuth escapes them; empty: none.
  std::string user;
  std::string password;
  /// Nothing is waited for after it.
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
};

/// How the outside is reached.
struct FetchSettings {
  /// PEM file of certificates to trust instead of the system's; empty: the system's.
  std::string trusted_certificates;
  /// Answers instead of the outside, for whoever has a provider at hand.
  std::function<std::optional<std::string>(const FetchRequest&)> provider_at_hand;
};

void configure_fetch(const FetchSettings& settings);

/// The body of a 200; nothing for everything else.
std::optional<std::string> fetch(const FetchRequest& request);

/// Percent-encoded, for forms and queries.
std::string url_escaped(std::string_view text);

/// Whether it is https://, with a host and without credentials, query and fragment.
bool is_plain_https(std::string_view url);

}  // namespace emplooi::oidc

#include "oidc/fetch.h"

#include <curl/curl.h>

#include <memory>

#include "base/check.h"

namespace emplooi::oidc {

namespace {

constexpr auto longest_wait = std::chrono::milliseconds(5'000);
constexpr std::size_t answer_bound = 256 * 1024;

FetchSettings& fetch_settings() {
  static FetchSettings only;
  return only;
}

std::size_t take(char* bytes, std::size_t, std::size_t count, void* answer) {
  auto& text = *static_cast<std::string*>(answer);
  if (text.size() + count > answer_bound) return 0;
  text.append(bytes, count);
  return count;
}

struct CleanUp {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};

}  // namespace

void configure_fetch(const FetchSettings& settings) {
  static const bool is_started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  ensure(is_started, "libcurl starts");
  fetch_settings() = settings;
}

std::optional<std::string> fetch(const FetchRequest& request) {
  if (const auto& at_hand = fetch_settings().provider_at_hand) return at_hand(request);
  const auto left = request.deadline - std::chrono::steady_clock::now();
  if (left < std::chrono::milliseconds(1)) return std::nullopt;
  const auto wait = left < longest_wait ? std::chrono::duration_cast<std::chrono::milliseconds>(left) : longest_wait;
  const std::unique_ptr<CURL, CleanUp> handle(curl_easy_init());
  if (!handle) return std::nullopt;
  std::string answer;
  const auto set = [&](CURLoption option, auto value) {
    ensure(curl_easy_setopt(handle.get(), option, value) == CURLE_OK, "libcurl knows this option");
  };
  set(CURLOPT_URL, request.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "https");
  set(CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
  set(CURLOPT_TIMEOUT_MS, long{wait.count()});
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_PROXY, "");
  set(CURLOPT_WRITEFUNCTION, take);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&answer));
  const auto& trusted = fetch_settings().trusted_certificates;
  if (!trusted.empty()) set(CURLOPT_CAINFO, trusted.c_str());
  if (!request.form.empty()) set(CURLOPT_POSTFIELDS, request.form.c_str());
  if (!request.user.empty()) {
    set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    set(CURLOPT_USERNAME, request.user.c_str());
    set(CURLOPT_PASSWORD, request.password.c_str());
  }
  long status = 0;
  if (curl_easy_perform(handle.get()) != CURLE_OK) return std::nullopt;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) return std::nullopt;
  return answer;
}

std::string url_escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                          c == '.' || c == '_' || c == '~';
    escaped += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return escaped;
}

bool is_plain_https(std::string_view url) {
  constexpr std::string_view scheme = "https://";
  return url.starts_with(scheme) && url.size() > scheme.size() && url[scheme.size()] != '/' &&
         url.find_first_of("?#@\\ ") == std::string_view::npos;
}

}  // namespace emplooi::oidc

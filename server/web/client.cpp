#include "web/client.h"

#include <curl/curl.h>

#include <algorithm>
#include <stdexcept>

#include "base/check.h"

namespace emplooi::web {

namespace {

struct Forget {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Lines = std::unique_ptr<curl_slist, Forget>;

Lines lines_of(const std::map<std::string, std::string>& fields) {
  Lines lines;
  const auto add = [&lines](const std::string& line) { lines.reset(curl_slist_append(lines.release(), line.c_str())); };
  for (const auto& [name, value] : fields) add(name + ": " + value);
  // A body is not waited with until it is asked for.
  add("Expect:");
  return lines;
}

template <class Value>
void set(CURL* handle, CURLoption option, Value value) {
  ensure(curl_easy_setopt(handle, option, value) == CURLE_OK, "libcurl knows this option");
}

std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* answer) {
  static_cast<ClientAnswer*>(answer)->body.append(bytes, count);
  return count;
}

std::size_t take_field(char* bytes, std::size_t, std::size_t count, void* answer) {
  std::string_view line(bytes, count);
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return count;
  std::string name(line.substr(0, colon));
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  const auto value = std::min(line.find_first_not_of(' ', colon + 1), line.size());
  static_cast<ClientAnswer*>(answer)->fields[name] = line.substr(value);
  return count;
}

}  // namespace

void Client::CleanUp::operator()(void* handle) const { curl_easy_cleanup(handle); }

Client::Client(const ClientOptions& options)
    : place_("https://" + options.host + ":" + std::to_string(options.port)), handle_(curl_easy_init()) {
  ensure(handle_ != nullptr, "libcurl starts");
  set(handle_.get(), CURLOPT_PROTOCOLS_STR, "https");
  set(handle_.get(), CURLOPT_PROXY, "");
  set(handle_.get(), CURLOPT_NOSIGNAL, 1L);
  set(handle_.get(), CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
  set(handle_.get(), CURLOPT_CAINFO, options.trusted_certificate.c_str());
  set(handle_.get(), CURLOPT_TIMEOUT_MS, long{options.timeout_ms});
  set(handle_.get(), CURLOPT_WRITEFUNCTION, take_body);
  set(handle_.get(), CURLOPT_HEADERFUNCTION, take_field);
}

ClientAnswer Client::post(const std::string& path, const std::map<std::string, std::string>& fields,
                          const std::string& body) {
  const auto lines = lines_of(fields);
  ClientAnswer answer;
  set(handle_.get(), CURLOPT_URL, (place_ + path).c_str());
  set(handle_.get(), CURLOPT_HTTPHEADER, lines.get());
  set(handle_.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  set(handle_.get(), CURLOPT_POSTFIELDS, body.data());
  set(handle_.get(), CURLOPT_WRITEDATA, static_cast<void*>(&answer));
  set(handle_.get(), CURLOPT_HEADERDATA, static_cast<void*>(&answer));
  if (const auto result = curl_easy_perform(handle_.get()); result != CURLE_OK) {
    throw std::runtime_error(curl_easy_strerror(result));
  }
  long status = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  return answer;
}

}  // namespace emplooi::web

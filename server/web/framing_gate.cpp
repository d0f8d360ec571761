#include "web/framing_gate.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

namespace emplooi::web {

namespace {

constexpr std::string_view line_end = "\r\n";

/// Fields that mean nothing, or two things, when they come twice.
constexpr std::string_view single_fields[] = {"authorization",
                                              "connect-content-encoding",
                                              "connect-timeout-ms",
                                              "content-encoding",
                                              "content-length",
                                              "content-type",
                                              "cookie",
                                              "emplooi-device",
                                              "emplooi-sequence",
                                              "emplooi-session",
                                              "emplooi-signature",
                                              "expect",
                                              "host",
                                              "idempotency-key",
                                              "origin",
                                              "sec-fetch-site",
                                              "transfer-encoding"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

/// tchar of RFC 9110.
bool is_token_char(char c) { return is_digit(c) || is_letter(c) || is_one_of(c, "!#$%&'*+-.^_`|~"); }
bool is_value_char(char c) { return (c >= ' ' && c <= '~') || c == '\t'; }
bool is_host_char(char c) { return is_digit(c) || is_letter(c) || is_one_of(c, "-._~:[]%"); }
/// Characters of RFC 3986 in a path and a query.
bool is_target_char(char c) { return is_digit(c) || is_letter(c) || is_one_of(c, "-._~!$&'()*+,;=:@/?%"); }

template <class Is>
bool all_are(std::string_view text, Is is) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is);
}

bool is_target(std::string_view target) {
  if (target.empty() || target.front() != '/' || !all_are(target, is_target_char)) return false;
  for (auto at = target.find('%'); at != std::string_view::npos; at = target.find('%', at + 1)) {
    if (at + 2 >= target.size() || !is_hex(target[at + 1]) || !is_hex(target[at + 2])) return false;
  }
  return true;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Takes the next line off `rest`; the caller has seen to it that there is one.
std::string_view take_line(std::string_view& rest) {
  const auto end = rest.find(line_end);
  const auto line = rest.substr(0, end);
  rest.remove_prefix(end + line_end.size());
  return line;
}

bool read_request_line(std::string_view line, Head& head, std::string_view& version) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return false;
  head.method = line.substr(0, first);
  head.target = line.substr(first + 1, last - first - 1);
  version = line.substr(last + 1);
  return all_are(head.method, is_token_char) && is_target(head.target);
}

std::optional<Objection> read_field(std::string_view line, Head& head) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return Objection{400, "a header line has no colon"};
  const Field field{line.substr(0, colon), trimmed(line.substr(colon + 1))};
  if (!all_are(field.name, is_token_char)) return Objection{400, "a header name is not a token"};
  if (!field.value.empty() && !all_are(field.value, is_value_char)) {
    return Objection{400, "a header value holds control or non-ASCII characters"};
  }
  if (head.fields.size() == fields_bound) return Objection{431, "more header lines than this server reads"};
  head.fields.push_back(field);
  return std::nullopt;
}

bool has_twice(const Head& head, std::string_view name) {
  return std::count_if(head.fields.begin(), head.fields.end(),
                       [name](const Field& field) { return is_same_word(field.name, name); }) > 1;
}

bool has(const Head& head, std::string_view name) {
  return std::any_of(head.fields.begin(), head.fields.end(),
                     [name](const Field& field) { return is_same_word(field.name, name); });
}

/// How long the body is: by one number, by chunks, or not at all.
std::optional<Objection> read_framing(Head& head) {
  if (has(head, "trailer")) return Objection{400, "trailers are not read"};
  if (has(head, "transfer-encoding")) {
    const bool is_plain = is_same_word(head["transfer-encoding"], "chunked") && !head.is_http_1_0;
    if (!is_plain || has(head, "content-length")) return Objection{400, "this transfer encoding is not read"};
    head.is_chunked = true;
    return std::nullopt;
  }
  if (!has(head, "content-length")) return std::nullopt;
  const auto digits = head["content-length"];
  if (!all_are(digits, is_digit) || digits.size() > 18) return Objection{400, "the content length is not a number"};
  std::from_chars(digits.data(), digits.data() + digits.size(), head.content_length);
  head.has_content_length = true;
  return std::nullopt;
}

std::optional<Objection> read_meaning(Head& head, std::string_view version) {
  for (const auto name : single_fields) {
    if (has_twice(head, name)) return Objection{400, "a header that may come once comes twice"};
  }
  if (!all_are(head["host"], is_host_char)) return Objection{400, "the host is missing or malformed"};
  if (has(head, "upgrade")) return Objection{400, "this server does not change protocols"};
  if (has(head, "expect")) {
    if (!is_same_word(head["expect"], "100-continue")) return Objection{400, "this expectation cannot be met"};
    head.expects_continue = true;
  }
  head.is_http_1_0 = version == "HTTP/1.0";
  head.closes = head.is_http_1_0 || lists(head["connection"], "close");
  return read_framing(head);
}

}  // namespace

std::string_view Head::operator[](std::string_view name) const {
  for (const auto& field : fields) {
    if (is_same_word(field.name, name)) return field.value;
  }
  return {};
}

std::variant<Head, Objection> read_head(std::string_view header) {
  if (header.size() > header_bound) return Objection{431, "the header is larger than 8,192 bytes"};
  const auto end = header.find("\r\n\r\n");
  if (end == std::string_view::npos || end + 4 != header.size() || !can_become_head(header)) {
    return Objection{400, "the header's lines do not end as they must"};
  }
  auto rest = header.substr(0, end + line_end.size());
  Head head;
  std::string_view version;
  if (!read_request_line(take_line(rest), head, version)) return Objection{400, "the request line is malformed"};
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return Objection{400, "this version of HTTP is not spoken here"};
  while (!rest.empty()) {
    if (const auto objection = read_field(take_line(rest), head)) return *objection;
  }
  if (const auto objection = read_meaning(head, version)) return *objection;
  return head;
}

bool can_become_head(std::string_view beginning) {
  for (std::size_t i = 0; i < beginning.size(); ++i) {
    const char c = beginning[i];
    if (c == '\n' && (i == 0 || beginning[i - 1] != '\r')) return false;
    if (c == '\r' && i + 1 < beginning.size() && beginning[i + 1] != '\n') return false;
    if (c == '\0') return false;
  }
  // An empty line before the request, and a folded first line, are tolerated by others.
  return beginning.empty() || is_token_char(beginning.front());
}

bool is_same_word(std::string_view word, std::string_view lower) {
  return std::equal(word.begin(), word.end(), lower.begin(), lower.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b; });
}

bool lists(std::string_view list, std::string_view lower) {
  while (!list.empty()) {
    const auto comma = std::min(list.find(','), list.size());
    const auto item = list.substr(0, comma);
    const auto semicolon = std::min(item.find(';'), item.size());
    const auto weight = trimmed(item.substr(semicolon));
    const bool is_refused = weight.find_first_not_of(";q=0. ") == std::string_view::npos && !weight.empty();
    if (is_same_word(trimmed(item.substr(0, semicolon)), lower) && !is_refused) return true;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

}  // namespace emplooi::web

#pragma once

#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

namespace emplooi::web {

constexpr std::size_t header_bound = 8192;
constexpr std::size_t fields_bound = 100;

/// One line of a header; both parts point into the bytes that were read.
struct Field {
  std::string_view name;
  std::string_view value;
};

/// A request's header that has passed the gate. Everything points into the bytes that were read.
struct Head {
  std::string_view method;
  /// Origin form: begins with a slash.
  std::string_view target;
  std::vector<Field> fields;
  std::uint64_t content_length = 0;
  bool has_content_length = false;
  /// `Transfer-Encoding: chunked`, which stock Connect clients send; no other coding passes.
  bool is_chunked = false;
  bool expects_continue = false;
  bool is_http_1_0 = false;
  /// The client ends the connection after this request.
  bool closes = false;

  /// The value of the field, whose name is given in lower case; empty if it is absent.
  std::string_view operator[](std::string_view name) const;
};

/// Why a header is not read any further: the HTTP status, and a sentence that repeats nothing of it.
struct Objection {
  int status;
  std::string_view says;
};

/// Reads a header, up to and including the empty line that ends it, by the grammar of RFC 9112 and nothing
/// looser: what two programs could read in two ways is an objection, so that no request can hide in another.
/// Duplicates, folded lines, bare line ends, control and non-ASCII characters, absolute targets, and codings
/// other than `chunked` do not pass.
std::variant<Head, Objection> read_head(std::string_view header);

/// What can be objected to while the header's end is not there yet, so that nobody waits for it in vain.
bool can_become_head(std::string_view beginning);

/// Case-insensitive, as header names are; `lower` must be in lower case.
bool is_same_word(std::string_view word, std::string_view lower);

/// Whether a comma-separated list holds the word (in lower case), parameters such as `;q=0.5` aside; `;q=0`
/// does not count.
bool lists(std::string_view list, std::string_view lower);

}  // namespace emplooi::web

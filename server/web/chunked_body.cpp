#include "web/chunked_body.h"

#include <algorithm>
#include <charconv>

namespace emplooi::web {

namespace {

constexpr std::size_t most_size_digits = 8;

}  // namespace

ChunkedBody::State ChunkedBody::take(std::string& inbox) {
  std::string_view bytes = inbox;
  auto state = State::needs_more;
  bool has_moved = true;
  while (state == State::needs_more && has_moved && !bytes.empty()) {
    const auto before = bytes.size();
    state = part_ == Part::size ? take_size(bytes) : part_ == Part::data ? take_data(bytes) : take_line_end(bytes);
    has_moved = bytes.size() < before;
  }
  inbox.erase(0, inbox.size() - bytes.size());
  return state;
}

ChunkedBody::State ChunkedBody::take_size(std::string_view& bytes) {
  const auto end = bytes.substr(0, most_size_digits + 2).find("\r\n");
  if (end == std::string_view::npos) {
    return bytes.size() > most_size_digits + 1 ? State::malformed : State::needs_more;
  }
  const auto [stop, error] = std::from_chars(bytes.data(), bytes.data() + end, left_in_chunk_, 16);
  if (error != std::errc() || stop != bytes.data() + end) return State::malformed;
  bytes.remove_prefix(end + 2);
  if (left_in_chunk_ > bound_ - body_.size()) return State::too_large;
  part_ = left_in_chunk_ == 0 ? Part::last_end : Part::data;
  return State::needs_more;
}

ChunkedBody::State ChunkedBody::take_data(std::string_view& bytes) {
  const auto count = std::min(left_in_chunk_, bytes.size());
  body_.append(bytes.substr(0, count));
  bytes.remove_prefix(count);
  left_in_chunk_ -= count;
  if (left_in_chunk_ == 0) part_ = Part::data_end;
  return State::needs_more;
}

ChunkedBody::State ChunkedBody::take_line_end(std::string_view& bytes) {
  if (bytes == "\r") return State::needs_more;
  if (!bytes.starts_with("\r\n")) return State::malformed;
  bytes.remove_prefix(2);
  if (part_ == Part::last_end) return State::complete;
  part_ = Part::size;
  return State::needs_more;
}

}  // namespace emplooi::web

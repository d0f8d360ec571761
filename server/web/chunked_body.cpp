#include "web/chunked_body.h"

#include <algorithm>
#include <charconv>

namespace emplooi::web {

namespace {

constexpr std::size_t most_size_digits = 8;

}  // namespace

ChunkedBody::State ChunkedBody::take(std::string& inbox) {
  auto state = State::needs_more;
  while (state == State::needs_more && !inbox.empty()) {
    const auto before = inbox.size();
    if (part_ == Part::size) {
      state = take_size(inbox);
    } else if (part_ == Part::data) {
      const auto count = std::min(left_in_chunk_, inbox.size());
      body_.append(inbox, 0, count);
      inbox.erase(0, count);
      left_in_chunk_ -= count;
      if (left_in_chunk_ == 0) part_ = Part::data_end;
    } else {
      state = take_line_end(inbox);
    }
    if (inbox.size() == before) break;
  }
  return state;
}

ChunkedBody::State ChunkedBody::take_size(std::string& inbox) {
  const auto end = inbox.find("\r\n");
  if (end == std::string::npos) {
    return inbox.size() > most_size_digits + 1 ? State::malformed : State::needs_more;
  }
  if (end == 0 || end > most_size_digits) return State::malformed;
  const auto [stop, error] = std::from_chars(inbox.data(), inbox.data() + end, left_in_chunk_, 16);
  if (error != std::errc() || stop != inbox.data() + end) return State::malformed;
  inbox.erase(0, end + 2);
  if (left_in_chunk_ > bound_ - body_.size()) return State::too_large;
  part_ = left_in_chunk_ == 0 ? Part::last_end : Part::data;
  return State::needs_more;
}

ChunkedBody::State ChunkedBody::take_line_end(std::string& inbox) {
  if (inbox.size() < 2) return inbox[0] == '\r' ? State::needs_more : State::malformed;
  if (inbox.compare(0, 2, "\r\n") != 0) return State::malformed;
  inbox.erase(0, 2);
  if (part_ == Part::last_end) return State::complete;
  part_ = Part::size;
  return State::needs_more;
}

}  // namespace emplooi::web

#include "web/pipe.h"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "web/envelope.h"
#include "web/gzip.h"

namespace emplooi::web {

namespace asio = boost::asio;

Pipe::Pipe(asio::any_io_executor connection, Codec codec, bool compresses)
    : codec_(codec), compresses_(compresses), bell_(std::move(connection)) {}

bool Pipe::send(const google::protobuf::Message& message) {
  auto payload = encode_message(codec_, message);
  const bool is_compressed = compresses_ && payload.size() > worth_compressing;
  if (is_compressed) payload = gzip(payload);
  const auto envelope = enveloped(is_compressed ? Envelope::compressed : 0, payload);
  {
    std::unique_lock lock(mutex_);
    has_room_.wait(lock, over_.get_token(), [this] { return waiting_.size() < bound; });
    if (over_.stop_requested()) return false;
    waiting_ += envelope;
  }
  wake();
  return true;
}

void Pipe::finish(Outcome<void> outcome) {
  {
    const std::lock_guard lock(mutex_);
    if (!ending_) ending_ = std::move(outcome);
  }
  wake();
}

void Pipe::end(Refused why) {
  {
    const std::lock_guard lock(mutex_);
    if (ending_) return;
    // Whoever is told why is told at once.
    waiting_.clear();
    ending_ = std::move(why);
  }
  over_.request_stop();
  wake();
}

std::string Pipe::take() {
  std::string taken;
  {
    const std::lock_guard lock(mutex_);
    taken.swap(waiting_);
  }
  has_room_.notify_one();
  return taken;
}

std::optional<Outcome<void>> Pipe::ending() {
  const std::lock_guard lock(mutex_);
  if (!waiting_.empty()) return std::nullopt;
  return ending_;
}

asio::awaitable<void> Pipe::wait(std::chrono::steady_clock::time_point until) {
  {
    const std::lock_guard lock(mutex_);
    if (!waiting_.empty() || ending_) co_return;
  }
  // What comes from here on rings the bell on this very thread, and so after the waiting has begun.
  bell_.expires_at(until);
  boost::system::error_code rung;
  co_await bell_.async_wait(asio::redirect_error(asio::use_awaitable, rung));
}

void Pipe::wake() {
  asio::post(bell_.get_executor(), [self = shared_from_this()] { self->bell_.cancel(); });
}

}  // namespace emplooi::web

#include <poll.h>

#include <boost/asio/use_awaitable.hpp>

#include "web/connection.h"
#include "web/pipe.h"

namespace emplooi::web {

namespace {

using Clock = std::chrono::steady_clock;

/// How soon it is noticed that the reader has gone.
constexpr auto look_every = std::chrono::milliseconds(250);

std::string chunk(std::string_view bytes) { return fmt::format("{:x}\r\n{}\r\n", bytes.size(), bytes); }

/// Whether the client has closed its side; asks the kernel, and so takes nothing of what may still be read.
bool has_hung_up(int socket) {
  pollfd state{socket, POLLRDHUP, 0};
  return ::poll(&state, 1, 0) > 0 && (state.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

/// The operation is not left behind by a connection that ends in the middle.
class EndsWithReader {
 public:
  explicit EndsWithReader(std::shared_ptr<Pipe> pipe) : pipe_(std::move(pipe)) {}
  ~EndsWithReader() { pipe_->end(refuse(REFUSAL_DEADLINE_PASSED)); }
  EndsWithReader(const EndsWithReader&) = delete;
  EndsWithReader& operator=(const EndsWithReader&) = delete;

 private:
  std::shared_ptr<Pipe> pipe_;
};

/// What the header says of a stream that has begun; everything else comes in chunks.
Answer opening_of(const ConnectCall& call) {
  Answer answer;
  answer.content_type = stream_type_of(call.codec);
  answer.is_chunked = true;
  if (call.accepts_gzip) answer.fields.emplace_back("Connect-Content-Encoding", "gzip");
  return answer;
}

}  // namespace

Connection::Awaitable<Connection::Next> Connection::stream(const Exchange& exchange, ConnectCall call, std::string body,
                                                           Next next) {
  const auto deadline = call.timeout ? Clock::now() + *call.timeout : Clock::time_point::max();
  pipe_ = std::make_shared<Pipe>(transport().get_executor(), call.codec, call.accepts_gzip);
  const EndsWithReader ends_with_reader(pipe_);
  if (is_stopping_) pipe_->end(refuse(REFUSAL_SHUTTING_DOWN));
  front_.desk.stream(call, std::move(body), pipe_);

  std::size_t bytes_out = 0;
  while (true) {
    co_await pipe_->wait(std::min(deadline, Clock::now() + look_every));
    if (Clock::now() >= deadline) pipe_->end(refuse(REFUSAL_DEADLINE_PASSED));
    const std::string envelopes = pipe_->take();
    const auto ending = pipe_->ending();
    if (!ending && has_hung_up(transport().socket().native_handle())) {
      note(exchange, 499, REFUSAL_UNSPECIFIED, bytes_out);
      co_return Next::close;
    }
    // What is refused at once is a whole answer.
    if (ending && !*ending && bytes_out == 0 && envelopes.empty()) {
      auto refused = refusal_of(call, ending->error());
      co_return co_await reply(exchange, std::move(refused), next);
    }
    if (ending && is_stopping_) next = Next::close;
    std::string bytes;
    if (bytes_out == 0) bytes = bytes_of(opening_of(call), exchange.id, next != Next::request);
    if (!envelopes.empty()) bytes += chunk(envelopes);
    if (ending) bytes += chunk(last_envelope(*ending)) + chunk({});
    bytes_out += bytes.size();
    transport().expires_after(front_.settings.write_within);
    if (!bytes.empty()) co_await write(std::move(bytes));
    if (!ending) continue;
    note(exchange, 200, *ending ? REFUSAL_UNSPECIFIED : ending->error().refusal, bytes_out);
    co_return next;
  }
}

}  // namespace emplooi::web

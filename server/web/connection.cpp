#include "web/connection.h"

#include <sodium.h>

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "web/chunked_body.h"
#include "web/logs.h"

namespace emplooi::web {

namespace asio = boost::asio;

namespace {

constexpr std::size_t read_size = 16 * 1024;
constexpr std::size_t linger_bytes = 1024 * 1024;
constexpr auto part_within = std::chrono::seconds(1);
constexpr auto use_awaitable = asio::use_awaitable;
// GCC 12 copies some temporaries of a co_await expression bit by bit: texts get a name before they are
// passed.

/// What the gate objects to is refused like everything else, under the status that HTTP has for it.
Answer answer_of(const Objection& objection) {
  auto answer = web::answer_of(refuse(REFUSAL_REQUEST_MALFORMED, std::string(objection.says)));
  answer.status = objection.status;
  return answer;
}

/// The outcome of a call, on the thread of the connection that waits for it.
asio::awaitable<Outcome<MessagePtr>> outcome_of(Desk& desk, const ConnectCall& call, std::string body) {
  auto initiate = [&desk, &call, &body](auto handler) {
    auto waiting = std::make_shared<decltype(handler)>(std::move(handler));
    desk.serve(call, std::move(body), [waiting](Outcome<MessagePtr> outcome) {
      auto executor = asio::get_associated_executor(*waiting);
      asio::post(executor, [waiting, outcome = std::move(outcome)]() mutable { (*waiting)(std::move(outcome)); });
    });
  };
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(Outcome<MessagePtr>)>(initiate,
                                                                                                    use_awaitable);
}

/// What stands for one customer in an address: of IPv6 the first 64 bits.
std::string customer_of(const asio::ip::address& address) {
  if (address.is_v4()) return address.to_string();
  auto bytes = address.to_v6().to_bytes();
  if (address.to_v6().is_v4_mapped())
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  std::fill(bytes.begin() + 8, bytes.end(), 0);
  return asio::ip::address_v6(bytes).to_string();
}

std::string random_name() {
  std::uint64_t bits;
  randombytes_buf(&bits, sizeof bits);
  return fmt::format("{:012x}", bits >> 16);
}

}  // namespace

Connection::Connection(asio::ip::tcp::socket socket, const Front& front)
    : stream_(boost::beast::tcp_stream(std::move(socket)), front.tls), front_(front), name_(random_name()) {
  boost::system::error_code ignored;
  transport().socket().set_option(asio::ip::tcp::no_delay(true), ignored);
  address_ = customer_of(transport().socket().remote_endpoint(ignored).address());
}

void Connection::stop() {
  is_stopping_ = true;
  if (pipe_) pipe_->end(refuse(REFUSAL_SHUTTING_DOWN));
  if (is_idle_) transport().close();
}

Connection::Awaitable<void> Connection::run() {
  try {
    co_await talk();
  } catch (const boost::system::system_error&) {
    // The client left, or was cut off by a limit: nobody is there to be told.
  } catch (const std::exception& error) {
    spdlog::error(fmt::format("connection {} ended by a defect: {}", name_, error.what()));
  }
}

Connection::Awaitable<void> Connection::talk() {
  transport().expires_after(front_.settings.handshake_within);
  co_await stream_.async_handshake(asio::ssl::stream_base::server, use_awaitable);
  auto next = Next::request;
  while (next == Next::request) next = co_await exchange();
  co_await part(next);
}

Connection::Awaitable<Connection::Next> Connection::exchange() {
  if (!co_await wait_for_request()) co_return Next::close;
  Exchange exchange{fmt::format("{}-{}", name_, ++exchanges_)};
  const auto header = co_await receive_header();
  if (!header) co_return co_await reply(exchange, header.error(), Next::linger);
  exchange.begun = std::chrono::steady_clock::now();
  const auto reading = read_head(*header);
  if (const auto* objection = std::get_if<Objection>(&reading)) {
    co_return co_await reply(exchange, answer_of(*objection), Next::linger);
  }
  const auto& head = std::get<Head>(reading);
  exchange.is_head = head.method == "HEAD";
  const bool has_body = head.is_chunked || head.content_length > 0;
  const auto next = head.closes ? Next::close : Next::request;

  if (front_.assets.answers(head)) {
    auto asset = front_.assets.answer(head);
    co_return co_await reply(exchange, std::move(asset), has_body ? Next::linger : next);
  }
  auto read = read_call(front_.operations, head);
  if (const auto* refusal = std::get_if<Answer>(&read)) {
    co_return co_await reply(exchange, *refusal, has_body ? Next::linger : next);
  }
  auto& call = std::get<ConnectCall>(read);
  call.address = address_;
  exchange.operation = call.operation;
  auto body = co_await receive_body(head, call.body_bound);
  if (!body) {
    auto refused = body.error();
    if (refused.refusal == REFUSAL_TOO_LARGE) refused = refusal_of(call, refuse(REFUSAL_TOO_LARGE));
    co_return co_await reply(exchange, std::move(refused), Next::linger);
  }
  exchange.bytes_in = header->size() + body->size();
  if (call.operation->streams()) co_return co_await stream(exchange, call, *std::move(body), next);

  std::string message = call.message ? *call.message : *std::move(body);
  auto outcome = co_await outcome_of(front_.desk, call, std::move(message));
  auto answer = web::answer_of(call, std::move(outcome));
  co_return co_await reply(exchange, std::move(answer), next);
}

/// False when there will be none.
Connection::Awaitable<bool> Connection::wait_for_request() {
  if (!inbox_.empty()) co_return true;
  if (is_stopping_) co_return false;
  is_idle_ = true;
  transport().expires_after(front_.settings.idle);
  co_await read_more();
  is_idle_ = false;
  // A stop that came after the read had completed has closed the line: what arrived could not be answered.
  co_return !is_stopping_;
}

Connection::Awaitable<Connection::Received<std::string>> Connection::receive_header() {
  transport().expires_after(front_.settings.header_within);
  while (true) {
    const auto end = inbox_.find("\r\n\r\n");
    const auto size = end == std::string::npos ? inbox_.size() : end + 4;
    const auto beginning = std::string_view(inbox_).substr(0, size);
    if (!can_become_head(beginning)) co_return answer_of({400, "the header's lines do not end as they must"});
    if (size > header_bound) co_return answer_of({431, "the header is larger than 8,192 bytes"});
    if (end != std::string::npos) {
      std::string header(beginning);
      inbox_.erase(0, size);
      co_return header;
    }
    co_await read_more();
  }
}

Connection::Awaitable<Connection::Received<std::string>> Connection::receive_body(const Head& head, std::size_t bound) {
  if (head.method == "POST" && !head.is_chunked && !head.has_content_length) {
    co_return answer_of({411, "a POST states the length of its body"});
  }
  if (head.content_length > bound) co_return web::answer_of(refuse(REFUSAL_TOO_LARGE));
  transport().expires_after(front_.settings.body_within);
  std::string go_on = "HTTP/1.1 100 Continue\r\n\r\n";
  if (head.expects_continue && inbox_.empty()) co_await write(std::move(go_on));
  if (head.is_chunked) co_return co_await receive_chunks(bound);
  std::string body = inbox_.substr(0, head.content_length);
  inbox_.erase(0, body.size());
  const auto arrived = body.size();
  body.resize(head.content_length);
  if (arrived < body.size()) {
    co_await asio::async_read(stream_, asio::buffer(body.data() + arrived, body.size() - arrived), use_awaitable);
  }
  co_return body;
}

Connection::Awaitable<Connection::Received<std::string>> Connection::receive_chunks(std::size_t bound) {
  ChunkedBody chunks(bound);
  while (true) {
    switch (chunks.take(inbox_)) {
      case ChunkedBody::State::complete:
        co_return std::move(chunks.body());
      case ChunkedBody::State::malformed:
        co_return answer_of({400, "the body's chunks are malformed"});
      case ChunkedBody::State::too_large:
        co_return web::answer_of(refuse(REFUSAL_TOO_LARGE));
      case ChunkedBody::State::needs_more:
        co_await read_more();
    }
  }
}

Connection::Awaitable<void> Connection::read_more() {
  const auto before = inbox_.size();
  inbox_.resize(before + read_size);
  const auto count = co_await stream_.async_read_some(asio::buffer(inbox_.data() + before, read_size), use_awaitable);
  inbox_.resize(before + count);
}

Connection::Awaitable<void> Connection::write(std::string bytes) {
  co_await asio::async_write(stream_, asio::buffer(bytes), use_awaitable);
}

Connection::Awaitable<Connection::Next> Connection::reply(const Exchange& exchange, Answer answer, Next next) {
  if (next == Next::request && is_stopping_) next = Next::close;
  auto bytes = bytes_of(answer, exchange.id, next != Next::request, exchange.is_head);
  const auto size = bytes.size();
  transport().expires_after(front_.settings.write_within);
  co_await write(std::move(bytes));
  note(exchange, answer.status, answer.refusal, size);
  co_return next;
}

void Connection::note(const Exchange& exchange, int status, Refusal refusal, std::size_t bytes_out) {
  const auto duration = std::chrono::steady_clock::now() - exchange.begun;
  front_.metrics.count_request(exchange.operation, refusal, duration);
  log_request({exchange.id, exchange.operation ? exchange.operation->rpc->full_name() : std::string_view(), status,
               refusal == REFUSAL_UNSPECIFIED ? std::string_view() : name_of(refusal),
               std::chrono::duration_cast<std::chrono::microseconds>(duration), exchange.bytes_in, bytes_out});
}

/// Says goodbye. A client that is still sending would lose the answer if the socket were closed under it:
/// lingering reads on for a moment, and looks at nothing.
Connection::Awaitable<void> Connection::part(Next how) {
  boost::system::error_code error;
  transport().expires_after(part_within);
  co_await stream_.async_shutdown(asio::redirect_error(use_awaitable, error));
  if (how != Next::linger) co_return;
  auto& socket = transport().socket();
  socket.shutdown(asio::ip::tcp::socket::shutdown_send, error);
  inbox_.resize(read_size);
  std::size_t left = linger_bytes;
  transport().expires_after(part_within);
  while (!error && left > read_size) {
    left -= co_await transport().async_read_some(asio::buffer(inbox_), asio::redirect_error(use_awaitable, error));
  }
}

}  // namespace emplooi::web

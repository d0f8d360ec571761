#include "web/local_port.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include "web/accepting.h"
#include "web/framing_gate.h"

namespace emplooi::web {

namespace asio = boost::asio;

namespace {

constexpr auto answer_within = std::chrono::seconds(5);

Answer answer_to(std::string_view header, const LocalAnswers& answers) {
  const auto reading = read_head(header);
  if (const auto* objection = std::get_if<Objection>(&reading)) return {objection->status, "text/plain", "\n"};
  const auto& head = std::get<Head>(reading);
  if (head.method != "GET") return {405, "text/plain", "\n", {{"Allow", "GET"}}};
  return answers(head.target);
}

asio::awaitable<void> answer_one(boost::beast::tcp_stream stream, LocalAnswers answers) {
  try {
    stream.expires_after(answer_within);
    std::string inbox;
    const auto size = co_await asio::async_read_until(stream, asio::dynamic_buffer(inbox, header_bound), "\r\n\r\n",
                                                      asio::use_awaitable);
    const auto bytes = bytes_of(answer_to(std::string_view(inbox).substr(0, size), answers), "local", true);
    co_await asio::async_write(stream, asio::buffer(bytes), asio::use_awaitable);
    stream.socket().shutdown(asio::ip::tcp::socket::shutdown_both);
  } catch (const boost::system::system_error&) {
    // Whoever asked is gone.
  }
}

}  // namespace

asio::awaitable<void> answer_locally(asio::ip::tcp::acceptor& acceptor, LocalAnswers answers) {
  while (acceptor.is_open()) {
    asio::ip::tcp::socket socket(acceptor.get_executor());
    if (!co_await accept_into(acceptor, socket)) continue;
    boost::beast::tcp_stream stream(std::move(socket));
    asio::co_spawn(acceptor.get_executor(), answer_one(std::move(stream), answers), asio::detached);
  }
}

}  // namespace emplooi::web

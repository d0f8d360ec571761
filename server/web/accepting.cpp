#include "web/accepting.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace emplooi::web {

namespace asio = boost::asio;

namespace {

constexpr auto pause_after_failure = std::chrono::milliseconds(100);

}  // namespace

asio::awaitable<bool> accept_into(asio::ip::tcp::acceptor& acceptor, asio::ip::tcp::socket& socket) {
  boost::system::error_code error;
  co_await acceptor.async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
  if (error && acceptor.is_open()) {
    asio::steady_timer pause(acceptor.get_executor(), pause_after_failure);
    co_await pause.async_wait(asio::use_awaitable);
  }
  co_return !error;
}

}  // namespace emplooi::web

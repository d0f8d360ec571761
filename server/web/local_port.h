#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <string_view>

#include "web/answer.h"

namespace emplooi::web {

/// What the path of a GET is answered with.
using LocalAnswers = std::function<Answer(std::string_view path)>;

/// Answers plain HTTP, one request a connection, until the acceptor is closed: for probes and Prometheus on
/// this machine.
boost::asio::awaitable<void> answer_locally(boost::asio::ip::tcp::acceptor& acceptor, LocalAnswers answers);

}  // namespace emplooi::web

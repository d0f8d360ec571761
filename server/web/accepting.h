#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace emplooi::web {

/// Waits for the next connection and puts it into `socket`; false where that failed. A failure that is not
/// the acceptor's end, such as a lack of descriptors, waits a moment first, so that those who are here can
/// finish.
boost::asio::awaitable<bool> accept_into(boost::asio::ip::tcp::acceptor& acceptor,
                                         boost::asio::ip::tcp::socket& socket);

}  // namespace emplooi::web

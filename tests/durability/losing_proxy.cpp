#include "durability/losing_proxy.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace emplooi::testing {

namespace {

constexpr int patience_ms = 20;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

bool send_all(int to, const char* bytes, ssize_t size) {
  while (size > 0) {
    const auto sent = ::send(to, bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes += sent;
    size -= sent;
  }
  return true;
}

bool is_readable(int socket) {
  pollfd waiting{socket, POLLIN, 0};
  return ::poll(&waiting, 1, patience_ms) > 0;
}

}  // namespace

LosingProxy::LosingProxy(std::uint16_t server_port)
    : server_port_(server_port), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  auto address = loopback(0);
  socklen_t size = sizeof address;
  const bool listens = ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                       ::listen(listener_, 8) == 0 &&
                       ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  if (!listens) throw std::runtime_error("the proxy cannot listen");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

LosingProxy::~LosingProxy() {
  stopping_ = true;
  thread_.join();
  ::close(listener_);
}

void LosingProxy::run() {
  while (!stopping_) {
    if (!is_readable(listener_)) continue;
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    carry(client);
    ::close(client);
  }
}

void LosingProxy::carry(int client) {
  const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto address = loopback(server_port_);
  bool is_open = ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  char bytes[16'384];
  while (is_open && !stopping_) {
    pollfd ends[] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
    ::poll(ends, 2, patience_ms);
    for (const auto& end : ends) {
      if (!is_open || end.revents == 0) continue;
      const auto size = ::recv(end.fd, bytes, sizeof bytes, 0);
      is_open = size > 0;
      if (is_open && end.fd == server && loses_) {
        lost_bytes_ += static_cast<std::size_t>(size);
        is_open = false;
      }
      if (is_open) is_open = send_all(end.fd == client ? server : client, bytes, size);
    }
  }
  ::close(server);
}

}  // namespace emplooi::testing

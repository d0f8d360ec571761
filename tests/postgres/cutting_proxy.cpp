#include "postgres/cutting_proxy.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <stdexcept>

namespace emplooi::testing {

namespace {

constexpr int patience_ms = 10;

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) throw std::runtime_error(path + " is too long for a socket");
  path.copy(address.sun_path, path.size());
  return address;
}

int unix_socket() { return ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0); }

/// Takes one of what is left; false if nothing is.
bool take_one(std::atomic<int>& left) {
  int now = left;
  while (now > 0 && !left.compare_exchange_weak(now, now - 1)) {
  }
  return now > 0;
}

}  // namespace

CuttingProxy::CuttingProxy(const std::string& url) : url_(url), listener_(unix_socket()) {
  const auto host = url.find("host=") + 5;
  socket_ = url.substr(host) + "/.s.PGSQL.5432";
  url_ = url.substr(0, host) + (folder_ / "");
  const auto address = address_of(folder_ / ".s.PGSQL.5432");
  const bool listens = ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                       ::listen(listener_, 64) == 0;
  if (!listens) throw std::runtime_error("the proxy cannot listen");
  thread_ = std::thread([this] { accept_until_stopped(); });
}

CuttingProxy::~CuttingProxy() {
  stopping_ = true;
  thread_.join();
  for (auto& line : lines_) line.join();
  ::close(listener_);
}

void CuttingProxy::accept_until_stopped() {
  while (!stopping_) {
    pollfd waiting{listener_, POLLIN, 0};
    if (::poll(&waiting, 1, patience_ms) <= 0) continue;
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    if (is_closed_)
      ::close(client);
    else
      lines_.emplace_back([this, client] { carry(client); });
  }
}

/// False: the line is cut, or has ended.
bool CuttingProxy::passes_on(int from, int to, bool is_client, bool& loses_answer) {
  char bytes[16'384];
  const auto size = ::recv(from, bytes, sizeof bytes, 0);
  if (size <= 0) return false;
  const std::string_view said(bytes, static_cast<std::size_t>(size));
  if (!is_client && loses_answer) {
    ++cuts_;
    return false;
  }
  if (is_client && !still_word_.empty() && said.find(still_word_) != std::string_view::npos) stand_still();
  if (is_client && said.find("COMMIT") != std::string_view::npos) {
    if (take_one(before_)) {
      ++cuts_;
      return false;
    }
    loses_answer = take_one(after_);
  }
  return ::send(to, bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL) == size;
}

void CuttingProxy::stand_still() const {
  while (!stopping_) std::this_thread::sleep_for(std::chrono::milliseconds(patience_ms));
}

void CuttingProxy::carry(int client) {
  const int server = unix_socket();
  const auto address = address_of(socket_);
  bool is_open = ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  bool loses_answer = false;
  while (is_open && !stopping_ && !is_closed_) {
    pollfd ends[] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
    ::poll(ends, 2, patience_ms);
    if (is_open && ends[0].revents != 0) is_open = passes_on(client, server, true, loses_answer);
    if (is_open && ends[1].revents != 0) is_open = passes_on(server, client, false, loses_answer);
  }
  ::close(server);
  ::close(client);
}

}  // namespace emplooi::testing

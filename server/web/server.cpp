#include "web/server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <thread>
#include <unordered_set>

#include "web/accepting.h"
#include "web/admission.h"
#include "web/connection.h"
#include "web/local_port.h"
#include "web/tls.h"

namespace emplooi::web {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr auto stop_check = std::chrono::milliseconds(5);

/// One thread and the connections that live on it.
struct Lane {
  asio::io_context context{1};
  asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
  std::unordered_set<Connection*> connections;
  bool is_stopping = false;
  std::thread thread;
};

tcp::acceptor listen(asio::io_context& context, const std::string& address, std::uint16_t port) {
  return tcp::acceptor(context, tcp::endpoint(asio::ip::make_address(address), port), true);
}

/// Hosts one connection on the lane's thread; `place` is held until it ends.
asio::awaitable<void> host(Lane& lane, tcp::socket socket, Front front, std::shared_ptr<void> place) {
  Connection connection(std::move(socket), front);
  lane.connections.insert(&connection);
  if (lane.is_stopping) connection.stop();
  co_await connection.run();
  lane.connections.erase(&connection);
}

}  // namespace

struct Server::Parts {
  Parts(const Operations& operations, Town& town, const Settings& settings, const std::string& state_folder);

  asio::awaitable<void> accept();
  Answer answer_locally(std::string_view path);
  void stop();

  const Operations& operations;
  const Settings settings;
  const Assets assets;
  asio::ssl::context tls;
  Metrics metrics;
  Admission admission;
  std::vector<std::unique_ptr<Lane>> lanes;
  tcp::acceptor acceptor;
  tcp::acceptor local_acceptor;
  std::atomic<bool> is_stopping{false};
  /// Destroyed first: it waits for the answers that are still on their way to a lane.
  Desk desk;
};

namespace {

std::vector<std::unique_ptr<Lane>> make_lanes(std::size_t count) {
  std::vector<std::unique_ptr<Lane>> lanes(count);
  for (auto& lane : lanes) lane = std::make_unique<Lane>();
  return lanes;
}

}  // namespace

Server::Parts::Parts(const Operations& offered, Town& town, const Settings& given, const std::string& state_folder)
    : operations(offered),
      settings(given),
      assets(given.clients_folder.empty() ? Assets() : Assets(given.clients_folder, given.is_demo)),
      tls(server_context(certificate_files(given, state_folder))),
      admission(given.connections, given.connections_per_address),
      lanes(make_lanes(given.io_threads)),
      acceptor(listen(lanes.front()->context, given.address, given.port)),
      local_acceptor(listen(lanes.front()->context, "127.0.0.1", given.local_port)),
      desk(town, given) {
  asio::co_spawn(acceptor.get_executor(), accept(), asio::detached);
  asio::co_spawn(acceptor.get_executor(),
                 web::answer_locally(local_acceptor, [this](std::string_view path) { return answer_locally(path); }),
                 asio::detached);
  for (auto& lane : lanes) lane->thread = std::thread([&context = lane->context] { context.run(); });
}

asio::awaitable<void> Server::Parts::accept() {
  std::size_t next = 0;
  while (acceptor.is_open()) {
    auto& lane = *lanes[next++ % lanes.size()];
    tcp::socket socket(lane.context);
    if (!co_await accept_into(acceptor, socket)) continue;
    boost::system::error_code error;
    const auto peer = socket.remote_endpoint(error);
    auto place = error ? nullptr : admission.admit(peer.address());
    if (!place) {
      metrics.count_turned_away();
      continue;
    }
    asio::co_spawn(lane.context,
                   host(lane, std::move(socket), {operations, assets, tls, desk, metrics, settings}, std::move(place)),
                   asio::detached);
  }
}

Answer Server::Parts::answer_locally(std::string_view path) {
  if (path == "/livez") return {200, "text/plain", "alive\n"};
  if (path == "/readyz") {
    const bool is_ready = !is_stopping && desk.town().store().can_write();
    return {is_ready ? 200 : 503, "text/plain", is_ready ? "ready\n" : "not ready\n"};
  }
  if (path == "/metrics") {
    metrics.connections().Set(static_cast<double>(admission.size()));
    metrics.load().Set(static_cast<double>(desk.load()));
    metrics.streams().Set(static_cast<double>(desk.streams()));
    if (const auto replica = desk.town().store().replica()) metrics.show_replica(*replica);
    return {200, "text/plain; version=0.0.4", metrics.text()};
  }
  return {404, "text/plain", "not found\n"};
}

void Server::Parts::stop() {
  if (is_stopping.exchange(true)) return;
  asio::post(acceptor.get_executor(), [this] {
    boost::system::error_code ignored;
    acceptor.close(ignored);
  });
  for (auto& lane : lanes) {
    asio::post(lane->context, [&lane = *lane] {
      lane.is_stopping = true;
      for (auto* connection : lane.connections) connection->stop();
    });
  }
  const auto deadline = std::chrono::steady_clock::now() + settings.stop_within;
  while (admission.size() > 0 && std::chrono::steady_clock::now() < deadline) std::this_thread::sleep_for(stop_check);
  for (auto& lane : lanes) lane->context.stop();
  for (auto& lane : lanes) lane->thread.join();
}

Server::Server(const Operations& operations, Town& town, const Settings& settings, const std::string& state_folder)
    : parts_(std::make_unique<Parts>(operations, town, settings, state_folder)) {}

Server::~Server() { stop(); }

void Server::stop() { parts_->stop(); }

std::uint16_t Server::port() const { return parts_->acceptor.local_endpoint().port(); }

std::uint16_t Server::local_port() const { return parts_->local_acceptor.local_endpoint().port(); }

}  // namespace emplooi::web

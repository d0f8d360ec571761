#include "store/postgres_listener.h"

#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/check.h"
#include "store/postgres_session.h"

namespace emplooi::store {

namespace {

using std::chrono::milliseconds;

/// After so much silence the database is asked whether it is still there: one that was cut off says nothing either.
constexpr milliseconds longest_quiet{5'000};
constexpr milliseconds answers_within{5'000};
constexpr milliseconds between_tries{500};

}  // namespace

PostgresListener::PostgresListener(std::string url, Uuid self, Changes& changes)
    : url_(std::move(url)), self_(self), changes_(changes), wake_(::eventfd(0, EFD_CLOEXEC)) {
  ensure(wake_ >= 0, "there is a descriptor");
  try {
    connect();
  } catch (const std::exception& error) {
    spdlog::warn(fmt::format("other servers are not heard: {}", error.what()));
  }
  thread_ = std::thread([this] { run(); });
}

PostgresListener::~PostgresListener() {
  stopping_ = true;
  ::eventfd_write(wake_, 1);
  thread_.join();
  ::close(wake_);
}

void PostgresListener::connect() {
  auto connection = std::make_unique<PostgresConnection>(url_);
  connection->execute(listen_to_announcements);
  connection_ = std::move(connection);
}

void PostgresListener::run() {
  while (!stopping_) {
    try {
      if (!connection_) {
        connect();
        changes_.tell_everything();
      }
      hear();
    } catch (const std::exception& error) {
      if (connection_) spdlog::warn(fmt::format("other servers are not heard: {}", error.what()));
      connection_.reset();
      pause();
    }
  }
}

void PostgresListener::hear() {
  const auto payloads = connection_->heard(wake_, longest_quiet);
  for (const auto& payload : payloads) {
    const auto said = read_announcement(payload);
    if (said && said->server != self_) changes_.tell_everything(said->municipality, said->kind);
  }
  if (!payloads.empty() || stopping_) return;
  connection_->set_deadline(PostgresConnection::Clock::now() + answers_within);
  connection_->queue("SELECT 1");
  connection_->wait();
}

void PostgresListener::pause() {
  pollfd stop{wake_, POLLIN, 0};
  ::poll(&stop, 1, static_cast<int>(between_tries.count()));
}

}  // namespace emplooi::store

#include "store/postgres_sealer.h"

#include <spdlog/spdlog.h>

#include "store/journal.h"
#include "store/postgres_session.h"
#include "store/store.sql.h"

namespace emplooi::store {

PostgresSealer::PostgresSealer(const PostgresOptions& options, PostgresPool& pool, std::atomic<bool>& is_gone)
    : options_(options), pool_(pool), is_gone_(is_gone), thread_([this] { run(); }) {}

PostgresSealer::~PostgresSealer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_one();
  thread_.join();
}

void PostgresSealer::note(MunicipalityId municipality) {
  const std::lock_guard lock(mutex_);
  due_.insert(municipality);
}

void PostgresSealer::run() {
  constexpr int rounds_between_all = 16;
  std::unique_lock lock(mutex_);
  for (int round = 0; !stopping_; ++round) {
    const bool looks_at_all = round % rounds_between_all == rounds_between_all - 1 || is_gone_;
    auto due = std::exchange(due_, {});
    lock.unlock();
    if (looks_at_all || !due.empty()) seal_all(std::move(due), looks_at_all);
    lock.lock();
    stopped_.wait_for(lock, options_.seal_interval, [&] { return stopping_; });
  }
  auto due = std::exchange(due_, {});
  lock.unlock();
  if (!due.empty()) seal_all(std::move(due), false);
}

void PostgresSealer::seal_all(Municipalities due, bool looks_at_all) {
  try {
    Lent connection(pool_);
    unreachable_since_.reset();
    if (looks_at_all) add_all(*connection, due);
    for (auto at = due.begin(); at != due.end(); at = due.erase(at)) {
      const MunicipalityId municipality(*at);
      if (!seal_some(*connection, municipality)) note(municipality);
    }
  } catch (const std::exception& error) {
    spdlog::warn(fmt::format("records wait for their block: {}", error.what()));
    if (dynamic_cast<const Unreachable*>(&error) != nullptr) note_unreachable();
    for (const auto& municipality : due) note(MunicipalityId(municipality));
  }
}

void PostgresSealer::note_unreachable() {
  const auto now = std::chrono::steady_clock::now();
  const bool lasts = now - unreachable_since_.value_or(now) > options_.give_up_after;
  if (!unreachable_since_) unreachable_since_ = now;
  if (lasts && !is_gone_.exchange(true)) spdlog::error("the database is gone");
}

void PostgresSealer::add_all(PostgresConnection& connection, Municipalities& due) {
  begin(connection, read_committed, MunicipalityId());
  PostgresTransaction tx(connection, MunicipalityId(), options_.clock->now(), nullptr);
  for (const auto& municipality : tx.all<MunicipalityId>(sql::every_municipality)) due.insert(municipality);
  commit(connection);
  is_gone_ = false;
}

/// False if there may be more, or another server is at it, which may not see ours yet.
bool PostgresSealer::seal_some(PostgresConnection& connection, MunicipalityId municipality) {
  begin(connection, read_committed, municipality);
  PostgresTransaction tx(connection, municipality, options_.clock->now(), nullptr);
  const bool is_done = may_seal(tx, municipality) && seal_postponed(tx);
  commit(connection);
  return is_done;
}

}  // namespace emplooi::store

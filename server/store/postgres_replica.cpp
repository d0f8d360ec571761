#include "store/postgres_replica.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "store/postgres_session.h"

namespace emplooi::store {

namespace {

using std::chrono::milliseconds;

/// What a transaction that belongs to no municipality finds out.
template <class Find>
auto found_out(PostgresConnection& connection, Find find) {
  begin(connection, read_committed, MunicipalityId());
  PostgresTransaction tx(connection, MunicipalityId(), Time(), nullptr);
  const auto found = find(tx);
  commit(connection);
  return found;
}

}  // namespace

PostgresReplica::PostgresReplica(const PostgresOptions& options, PostgresPool& primary)
    : options_(options),
      primary_(primary),
      standbys_(options, options.reader_bound + 1, PostgresUse::reports),
      thread_([this] { run(); }) {}

PostgresReplica::~PostgresReplica() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_one();
  thread_.join();
}

bool PostgresReplica::read(MunicipalityId municipality, const std::function<void(Transaction&)>& work) {
  const auto is_known_to_be_late = [&] {
    const std::lock_guard lock(mutex_);
    return !is_within_bound(fresh_at_);
  };
  try {
    if (!is_known_to_be_late()) {
      Lent standby(standbys_);
      if (is_within_bound(fresh_at(*standby))) {
        read_snapshot(*standby, municipality, options_.clock->now(), work);
        ++reads_;
        return true;
      }
    }
  } catch (const Conflict&) {
    // The replay was waiting for this snapshot, and goes before.
  } catch (const Unavailable& error) {
    spdlog::debug(fmt::format("the replica was not read: {}", error.what()));
  }
  ++passed_over_;
  return false;
}

ReplicaFigures PostgresReplica::figures() const {
  const std::lock_guard lock(mutex_);
  std::optional<milliseconds> age;
  if (fresh_at_) age = std::chrono::ceil<milliseconds>(Clock::now() - *fresh_at_);
  return {age, reads_, passed_over_};
}

void PostgresReplica::run() {
  const auto interval = std::clamp(options_.replica_bound / 8, milliseconds(20), milliseconds(1'000));
  bool was_well = true;
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    bool is_well = true;
    try {
      mark_primary();
      look_at_standby();
    } catch (const std::exception& error) {
      is_well = false;
      if (was_well) spdlog::warn(fmt::format("the replica cannot be held against the primary: {}", error.what()));
    }
    was_well = is_well;
    lock.lock();
    stopped_.wait_for(lock, interval, [&] { return stopping_; });
  }
}

void PostgresReplica::mark_primary() {
  // Before the question: whatever was committed until now lies before the answer.
  const auto at = Clock::now();
  Lent primary(primary_);
  const auto position = found_out(*primary, written_position);
  const std::lock_guard lock(mutex_);
  marks_.push_back({at, position});
  while (marks_.front().at < at - 2 * options_.replica_bound) marks_.pop_front();
}

void PostgresReplica::look_at_standby() {
  try {
    Lent standby(standbys_);
    const auto fresh = fresh_at(*standby);
    const std::lock_guard lock(mutex_);
    if (fresh) fresh_at_ = fresh;
  } catch (...) {
    standbys_.forget_idle();
    throw;
  }
}

std::optional<PostgresReplica::Clock::time_point> PostgresReplica::fresh_at(PostgresConnection& standby) {
  const auto position = found_out(standby, replayed_position);
  const std::lock_guard lock(mutex_);
  const auto passed = std::find_if(marks_.rbegin(), marks_.rend(),
                                   [&](const Mark& mark) { return position && mark.position <= *position; });
  return passed == marks_.rend() ? std::nullopt : std::optional(passed->at);
}

bool PostgresReplica::is_within_bound(std::optional<Clock::time_point> fresh_at) const {
  return fresh_at && Clock::now() - *fresh_at <= options_.replica_bound;
}

}  // namespace emplooi::store

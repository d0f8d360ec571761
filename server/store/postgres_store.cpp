#include "store/postgres_store.h"

#include <sodium.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <deque>
#include <set>
#include <thread>

#include "base/check.h"
#include "store/journal.h"
#include "store/postgres_listener.h"
#include "store/postgres_migrate.h"
#include "store/postgres_replica.h"
#include "store/postgres_sealer.h"
#include "store/postgres_session.h"
#include "store/store.sql.h"

namespace emplooi::store {

namespace {

using std::chrono::milliseconds;
using SteadyTime = std::chrono::steady_clock::time_point;

struct Pending {
  Command command;
  Work work;
  Done done;
  Outcome<std::string> answer = refuse(REFUSAL_STORE_UNAVAILABLE);
  std::vector<Change> changes{};
};
using Batch = std::vector<Pending>;

/// What became of one attempt to carry out a batch.
enum class Attempt { committed, needs_savepoints };

/// The commands of one municipality, in the order in which they came.
struct Lane {
  std::deque<Pending> waiting;
  /// Some thread carries out a batch of it, or is about to.
  bool is_taken = false;
};

Refused busy() {
  auto refused = refuse(REFUSAL_SERVER_BUSY);
  refused.retry_after_seconds = 1;
  return refused;
}

/// Waits that grow, each by chance, so that two servers that met once do not meet again at once.
class BackOff {
 public:
  void wait() {
    const auto bound = static_cast<std::uint32_t>(most_.count());
    most_ = std::min(most_ * 2, milliseconds(500));
    std::this_thread::sleep_for(milliseconds(1 + randombytes_uniform(bound)));
  }

 private:
  milliseconds most_{4};
};

/// Each municipality has a lane: its commands are carried out in turn, as many as wait in one transaction, because nearly all of
/// them meet in the same accounts. Lanes run beside each other.
class PostgresStore final : public Store {
 public:
  explicit PostgresStore(PostgresOptions options)
      : options_(std::move(options)),
        ids_(options_.id_seed),
        holder_(IdSource().next(0)),
        readers_(options_, PostgresUse::commands),
        writers_(options_, options_.writer_bound + 1, PostgresUse::commands),
        tallies_(options_, tally_bound, PostgresUse::commands),
        sealer_(std::make_unique<PostgresSealer>(options_, writers_, is_gone_)),
        listener_(std::make_unique<PostgresListener>(options_.url, holder_, changes())) {
    if (!options_.replica_url.empty()) replica_ = std::make_unique<PostgresReplica>(options_, tallies_);
    for (std::size_t i = 0; i < options_.writer_bound; ++i) {
      threads_.emplace_back([this] { write_until_stopped(); });
    }
  }

  ~PostgresStore() override {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    arrived_.notify_all();
    for (auto& thread : threads_) thread.join();
  }

  void write(Command command, Work work, Done done) override {
    std::optional<Refused> refused;
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) {
        refused = refuse(REFUSAL_SHUTTING_DOWN);
      } else if (is_gone_) {
        refused = refuse(REFUSAL_STORE_UNAVAILABLE);
      } else if (waiting_ >= options_.queue_bound) {
        refused = busy();
      } else {
        ++waiting_;
        const auto municipality = command.municipality;
        auto& lane = lanes_[municipality];
        lane.waiting.push_back({std::move(command), std::move(work), std::move(done)});
        if (std::exchange(lane.is_taken, true)) return;
        ready_.push_back(municipality);
      }
    }
    if (!refused) return arrived_.notify_one();
    refused->retry_after_seconds = 1;
    done(*std::move(refused));
  }

  void read(MunicipalityId municipality, const std::function<void(Transaction&)>& work) override {
    readers_.read(municipality, work);
  }

  void read_report(MunicipalityId municipality, const std::function<void(Transaction&)>& work) override {
    if (!replica_ || !replica_->read(municipality, work)) read(municipality, work);
  }
  std::optional<ReplicaFigures> replica() const override {
    return replica_ ? std::optional(replica_->figures()) : std::nullopt;
  }

  void tally(MunicipalityId municipality, const std::function<void(Transaction&)>& work) override {
    BackOff back_off;
    for (int attempt = 0;; ++attempt) {
      try {
        return tally_once(municipality, work);
      } catch (const Conflict& conflict) {
        if (attempt == options_.conflict_bound) throw Unavailable(conflict.what());
        back_off.wait();
      } catch (const Interrupted&) {
        // An idle connection may have been cut. What is tallied twice errs on the safe side.
        if (attempt > 0) throw;
        tallies_.forget_idle();
      }
    }
  }

  bool lease(MunicipalityId municipality, std::string_view task, std::chrono::seconds term) override {
    bool is_ours = false;
    tally(municipality,
          [&](Transaction& tx) { is_ours = tx.run(sql::take_lease, task, holder_, tx.now() + term, tx.now()) == 1; });
    return is_ours;
  }

  bool can_write() const override { return !is_gone_; }
  bool is_shared() const override { return true; }

 private:
  void write_until_stopped() {
    while (const auto municipality = take_lane()) {
      auto batch = take_batch(*municipality);
      write_batch(batch);
      for (auto& pending : batch) answer(pending);
      give_back_lane(*municipality);
    }
  }

  std::optional<MunicipalityId> take_lane() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] { return !ready_.empty() || (stopping_ && waiting_ == 0); });
    if (ready_.empty()) return std::nullopt;
    const auto municipality = ready_.front();
    ready_.pop_front();
    return municipality;
  }

  Batch take_batch(MunicipalityId municipality) {
    const std::lock_guard lock(mutex_);
    auto& waiting = lanes_.at(municipality).waiting;
    Batch batch;
    while (!waiting.empty() && batch.size() < options_.batch_bound) {
      batch.push_back(std::move(waiting.front()));
      waiting.pop_front();
    }
    waiting_ -= batch.size();
    return batch;
  }

  void give_back_lane(MunicipalityId municipality) {
    {
      const std::lock_guard lock(mutex_);
      const auto lane = lanes_.find(municipality);
      if (lane->second.waiting.empty()) {
        lanes_.erase(lane);
        if (!stopping_) return;
      } else {
        ready_.push_back(municipality);
      }
    }
    arrived_.notify_all();
  }

  void answer(Pending& pending) {
    try {
      if (pending.answer) changes().tell(pending.command.municipality, pending.changes);
      pending.done(std::move(pending.answer));
    } catch (const std::exception& error) {
      spdlog::error(fmt::format("an answer could not be delivered: {}", error.what()));
    }
  }

  static void refuse_all(Batch& batch, const Refused& refused) {
    for (auto& pending : batch) pending.answer = refused;
  }

  /// Until it is committed or refused. `in_doubt` is a record of the attempt whose COMMIT was not answered.
  void write_batch(Batch& batch) {
    BackOff back_off;
    int conflicts = 0;
    bool with_savepoints = false;
    std::optional<RecordId> in_doubt;
    const auto begun = std::chrono::steady_clock::now();
    while (true) {
      try {
        if (attempt(batch, with_savepoints, in_doubt) == Attempt::committed) {
          is_gone_ = false;
          return;
        }
        with_savepoints = true;
      } catch (const Conflict& conflict) {
        spdlog::debug(fmt::format("another server was in the way: {}", conflict.what()));
        if (!in_doubt && ++conflicts > options_.conflict_bound) return refuse_all(batch, busy());
        back_off.wait();
      } catch (const Unavailable& error) {
        const bool is_unreachable = dynamic_cast<const Unreachable*>(&error) != nullptr;
        const auto waited = std::chrono::steady_clock::now() - begun;
        const bool gives_up = waited > options_.give_up_after || (is_unreachable && is_gone_) ||
                              dynamic_cast<const Interrupted*>(&error) == nullptr;
        const bool is_news = is_unreachable && (gives_up || waited > milliseconds(1'000)) && !is_gone_.exchange(true);
        if (is_news) spdlog::error(fmt::format("the database is gone: {}", error.what()));
        if (in_doubt ? is_stopping() && gives_up : gives_up) {
          spdlog::error(fmt::format("the commit failed: {}", error.what()));
          return refuse_all(batch, refuse(REFUSAL_STORE_UNAVAILABLE));
        }
        writers_.forget_idle();
        back_off.wait();
      } catch (const std::exception& error) {
        if (with_savepoints && !in_doubt) {
          spdlog::error(fmt::format("the commit failed: {}", error.what()));
          return refuse_all(batch, refuse(REFUSAL_INTERNAL_ERROR));
        }
        with_savepoints = true;
      }
    }
  }

  /// One transaction for the batch. Whoever has the municipality's turn is not in the way of another server; it is the
  /// isolation that makes it right, the turn only makes it quick.
  Attempt attempt(Batch& batch, bool with_savepoints, std::optional<RecordId>& in_doubt) {
    const auto municipality = batch.front().command.municipality;
    Lent connection(writers_);
    try {
      connection->set_deadline(SteadyTime::max());
      queue_turn(*connection, municipality);
      begin(*connection, serializable, municipality);
      if (in_doubt && is_recorded(*connection, municipality, *in_doubt)) {
        queue_wait_for_standby(*connection);
        finish(*connection, batch);
        sealer_->note(municipality);
        return Attempt::committed;
      }
      in_doubt.reset();
      limit_statements(*connection, batch);
      std::vector<Leaf> unsealed;
      for (auto& pending : batch) {
        if (!carry_out_one(*connection, pending, with_savepoints, unsealed)) {
          abandon(*connection, municipality);
          return Attempt::needs_savepoints;
        }
      }
      const bool only_repeats =
          unsealed.empty() && std::any_of(batch.begin(), batch.end(), [](auto& one) { return one.answer.has_value(); });
      if (only_repeats) queue_wait_for_standby(*connection);
      commit(*connection, batch, unsealed, in_doubt);
      return Attempt::committed;
    } catch (...) {
      abandon(*connection, municipality);
      throw;
    }
  }

  bool is_recorded(PostgresConnection& connection, MunicipalityId municipality, RecordId record) {
    PostgresTransaction tx(connection, municipality, now(), nullptr);
    return tx.one<std::int64_t>(sql::has_record, record).has_value();
  }

  /// The server itself stops what takes longer than the most patient of them waits.
  static void limit_statements(PostgresConnection& connection, const Batch& batch) {
    SteadyTime last = SteadyTime::min();
    for (const auto& pending : batch) last = std::max(last, pending.command.deadline);
    const auto left = last - std::chrono::steady_clock::now();
    if (left > std::chrono::seconds(30)) return;
    queue_limit(connection, std::max(milliseconds(1), std::chrono::ceil<milliseconds>(left)));
  }

  /// False: it failed after it changed something, and there is no savepoint to go back to.
  bool carry_out_one(PostgresConnection& connection, Pending& pending, bool with_savepoints,
                     std::vector<Leaf>& unsealed) {
    if (with_savepoints) connection.queue("SAVEPOINT command");
    const auto before = connection.changes();
    const auto sealed_before = unsealed.size();
    pending.answer = run(connection, pending, unsealed, with_savepoints);
    connection.set_deadline(SteadyTime::max());
    const bool must_undo = !pending.answer && (connection.has_failed() || connection.changes() != before);
    if (must_undo && !with_savepoints) return false;
    if (must_undo) {
      unsealed.resize(sealed_before);
      connection.queue_sync();
      connection.queue("ROLLBACK TO SAVEPOINT command");
    }
    if (with_savepoints) connection.queue("RELEASE SAVEPOINT command");
    return true;
  }

  Outcome<std::string> run(PostgresConnection& connection, Pending& pending, std::vector<Leaf>& unsealed,
                           bool with_savepoints) {
    const auto& command = pending.command;
    if (std::chrono::steady_clock::now() > command.deadline) return refuse(REFUSAL_DEADLINE_PASSED);
    try {
      connection.set_deadline(command.deadline);
      PostgresTransaction tx(connection, command.municipality, now(), &ids_);
      const auto known = unsealed.size();
      auto outcome = carry_out(tx, command, pending.work, unsealed);
      pending.changes = tx.changes();
      if (unsealed.size() > known) postpone_sealing(tx, unsealed.back());
      // What was left for later fails here, where it is known whose it is.
      if (with_savepoints) connection.wait();
      return outcome;
    } catch (const Unavailable&) {
      throw;
    } catch (const Conflict&) {
      throw;
    } catch (const DeadlinePassed&) {
      return refuse(REFUSAL_DEADLINE_PASSED);
    } catch (const std::exception& error) {
      spdlog::error(fmt::format("rpc={} failed: {}", command.rpc, error.what()));
      return refuse(REFUSAL_INTERNAL_ERROR);
    }
  }

  /// Never cancelled: a commit that waits for a standby and is told to stop would count as done without it.
  void finish(PostgresConnection& connection, const Batch& batch) {
    queue_limit(connection, milliseconds(0));
    connection.queue("COMMIT");
    announce(connection, batch);
    queue_end_of_turn(connection, batch.front().command.municipality);
    connection.wait();
  }

  void commit(PostgresConnection& connection, const Batch& batch, const std::vector<Leaf>& unsealed,
              std::optional<RecordId>& in_doubt) {
    try {
      finish(connection, batch);
    } catch (const Interrupted&) {
      if (!unsealed.empty()) in_doubt = unsealed.front().record;
      throw;
    }
    if (!unsealed.empty()) sealer_->note(batch.front().command.municipality);
  }

  /// Queues what the servers are told of the batch: behind its COMMIT, which it does not outlive if that fails.
  void announce(PostgresConnection& connection, const Batch& batch) {
    std::set<std::string_view> kinds;
    for (const auto& pending : batch) {
      if (!pending.answer) continue;
      for (const auto& change : pending.changes) kinds.insert(change.kind);
    }
    for (const auto kind : kinds) queue_announcement(connection, {holder_, batch.front().command.municipality, kind});
  }

  void tally_once(MunicipalityId municipality, const std::function<void(Transaction&)>& work) {
    Lent connection(tallies_);
    begin(*connection, read_committed, municipality);
    // A crash of the database may forget the last moments.
    connection->queue("SET LOCAL synchronous_commit = off");
    PostgresTransaction tx(*connection, municipality, options_.clock->now(), nullptr);
    try {
      work(tx);
      store::commit(*connection);
    } catch (...) {
      roll_back(*connection);
      throw;
    }
  }

  bool is_stopping() {
    const std::lock_guard lock(mutex_);
    return stopping_;
  }

  /// The clock, but never backwards.
  Time now() {
    const std::lock_guard lock(mutex_);
    return last_now_ = std::max(last_now_, options_.clock->now());
  }

  const PostgresOptions options_;
  SharedIds ids_;
  static constexpr std::size_t tally_bound = 4;

  /// Who holds this process's leases, and announces what it commits.
  const Uuid holder_;
  PostgresReaders readers_;
  PostgresPool writers_;
  PostgresPool tallies_;
  /// The last attempts found no database: nobody is kept waiting for it.
  std::atomic<bool> is_gone_ = false;
  const std::unique_ptr<PostgresSealer> sealer_;
  const std::unique_ptr<PostgresListener> listener_;
  std::unique_ptr<PostgresReplica> replica_;

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::unordered_map<Uuid, Lane> lanes_;
  /// Lanes in which commands wait and nobody works.
  std::deque<MunicipalityId> ready_;
  std::size_t waiting_ = 0;
  Time last_now_{};
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

class PostgresReader final : public Store {
 public:
  explicit PostgresReader(PostgresOptions options)
      : options_(std::move(options)), readers_(options_, PostgresUse::checks) {
    Lent connection(readers_.pool());
    ensure_current(*connection);
  }

  void write(Command, Work, Done done) override { done(refuse(REFUSAL_STORE_UNAVAILABLE)); }
  void read(MunicipalityId municipality, const std::function<void(Transaction&)>& work) override {
    readers_.read(municipality, work);
  }
  void tally(MunicipalityId, const std::function<void(Transaction&)>&) override {
    throw Unavailable("this store only reads");
  }
  bool lease(MunicipalityId, std::string_view, std::chrono::seconds) override { return false; }
  bool can_write() const override { return false; }

 private:
  const PostgresOptions options_;
  PostgresReaders readers_;
};

PostgresOptions with_clock(PostgresOptions options) {
  if (!options.clock) options.clock = std::make_shared<SystemClock>();
  return options;
}

}  // namespace

std::unique_ptr<Store> open_postgres(PostgresOptions options) {
  {
    PostgresConnection connection(options.url);
    ensure_current(connection);
    ensure_bound_by_row_security(connection);
  }
  return std::make_unique<PostgresStore>(with_clock(std::move(options)));
}

std::unique_ptr<Store> open_postgres_for_reading(PostgresOptions options) {
  return std::make_unique<PostgresReader>(with_clock(std::move(options)));
}

void migrate_postgres(const std::string& url) {
  PostgresConnection connection(url);
  migrate(connection);
}

std::string place_of(const std::string& url) {
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfoParse(url.c_str(), nullptr),
                                                                             &PQconninfoFree);
  std::string host, database;
  for (auto* option = options.get(); option && option->keyword; ++option) {
    if (option->val && std::string_view(option->keyword) == "host") host = option->val;
    if (option->val && std::string_view(option->keyword) == "dbname") database = option->val;
  }
  return "postgresql://" + host + '/' + database;
}

}  // namespace emplooi::store

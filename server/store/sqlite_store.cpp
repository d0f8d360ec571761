#include "store/sqlite_store.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <future>
#include <mutex>
#include <thread>

#include "base/check.h"
#include "store/journal.h"
#include "store/sqlite_connection.h"
#include "store/sqlite_migrate.h"

namespace emplooi::store {

namespace {

using Mode = SqliteConnection::Mode;

/// Keeps a second process from writing the same file.
class FileLock {
 public:
  explicit FileLock(const std::string& path) : descriptor_(::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0) throw Unavailable("cannot open " + path);
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
    ::close(descriptor_);
    throw Unavailable("another process writes this database (it holds " + path + ")");
  }
  ~FileLock() { ::close(descriptor_); }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int descriptor_;
};

/// Connections that only read, lent to one thread at a time.
class Readers {
 public:
  explicit Readers(const SqliteOptions& options) : options_(options) {}

  void read(MunicipalityId municipality, const std::function<void(Transaction&)>& work) {
    auto connection = borrow();
    try {
      connection->execute("BEGIN");
      SqliteTransaction tx(*connection, municipality, options_.clock->now());
      work(tx);
      connection->execute("COMMIT");
    } catch (...) {
      give_back(nullptr);
      throw;
    }
    give_back(std::move(connection));
  }

 private:
  std::unique_ptr<SqliteConnection> borrow() {
    std::unique_lock lock(mutex_);
    if (!returned_.wait_for(lock, std::chrono::seconds(5), [&] { return lent_ < options_.reader_bound; })) {
      throw Unavailable("all readers are busy");
    }
    ++lent_;
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
    lock.unlock();
    try {
      auto connection = std::make_unique<SqliteConnection>(options_.path, Mode::read);
      connection->on_first_use = options_.on_first_use;
      return connection;
    } catch (...) {
      give_back(nullptr);
      throw;
    }
  }

  void give_back(std::unique_ptr<SqliteConnection> connection) {
    {
      const std::lock_guard lock(mutex_);
      --lent_;
      if (connection) idle_.push_back(std::move(connection));
    }
    returned_.notify_one();
  }

  const SqliteOptions& options_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<SqliteConnection>> idle_;
  std::size_t lent_ = 0;
};

struct Pending {
  Command command;
  Work work;
  Done done;
  /// False for a tally.
  bool leaves_record = true;
  Outcome<std::string> answer = refuse(REFUSAL_STORE_UNAVAILABLE);
  std::vector<Change> changes{};
};

/// The one thread that writes: takes the whole queue into one transaction, commits once, then answers all.
class SqliteStore final : public Store {
 public:
  explicit SqliteStore(SqliteOptions options)
      : options_(std::move(options)),
        lock_(options_.path + ".lock"),
        ids_(options_.id_seed ? IdSource(*options_.id_seed) : IdSource()),
        connection_(std::make_unique<SqliteConnection>(options_.path, Mode::write)),
        readers_(options_) {
    connection_->on_first_use = options_.on_first_use;
    if (!options_.durable) connection_->execute("PRAGMA synchronous = OFF");
    migrate(*connection_);
    sqlite3_wal_hook(connection_->handle(), &note_wal_size, this);
    writer_ = std::thread([this] { write_until_stopped(); });
  }

  ~SqliteStore() override {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    arrived_.notify_one();
    writer_.join();
  }

  void write(Command command, Work work, Done done) override {
    hand_in({std::move(command), std::move(work), std::move(done)});
  }

  void read(MunicipalityId municipality, const std::function<void(Transaction&)>& work) override {
    readers_.read(municipality, work);
  }

  void tally(MunicipalityId municipality, const std::function<void(Transaction&)>& work) override {
    std::promise<Outcome<std::string>> promise;
    auto counted = promise.get_future();
    const auto count = [&work](Transaction& tx) {
      work(tx);
      return std::string();
    };
    hand_in({{.municipality = municipality, .rpc = "tally"},
             count,
             [&promise](Outcome<std::string> outcome) { promise.set_value(std::move(outcome)); },
             false});
    if (const auto outcome = counted.get(); !outcome) throw Unavailable(std::string(name_of(outcome.error().refusal)));
  }

  /// No other process writes this file.
  bool lease(MunicipalityId, std::string_view, std::chrono::seconds) override { return true; }

  bool can_write() const override { return !fenced_; }

 private:
  void hand_in(Pending pending) {
    Refusal why;
    {
      const std::lock_guard lock(mutex_);
      why = stopping_                               ? REFUSAL_SHUTTING_DOWN
            : fenced_                               ? REFUSAL_STORE_UNAVAILABLE
            : queue_.size() >= options_.queue_bound ? REFUSAL_SERVER_BUSY
                                                    : REFUSAL_UNSPECIFIED;
      if (why == REFUSAL_UNSPECIFIED) queue_.push_back(std::move(pending));
    }
    if (why == REFUSAL_UNSPECIFIED) return arrived_.notify_one();
    auto refused = refuse(why);
    refused.retry_after_seconds = 1;
    pending.done(refused);
  }

  static int note_wal_size(void* self, sqlite3*, const char*, int pages) {
    static_cast<SqliteStore*>(self)->wal_pages_ = pages;
    return SQLITE_OK;
  }

  void write_until_stopped() {
    while (true) {
      auto batch = take_batch();
      if (batch.empty() && must_scrub_) scrub();
      if (batch.empty() && !is_stopping()) continue;
      if (batch.empty()) return;
      write_batch(batch);
      for (auto& pending : batch) answer(pending);
      if (must_scrub_)
        scrub();
      else
        checkpoint_if_due();
    }
  }

  /// Everything that waits, up to the bound; empty when the store stops and nothing waits, or when the log still holds
  /// what was deleted and a reader that kept it may have gone.
  std::vector<Pending> take_batch() {
    std::unique_lock lock(mutex_);
    const auto has_come = [&] { return stopping_ || !queue_.empty(); };
    if (must_scrub_)
      arrived_.wait_for(lock, std::chrono::milliseconds(200), has_come);
    else
      arrived_.wait(lock, has_come);
    std::vector<Pending> batch;
    while (!queue_.empty() && batch.size() < options_.batch_bound) {
      batch.push_back(std::move(queue_.front()));
      queue_.pop_front();
    }
    return batch;
  }

  void answer(Pending& pending) {
    try {
      if (pending.answer) changes().tell(pending.command.municipality, pending.changes);
      pending.done(std::move(pending.answer));
    } catch (const std::exception& error) {
      spdlog::error(fmt::format("an answer could not be delivered: {}", error.what()));
    }
  }

  /// First without savepoints, which cost a fifth: nearly every command either succeeds or is refused before it writes.
  /// If one fails after it wrote, all is undone and done again with a savepoint for each.
  void write_batch(std::vector<Pending>& batch) {
    try {
      if (!fenced_ && !attempt(batch, false)) attempt(batch, true);
    } catch (const std::exception& error) {
      fence_if_needed(error);
      for (auto& pending : batch) pending.answer = refuse(REFUSAL_STORE_UNAVAILABLE);
    }
  }

  void fence_if_needed(const std::exception& error) {
    spdlog::error(fmt::format("the commit failed: {}", error.what()));
    try {
      if (connection_->in_transaction()) connection_->execute("ROLLBACK");
    } catch (const std::exception&) {
      fence();
    }
    if (dynamic_cast<const Fenced*>(&error)) fence();
  }

  /// After a failed fsync the kernel may have dropped the pages: only a restart knows what is on disk.
  void fence() {
    fenced_ = true;
    connection_->keep_log_on_close();
    spdlog::critical("the store writes no more until it is restarted");
  }

  /// One transaction for the batch. False: undone, because a command without savepoint failed after it wrote.
  bool attempt(std::vector<Pending>& batch, bool with_savepoints) {
    std::unordered_map<Uuid, std::vector<Leaf>> unsealed;
    connection_->execute("BEGIN IMMEDIATE");
    for (auto& pending : batch) {
      if (with_savepoints) connection_->execute("SAVEPOINT command");
      const auto before = connection_->rows_changed();
      pending.answer = run(pending, unsealed[pending.command.municipality]);
      const bool must_undo = !pending.answer && connection_->rows_changed() != before;
      if (must_undo && !with_savepoints) {
        connection_->execute("ROLLBACK");
        return false;
      }
      if (must_undo) connection_->execute("ROLLBACK TO command");
      if (with_savepoints) connection_->execute("RELEASE command");
    }
    for (const auto& [municipality, leaves] : unsealed) {
      SqliteTransaction tx(*connection_, MunicipalityId(municipality), now());
      seal(tx, leaves);
    }
    connection_->execute("COMMIT");
    return true;
  }

  Outcome<std::string> run(Pending& pending, std::vector<Leaf>& unsealed) {
    const auto& command = pending.command;
    if (std::chrono::steady_clock::now() > command.deadline) return refuse(REFUSAL_DEADLINE_PASSED);
    try {
      SqliteTransaction tx(*connection_, command.municipality, now(), &ids_);
      auto outcome = pending.leaves_record ? carry_out(tx, command, pending.work, unsealed) : pending.work(tx);
      pending.changes = tx.changes();
      must_scrub_ = must_scrub_ || (outcome && tx.scrubs());
      return outcome;
    } catch (const Unavailable&) {
      throw;
    } catch (const std::exception& error) {
      spdlog::error(fmt::format("rpc={} failed: {}", command.rpc, error.what()));
      return refuse(REFUSAL_INTERNAL_ERROR);
    }
  }

  bool is_stopping() {
    const std::lock_guard lock(mutex_);
    return stopping_;
  }

  /// Deleted content is overwritten in the pages (secure_delete); what is left of it stands in the log, until that is written
  /// back and cut to nothing. A reader in the middle of an older snapshot prevents it: then it is tried again.
  void scrub() {
    if (fenced_) return;
    const int result =
        sqlite3_wal_checkpoint_v2(connection_->handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if ((result & 0xff) == SQLITE_IOERR) {
      spdlog::error(fmt::format("the checkpoint failed: {}", sqlite3_errstr(result)));
      return fence();
    }
    if (result == SQLITE_OK) {
      must_scrub_ = false;
      wal_pages_ = 0;
    }
  }

  /// The clock, but never backwards: records stand in the order of their times.
  Time now() { return last_now_ = std::max(last_now_, options_.clock->now()); }

  /// Checkpoints cost milliseconds, so they wait for a quiet moment, until the log is too long to wait any more.
  void checkpoint_if_due() {
    constexpr int worthwhile_pages = 1'000;
    constexpr int urgent_pages = 16'000;
    if (wal_pages_ < worthwhile_pages || fenced_) return;
    if (wal_pages_ < urgent_pages) {
      const std::lock_guard lock(mutex_);
      if (!queue_.empty()) return;
    }
    const int result =
        sqlite3_wal_checkpoint_v2(connection_->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    if ((result & 0xff) == SQLITE_IOERR) {
      spdlog::error(fmt::format("the checkpoint failed: {}", sqlite3_errstr(result)));
      fence();
    }
    wal_pages_ = 0;
  }

  const SqliteOptions options_;
  const FileLock lock_;
  IdSource ids_;
  std::unique_ptr<SqliteConnection> connection_;
  Readers readers_;
  Time last_now_{};
  int wal_pages_ = 0;
  /// Only the writer's thread looks at it.
  bool must_scrub_ = false;
  std::atomic<bool> fenced_ = false;

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Pending> queue_;
  bool stopping_ = false;
  std::thread writer_;
};

class SqliteReader final : public Store {
 public:
  explicit SqliteReader(SqliteOptions options) : options_(std::move(options)), readers_(options_) {
    SqliteConnection connection(options_.path, Mode::read);
    ensure_current(connection);
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
  const SqliteOptions options_;
  Readers readers_;
};

/// A copy under another name until it is whole; gone if it never is.
class HalfCopy {
 public:
  explicit HalfCopy(std::string whole) : whole_(std::move(whole)), path_(whole_ + ".part") { remove(); }
  ~HalfCopy() { remove(); }
  HalfCopy(const HalfCopy&) = delete;
  HalfCopy& operator=(const HalfCopy&) = delete;

  const std::string& path() const { return path_; }

  void become_whole() const {
    if (std::rename(path_.c_str(), whole_.c_str()) != 0) throw Unavailable("cannot rename " + path_);
    const auto folder = std::filesystem::absolute(whole_).parent_path();
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool is_on_disk = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!is_on_disk) throw Unavailable("cannot write " + folder.string());
  }

 private:
  void remove() const {
    for (const auto* suffix : {"", "-wal", "-shm", "-journal"}) std::remove((path_ + suffix).c_str());
  }

  const std::string whole_;
  const std::string path_;
};

SqliteOptions with_defaults(SqliteOptions options) {
  if (!options.clock) options.clock = std::make_shared<SystemClock>();
  return options;
}

}  // namespace

std::unique_ptr<Store> open_sqlite(SqliteOptions options) {
  return std::make_unique<SqliteStore>(with_defaults(std::move(options)));
}

std::unique_ptr<Store> open_sqlite_for_reading(SqliteOptions options) {
  return std::make_unique<SqliteReader>(with_defaults(std::move(options)));
}

void backup_sqlite(const std::string& from, const std::string& to,
                   const std::function<void(int done, int all)>& progress) {
  if (std::filesystem::exists(to)) throw Unavailable(to + " exists already");
  const HalfCopy half(to);
  {
    SqliteConnection source(from, Mode::read);
    SqliteConnection target(half.path(), Mode::write);
    // One read transaction over all steps: the copy is of one instant, whatever the server writes meanwhile.
    source.execute("BEGIN; SELECT count(*) FROM schema_migrations;");
    auto* backup = sqlite3_backup_init(target.handle(), "main", source.handle(), "main");
    if (!backup) target.throw_error("backup");
    int result = SQLITE_OK;
    while ((result = sqlite3_backup_step(backup, 1'024)) == SQLITE_OK) {
      const int all = sqlite3_backup_pagecount(backup);
      progress(all - sqlite3_backup_remaining(backup), all);
    }
    sqlite3_backup_finish(backup);
    if (result != SQLITE_DONE) target.throw_error("backup");
    target.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  }
  half.become_whole();
}

}  // namespace emplooi::store

#pragma once

#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>

#include "base/outcome.h"
#include "store/changes.h"
#include "store/transaction.h"

namespace emplooi::store {

/// The database is down, full or broken: not the fault of a request. At the store's door it becomes `store_unavailable`.
class Unavailable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Who asks for what, as the journal keeps it.
struct Command {
  MunicipalityId municipality;
  /// Nil for session commands, which are never answered again.
  CommandId id;
  ActorId actor;
  /// Full name of the rpc: `emplooi.vouchers.v1.VoucherService.RedeemVoucher`.
  std::string rpc;
  /// The request in canonical bytes, without secrets. Only its salted hash is kept.
  std::string content;
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
};

/// Does a command's work and returns the answer in bytes. May be run more than once.
using Work = std::function<Outcome<std::string>(Transaction&)>;
/// Gets the answer, on a thread of the store's, once it is durable. Must not block.
using Done = std::function<void(Outcome<std::string>)>;

/// A replica that reports are read from.
struct ReplicaFigures {
  /// How old what it shows may be at most; nothing as long as that is not known.
  std::optional<std::chrono::milliseconds> age;
  /// Reports that were read there, and those that were not, because it was too old or gone.
  std::int64_t reads = 0;
  std::int64_t passed_over = 0;
};

/// The door to the database.
class Store {
 public:
  virtual ~Store() = default;

  /// Runs `work` in a transaction of its own, leaves one journal record, and calls `done` after the commit is on disk.
  /// A command whose id is known is not run: it gets the first answer, or `command_id_reused` if the content, rpc or actor
  /// differs. Refusals are not remembered. Refuses also: server_busy, store_unavailable, deadline_passed,
  /// shutting_down, internal_error; then nothing was changed.
  virtual void write(Command command, Work work, Done done) = 0;

  /// Runs `work` on the calling thread on a consistent snapshot that cannot write. Throws Unavailable.
  virtual void read(MunicipalityId municipality, const std::function<void(Transaction&)>& work) = 0;

  /// As read(), for figures that may be a little old: on the replica where there is one, as long as it is no older than its
  /// bound. May run `work` more than once; what it saw last counts.
  virtual void read_report(MunicipalityId municipality, const std::function<void(Transaction&)>& work) {
    read(municipality, work);
  }
  /// Nothing where there is no replica.
  virtual std::optional<ReplicaFigures> replica() const { return std::nullopt; }

  /// Runs `work` at once, in a transaction of its own that leaves no record and need not outlive a crash of the database: for
  /// what is counted or claimed among all servers, and is no command. May run it more than once. Throws Unavailable.
  virtual void tally(MunicipalityId municipality, const std::function<void(Transaction&)>& work) = 0;

  /// Whether this process may do `task` of the municipality until `term` has passed: among all processes on one database one at
  /// a time may. Whoever has it gets it again. Throws Unavailable.
  virtual bool lease(MunicipalityId municipality, std::string_view task, std::chrono::seconds term) = 0;

  /// False while nothing can be written: a failed disk write has fenced the store until it is restarted, or the database
  /// server is gone.
  virtual bool can_write() const = 0;

  /// Whether other processes may write the same database.
  virtual bool is_shared() const { return false; }

  /// What is committed is told here, whichever server wrote it.
  Changes& changes() { return changes_; }

  /// As write(), and waits.
  Outcome<std::string> write_now(Command command, Work work);

 private:
  Changes changes_;
};

}  // namespace emplooi::store

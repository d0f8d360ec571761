#pragma once

#include <chrono>
#include <functional>
#include <vector>

#include "base/trace.h"
#include "identity/operations.h"
#include "store/invariant.h"
#include "store/store.h"

namespace emplooi {

/// Every operation of the product, in the order in which the domains build on each other.
const Operations& town_operations();
/// Every rule that must hold after every commit, of all domains.
const std::vector<store::Invariant>& town_invariants();
/// Every named statement, for the proof that each is executed by the suite.
const std::vector<const store::Statement*>& town_statements();

/// One call of an operation, by whoever asks: the web, the scheduler, the demo, a test.
struct Call {
  const Operation* operation = nullptr;
  /// Absent for public operations only.
  std::optional<Actor> actor;
  /// Needed for commands.
  std::optional<CommandId> command_id;
  MessagePtr request;
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
  /// What it belongs to at the caller's.
  std::optional<Trace> trace;
};

/// What the front desk asks before anything is carried out: whether the rpc is granted to the actor's role, over whose data
/// (which it writes into the actor), and whether the request keeps to the field rules.
/// Refuses: not_signed_in, actor_not_allowed, the field rules' refusals.
Outcome<void> admit(Call& call);

/// The town behind its front desk: access, field rules, then the operation in its transaction.
class Town {
 public:
  using Done = std::function<void(Outcome<MessagePtr>)>;

  explicit Town(store::Store& store) : store_(store) {}

  /// Answers the call. Whoever it identifies stands in the log of accesses before the answer leaves: without a log there is
  /// no answer. `done` is called exactly once: on the calling thread for reads, sessions and refusals, on a
  /// thread of the store's for commands. Blocks for as long as a read or a password takes: call it from a pool.
  /// Refuses, besides the operation's own refusals: approval_needed, not_signed_in, actor_not_allowed, the field rules' refusals,
  /// command_id_missing and the store's refusals.
  void handle(Call call, Done done);

  /// As handle(), and waits for the answer.
  Outcome<MessagePtr> answer(Call call);

  /// Runs an operation that streams, until it ends or the outlet is over; what it sends passes what every answer passes. Blocks
  /// for as long as that takes: call it from a thread of its own.
  Outcome<void> stream(Call call, Outlet& outlet);

  store::Store& store() { return store_; }

 private:
  class Door;

  Outcome<MessagePtr> read(const Call& call);
  Outcome<MessagePtr> session(const Call& call);
  Outcome<void> log_session(const Call& call, Time started_at, const google::protobuf::Message& answer);
  Outcome<void> log_reading(const Call& call, Time started_at, const google::protobuf::Message& answer);
  void command(Call call, Done done);

  store::Store& store_;
};

}  // namespace emplooi

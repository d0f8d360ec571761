#include "town.h"

#include <spdlog/spdlog.h>

#include <future>

#include "approvals/approvals.h"
#include "base/field_rules.h"
#include "catalogue/catalogue.h"
#include "funding/funding.h"
#include "identity/common_passwords.h"
#include "identity/identity.h"
#include "identity/personal_data.h"
#include "jobs/jobs.h"
#include "ledger/ledger.h"
#include "matching/matching.h"
#include "oidc/oidc.h"
#include "organisations/organisations.h"
#include "participants/participants.h"
#include "privacy/access_log.h"
#include "privacy/privacy.h"
#include "reporting/reporting.h"
#include "residents/residents.h"
#include "settlement/settlement.h"
#include "vouchers/vouchers.h"

namespace emplooi {

const Operations& town_operations() {
  static const Operations all = [] {
    Operations operations;
    identity::offer(operations);
    oidc::offer(operations);
    organisations::offer(operations);
    catalogue::offer(operations);
    residents::offer(operations);
    funding::offer(operations);
    participants::offer(operations);
    vouchers::offer(operations);
    jobs::offer(operations);
    matching::offer(operations);
    settlement::offer(operations);
    reporting::offer(operations);
    approvals::offer(operations);
    privacy::offer(operations);
    operations.ensure_complete();
    return operations;
  }();
  return all;
}

const std::vector<store::Invariant>& town_invariants() {
  static const auto all = [] {
    std::vector<store::Invariant> invariants;
    const auto collect = [&](std::span<const store::Invariant> domain) {
      invariants.insert(invariants.end(), domain.begin(), domain.end());
    };
    collect(ledger::invariants());
    collect(identity::invariants());
    collect(organisations::invariants());
    collect(catalogue::invariants());
    collect(residents::invariants());
    collect(participants::invariants());
    collect(funding::invariants());
    collect(vouchers::invariants());
    collect(jobs::invariants());
    collect(settlement::invariants());
    collect(privacy::invariants());
    return invariants;
  }();
  return all;
}

const std::vector<const store::Statement*>& town_statements() {
  static const auto all = [] {
    std::vector<const store::Statement*> statements;
    const auto collect = [&](std::span<const store::Statement* const> domain) {
      statements.insert(statements.end(), domain.begin(), domain.end());
    };
    collect(ledger::statements());
    collect(identity::statements());
    collect(oidc::statements());
    collect(organisations::statements());
    collect(catalogue::statements());
    collect(residents::statements());
    collect(participants::statements());
    collect(funding::statements());
    collect(vouchers::statements());
    collect(jobs::statements());
    collect(matching::statements());
    collect(settlement::statements());
    collect(reporting::statements());
    collect(approvals::statements());
    collect(privacy::statements());
    return statements;
  }();
  return all;
}

namespace {

/// A broken database or a defect, seen from outside: nothing was changed, and the log says more than the answer.
Refused refusal_of(const std::exception& error, const google::protobuf::MethodDescriptor* rpc) {
  spdlog::error(fmt::format("rpc={} failed: {}", rpc->full_name(), error.what()));
  if (dynamic_cast<const store::Unavailable*>(&error)) return refuse(REFUSAL_STORE_UNAVAILABLE);
  return refuse(REFUSAL_INTERNAL_ERROR);
}

/// What every answer passes on its way out.
Town::Done hiding_personal_data(const Actor& actor, Town::Done done) {
  return [actor, done = std::move(done)](Outcome<MessagePtr> outcome) {
    if (outcome) hide_personal_data(**outcome, actor);
    done(std::move(outcome));
  };
}

}  // namespace

Outcome<void> admit(Call& call) {
  const auto reach = TRY(check_access(*call.operation, call.actor ? &*call.actor : nullptr));
  if (call.actor) call.actor->reach = reach;
  return check_field_rules(*call.request);
}

void Town::handle(Call call, Done done) {
  try {
    if (auto admitted = admit(call); !admitted) return done(admitted.error());
    done = hiding_personal_data(call.actor.value_or(Actor()), std::move(done));
    switch (call.operation->access.effect()) {
      case base::v1::EFFECT_COMMAND:
        return command(std::move(call), std::move(done));
      case base::v1::EFFECT_SESSION:
        return done(session(call));
      default:
        return done(read(call));
    }
  } catch (const std::exception& error) {
    done(refusal_of(error, call.operation->rpc));
  }
}

Outcome<MessagePtr> Town::answer(Call call) {
  auto promise = std::make_shared<std::promise<Outcome<MessagePtr>>>();
  auto answer = promise->get_future();
  handle(std::move(call), [promise](Outcome<MessagePtr> outcome) { promise->set_value(std::move(outcome)); });
  return answer.get();
}

Outcome<MessagePtr> Town::read(const Call& call) {
  Outcome<MessagePtr> answer = refuse(REFUSAL_INTERNAL_ERROR);
  const Actor actor = call.actor.value_or(Actor());
  Time started_at;
  const auto look = [&](Transaction& tx) {
    started_at = tx.now();
    answer = call.operation->run(tx, actor, *call.request);
  };
  if (call.operation->is_report)
    store_.read_report(actor.municipality, look);
  else
    store_.read(actor.municipality, look);
  if (answer && call.actor) TRY(log_reading(call, started_at, **answer));
  return answer;
}

Outcome<MessagePtr> Town::session(const Call& call) {
  Time started_at;
  store_.read(MunicipalityId(), [&](Transaction& tx) { started_at = tx.now(); });
  auto answer = call.operation->run_session(store_, call.actor.value_or(Actor()), *call.request);
  if (answer) TRY(log_session(call, started_at, **answer));
  return answer;
}

Outcome<void> Town::log_session(const Call& call, Time started_at, const google::protobuf::Message& answer) {
  auto processing = privacy::processing_of(*call.operation, call.actor.value_or(Actor()), call.trace, started_at,
                                           *call.request, answer);
  if (processing.subjects.empty()) return {};
  if (const auto given = identity::session_given_by(answer)) {
    processing.actor.municipality = given->municipality;
    processing.actor.id = given->actor;
  }
  const auto municipality = processing.actor.municipality;
  store_.read(municipality, [&](Transaction& tx) { privacy::name_account_holders(tx, processing); });
  if (processing.subjects.empty()) return {};
  // Whom it was about stands in the lines; what was sent may open something.
  store::Command command{municipality, CommandId(), processing.actor.id, call.operation->rpc->full_name(), {}};
  TRY(store_.write_now(std::move(command), [&processing](Transaction& tx) -> Outcome<std::string> {
    privacy::note(tx, processing);
    return std::string();
  }));
  return {};
}

Outcome<void> Town::log_reading(const Call& call, Time started_at, const google::protobuf::Message& answer) {
  auto processing = privacy::processing_of(*call.operation, *call.actor, call.trace, started_at, *call.request, answer);
  if (processing.subjects.empty()) return {};
  store::Command command{call.actor->municipality, CommandId(), call.actor->id, call.operation->rpc->full_name(),
                         canonical_bytes(*call.request)};
  TRY(store_.write_now(std::move(command), [&processing](Transaction& tx) -> Outcome<std::string> {
    privacy::note(tx, processing);
    return std::string();
  }));
  return {};
}

namespace {

/// A command's work: what a second person approved, the operation, and the log of those whose data it was.
Outcome<std::string> carry_out(Transaction& tx, const Operation& operation, const Actor& actor,
                               const std::optional<Trace>& trace, const google::protobuf::Message& request) {
  if (approvals::needs_second_person(operation, actor, request)) {
    TRY(approvals::use(tx, actor, operation.rpc, request));
  }
  const auto answer = TRY(operation.run(tx, actor, request));
  privacy::note(tx, privacy::processing_of(operation, actor, trace, tx.now(), request, *answer));
  return answer->SerializeAsString();
}

}  // namespace

void Town::command(Call call, Done done) {
  if (!call.command_id) return done(refuse(REFUSAL_COMMAND_ID_MISSING));
  store::Command command{
      call.actor->municipality,       *call.command_id, call.actor->id, call.operation->rpc->full_name(),
      canonical_bytes(*call.request), call.deadline};
  bool is_common = false;
  for_each_secret(*call.request, [&](std::string& secret) {
    is_common = is_common || identity::is_common(secret);
    if (!is_common) secret = identity::hash_of_secret(secret);
  });
  // What a command carries as a secret is a new password.
  if (is_common) return done(refuse(REFUSAL_PASSWORD_TOO_COMMON));
  const Operation* operation = call.operation;
  auto work = [operation, actor = *call.actor, trace = call.trace, request = std::shared_ptr(std::move(call.request))](
                  Transaction& tx) { return carry_out(tx, *operation, actor, trace, *request); };
  auto tell = [operation, done = std::move(done)](Outcome<std::string> outcome) {
    if (!outcome) return done(std::move(outcome).error());
    auto response = operation->new_response();
    ensure(response->ParseFromString(*outcome), "the journal holds answers that can be read");
    done(std::move(response));
  };
  store_.write(std::move(command), std::move(work), std::move(tell));
}

/// What a stream's operation works through: messages without what the actor may not see, each logged before it leaves.
class Town::Door final : public StreamDoor {
 public:
  Door(Town& town, const Call& call, Outlet& outlet) : town_(town), call_(call), outlet_(outlet) {
    read([](Transaction&) {});
  }

  bool send(const google::protobuf::Message& message) override {
    if (outlet_.over().stop_requested() || refused_) return false;
    MessagePtr shown(message.New());
    shown->CopyFrom(message);
    hide_personal_data(*shown, *call_.actor);
    if (auto logged = town_.log_reading(call_, read_at_, *shown); !logged) {
      refused_ = std::move(logged).error();
      return false;
    }
    return outlet_.send(*shown);
  }

  std::stop_token over() const override { return outlet_.over(); }

  void read(const std::function<void(Transaction&)>& work) override {
    town_.store_.read(call_.actor->municipality, [&](Transaction& tx) {
      read_at_ = tx.now();
      work(tx);
    });
  }

  Outcome<std::string> write(store::Work work) override {
    ensure(call_.command_id && !has_written_, "a stream that is a command writes once");
    has_written_ = true;
    store::Command command{
        call_.actor->municipality,       *call_.command_id, call_.actor->id, call_.operation->rpc->full_name(),
        canonical_bytes(*call_.request), call_.deadline};
    return town_.store_.write_now(std::move(command), std::move(work));
  }

  std::shared_ptr<store::Watch> watch(std::string_view kind) override {
    return town_.store_.changes().watch(call_.actor->municipality, kind);
  }

  /// What the operation came to, unless something was refused to it on the way.
  Outcome<void> outcome_of(Outcome<void> ended) const { return refused_ ? Outcome<void>(*refused_) : ended; }

 private:
  Town& town_;
  const Call& call_;
  Outlet& outlet_;
  Time read_at_;
  std::optional<Refused> refused_;
  bool has_written_ = false;
};

Outcome<void> Town::stream(Call call, Outlet& outlet) {
  try {
    TRY(admit(call));
    const bool is_command = call.operation->access.effect() == base::v1::EFFECT_COMMAND;
    if (is_command && !call.command_id) return refuse(REFUSAL_COMMAND_ID_MISSING);
    Door door(*this, call, outlet);
    return door.outcome_of(call.operation->run_stream(door, *call.actor, *call.request));
  } catch (const std::exception& error) {
    return refusal_of(error, call.operation->rpc);
  }
}

}  // namespace emplooi

#include "web/desk.h"

#include "identity/identity.h"

namespace emplooi::web {

namespace {

using Clock = std::chrono::steady_clock;

Clock::time_point deadline_of(const ConnectCall& call) {
  return call.timeout ? Clock::now() + *call.timeout : Clock::time_point::max();
}

/// Who calls, and with which request. Strangers are turned away before their body is decoded.
Outcome<Call> open_call(Town& town, const ConnectCall& call, const std::string& body) {
  Call opened{call.operation};
  identity::Shown shown{call.token, {}, call.address};
  const bool is_signed = !call.device.empty() || !call.sequence.empty() || !call.signature.empty();
  if (is_signed) shown.signature = {call.device, call.sequence, call.signature, call.target, body};
  opened.actor = TRY(identity::caller_of(town.store(), shown));
  TRY(check_access(*call.operation, opened.actor ? &*opened.actor : nullptr));
  opened.request = TRY(decode(call, body));
  opened.command_id = call.command_id;
  opened.trace = call.trace;
  return opened;
}

Outcome<Call> open_in_time(Town& town, const ConnectCall& call, Clock::time_point deadline, const std::string& body) {
  try {
    if (Clock::now() >= deadline) return refuse(REFUSAL_DEADLINE_PASSED);
    auto opened = TRY(open_call(town, call, body));
    opened.deadline = deadline;
    return opened;
  } catch (const std::exception& error) {
    spdlog::error(fmt::format("rpc={} could not be opened: {}", call.operation->rpc->full_name(), error.what()));
    const bool is_store = dynamic_cast<const store::Unavailable*>(&error);
    return refuse(is_store ? REFUSAL_STORE_UNAVAILABLE : REFUSAL_INTERNAL_ERROR);
  }
}

}  // namespace

Desk::Desk(Town& town, const Settings& settings)
    : town_(town),
      streams_(town, settings),
      reads_and_commands_(settings.desk_threads, settings.desk_queue),
      passwords_(settings.password_threads, settings.password_queue),
      providers_(settings.provider_threads, settings.provider_queue) {}

Desk::~Desk() {
  while (const auto left = unanswered_.load()) unanswered_.wait(left);
}

Pool& Desk::pool_for(const base::v1::Access& access) {
  if (access.asks_provider()) return providers_;
  return access.effect() == base::v1::EFFECT_SESSION ? passwords_ : reads_and_commands_;
}

void Desk::serve(const ConnectCall& call, std::string body, Done done) {
  ++unanswered_;
  auto finish = [this, done = std::move(done)](Outcome<MessagePtr> outcome) {
    done(std::move(outcome));
    --unanswered_;
    unanswered_.notify_all();
  };
  const bool is_taken = pool_for(call.operation->access)
                            .try_post([this, &call, deadline = deadline_of(call), body = std::move(body), finish] {
                              answer(call, deadline, body, finish);
                            });
  if (!is_taken) finish(refuse(REFUSAL_SERVER_BUSY));
}

void Desk::answer(const ConnectCall& call, Clock::time_point deadline, const std::string& body, Done done) {
  auto opened = open_in_time(town_, call, deadline, body);
  if (!opened) return done(opened.error());
  town_.handle(*std::move(opened), std::move(done));
}

void Desk::stream(const ConnectCall& call, std::string body, std::shared_ptr<Pipe> pipe) {
  auto open = [this, call, deadline = deadline_of(call), body = std::move(body), pipe] {
    auto opened = open_in_time(town_, call, deadline, body);
    if (!opened) return pipe->finish(opened.error());
    streams_.start(*std::move(opened), call.address, pipe);
  };
  if (!reads_and_commands_.try_post(std::move(open))) pipe->finish(refuse(REFUSAL_SERVER_BUSY));
}

}  // namespace emplooi::web

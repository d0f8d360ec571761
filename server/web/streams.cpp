#include "web/streams.h"

#include <algorithm>

#include "identity/identity.h"

namespace emplooi::web {

namespace {

/// Ends what nobody may read any more.
void check_session(store::Store& store, const Actor& actor, Pipe& pipe) {
  try {
    if (!identity::has_live_session(store, actor)) pipe.end(refuse(REFUSAL_NOT_SIGNED_IN));
  } catch (const store::Unavailable&) {
    pipe.end(refuse(REFUSAL_STORE_UNAVAILABLE));
  }
}

}  // namespace

struct Streams::Running {
  Call call;
  Actor actor;
  std::string address;
  std::shared_ptr<Pipe> pipe;
  bool has_ended = false;
  std::thread thread;
};

Streams::Streams(Town& town, const Settings& settings)
    : town_(town), settings_(settings), caretaker_([this] { look_after(); }) {}

Streams::~Streams() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
    for (auto& running : running_) running.pipe->end(refuse(REFUSAL_SHUTTING_DOWN));
  }
  changed_.notify_all();
  caretaker_.join();
}

std::size_t Streams::size() const {
  const std::lock_guard lock(mutex_);
  return running_.size();
}

/// Refuses: server_busy, too_many_streams.
Outcome<void> Streams::check_place(const Running& asked) const {
  if (is_stopping_ || running_.size() >= settings_.streams) return refuse(REFUSAL_SERVER_BUSY);
  std::size_t of_session = 0, of_address = 0;
  for (const auto& running : running_) {
    of_session += running.actor.session == asked.actor.session;
    of_address += running.address == asked.address;
  }
  if (of_session >= settings_.streams_per_session || of_address >= settings_.streams_per_address) {
    return refuse(REFUSAL_TOO_MANY_STREAMS);
  }
  return {};
}

void Streams::start(Call call, const std::string& address, std::shared_ptr<Pipe> pipe) {
  const auto actor = call.actor.value_or(Actor());
  Running asked{std::move(call), actor, address, pipe, false, {}};
  const std::lock_guard lock(mutex_);
  if (auto place = check_place(asked); !place) return pipe->finish(std::move(place));
  auto& running = running_.emplace_back(std::move(asked));
  try {
    running.thread = std::thread([this, &running] { run(running); });
  } catch (const std::system_error&) {
    // The machine has no thread left.
    running_.pop_back();
    pipe->finish(refuse(REFUSAL_SERVER_BUSY));
  }
}

void Streams::run(Running& running) {
  running.pipe->finish(town_.stream(std::move(running.call), *running.pipe));
  {
    const std::lock_guard lock(mutex_);
    running.has_ended = true;
  }
  changed_.notify_all();
}

/// Buries what has ended, and ends what nobody may read any more.
void Streams::look_after() {
  auto next_check = std::chrono::steady_clock::now() + settings_.stream_check;
  std::unique_lock lock(mutex_);
  const auto ended = [](const Running& running) { return running.has_ended; };
  while (!is_stopping_ || !running_.empty()) {
    changed_.wait_until(lock, next_check, [&] {
      return (is_stopping_ && running_.empty()) || std::any_of(running_.begin(), running_.end(), ended);
    });
    std::list<Running> over;
    for (auto at = running_.begin(); at != running_.end();) {
      const auto here = at++;
      if (here->has_ended) over.splice(over.end(), running_, here);
    }
    std::vector<std::pair<Actor, std::shared_ptr<Pipe>>> to_check;
    if (std::chrono::steady_clock::now() >= next_check) {
      for (const auto& running : running_) to_check.emplace_back(running.actor, running.pipe);
      next_check = std::chrono::steady_clock::now() + settings_.stream_check;
    }
    lock.unlock();
    for (auto& running : over) running.thread.join();
    for (auto& [actor, pipe] : to_check) check_session(town_.store(), actor, *pipe);
    lock.lock();
  }
}

}  // namespace emplooi::web

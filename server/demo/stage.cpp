#include "demo/stage.h"

#include <algorithm>
#include <filesystem>

#include "due_work.h"
#include "identity/identity.h"
#include "store/open.h"

namespace emplooi::demo {

namespace {

std::unique_ptr<store::Store> new_store(const std::string& path, std::uint64_t seed,
                                        std::shared_ptr<const Clock> clock) {
  // Until it is finished it is worth nothing, so nobody waits for the disk.
  if (store::is_postgres(path)) {
    auto store = store::open_postgres({.url = path, .clock = std::move(clock), .id_seed = seed, .durable = false});
    if (!identity::all_municipalities(*store).empty()) throw store::Unavailable("the demo is built in a new database");
    return store;
  }
  if (std::filesystem::exists(path)) throw store::Unavailable(path + " exists: the demo is built in a new file");
  store::SqliteOptions options;
  options.path = path;
  options.clock = std::move(clock);
  options.id_seed = seed;
  options.durable = false;
  return store::open_sqlite(std::move(options));
}

}  // namespace

Stage::Stage(const std::string& path, std::uint64_t seed, Time start, std::ostream& out)
    : clock_(std::make_shared<VirtualClock>(start)),
      store_(new_store(path, seed, clock_)),
      town_(*store_),
      out_(out),
      command_ids_(seed + 1),
      chance_(seed + 2) {}

void Stage::found(const std::string& name, const std::string& slug, const std::string& password) {
  municipality_ =
      identity::found_municipality(*store_, {name, slug, "administrator", password, {}, /*second_factor=*/false})
          .value();
  identity::v1::SignInRequest request;
  request.set_sign_in_name("administrator@" + slug);
  request.set_password(password);
  const auto session = identity::sign_in(*store_, Actor(), request).value();
  actors_["administrator"] = identity::caller_of(*store_, {session.token(), {}, {}}).value();
}

const Actor& Stage::add_account(const std::string& name, const std::string& password, Role role, const Uuid& subject,
                                const std::string& known_as) {
  identity::v1::CreateAccountRequest request;
  request.set_sign_in_name(name);
  request.set_password(password);
  request.set_role(role);
  request.set_name(known_as);
  if (!subject.is_nil()) request.set_subject_id(to_string(subject));
  const auto made = must(identity::create_account, actor("administrator"), request);
  return actors_[name] = {ActorId::of(made.actor_id()), municipality_, role, subject};
}

Outcome<MessagePtr> Stage::send(const google::protobuf::Descriptor* response, const Actor& actor,
                                const google::protobuf::Message& request) {
  const auto& all = town_operations().all();
  const auto operation = std::find_if(
      all.begin(), all.end(), [&](const Operation* candidate) { return candidate->rpc->output_type() == response; });
  ensure(operation != all.end(), "the story calls rpcs that there are");
  Call call;
  call.operation = *operation;
  call.actor = actor;
  call.command_id = CommandId(command_ids_.next(to_us(now())));
  call.request.reset(request.New());
  call.request->CopyFrom(request);
  return town_.answer(std::move(call));
}

void Stage::throw_refused(const Refused& refused, const std::string& request) const {
  std::string facts;
  for (const auto& [name, fact] : refused.facts) facts += " " + name + "=" + fact;
  throw std::runtime_error(request + " was refused on " + local_text(now()) + ": " +
                           std::string(name_of(refused.refusal)) + " " + refused.field + " " + refused.says + facts);
}

void Stage::play_until(Time end, std::string_view title) {
  Month month = 0;
  for (Date day = today(); start_of_day(day) < end; day = add_days(day, 1)) {
    if (month != month_of(day)) {
      month = month_of(day);
      out_ << title << " " << month / 100 << "-" << (month % 100 < 10 ? "0" : "") << month % 100 << '\n' << std::flush;
    }
    const Time morning = start_of_day(day) + std::chrono::hours(7);
    if (morning > now() && morning < end) {
      clock_->set(morning);
      do_due_work(town_, municipality_);
    }
    const Time night = std::min(end, start_of_day(add_days(day, 1)));
    while (!diary_.empty() && diary_.begin()->first < night) {
      auto next = diary_.extract(diary_.begin());
      clock_->set(std::max(now(), next.key()));
      next.mapped()();
    }
  }
  clock_->set(std::max(now(), end));
}

}  // namespace emplooi::demo

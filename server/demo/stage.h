#pragma once

#include <functional>
#include <map>
#include <memory>
#include <ostream>
#include <random>

#include "base/virtual_clock.h"
#include "town.h"

namespace emplooi::demo {

/// Where the demo is played: a town in a file, a virtual clock, repeatable chance, and a diary of what happens when.
class Stage {
 public:
  Stage(const std::string& path, std::uint64_t seed, Time start, std::ostream& out);

  /// Founds the municipality; its first administrator speaks from then on.
  void found(const std::string& name, const std::string& slug, const std::string& password);
  /// Makes an account. Its actor is known by its sign-in name.
  const Actor& add_account(const std::string& name, const std::string& password, Role role, const Uuid& subject = {},
                           const std::string& known_as = {});
  const Actor& actor(const std::string& name) const { return actors_.at(name); }

  /// `Place` is what the operation works in: a transaction, or the store for what opens sessions.
  template <class Place, class Request, class Response>
  Outcome<Response> call(Outcome<Response> (*)(Place&, const Actor&, const Request&), const Actor& actor,
                         const std::type_identity_t<Request>& request) {
    auto answer = send(Response::descriptor(), actor, request);
    if (!answer) return std::move(answer).error();
    return static_cast<Response&>(**answer);
  }

  /// As call(), for what cannot be refused in this story. Throws, naming the refusal, if it is.
  template <class Place, class Request, class Response>
  Response must(Outcome<Response> (*operation)(Place&, const Actor&, const Request&), const Actor& actor,
                const std::type_identity_t<Request>& request) {
    auto outcome = call(operation, actor, request);
    if (!outcome) throw_refused(outcome.error(), Request::descriptor()->name());
    return *std::move(outcome);
  }

  Time now() const { return clock_->now(); }
  Date today() const { return local_date(now()); }
  void at(Time time, std::function<void()> happens) { diary_.emplace(time, std::move(happens)); }
  void after(std::chrono::minutes pause, std::function<void()> happens) { at(now() + pause, std::move(happens)); }
  /// Lets happen what stands in the diary before `end`, in order, with the due work of every morning. Prints a line a month.
  void play_until(Time end, std::string_view title);
  /// Nothing happens until then.
  void skip_to(Time time) { clock_->set(time); }
  /// Forgets what stands in the diary.
  void clear_diary() { diary_.clear(); }

  /// 0 to `count` - 1.
  int pick(int count) { return static_cast<int>(chance_() % static_cast<std::uint64_t>(count)); }
  bool chance(int percent) { return pick(100) < percent; }
  template <class Item>
  void shuffle(std::vector<Item>& items) {
    for (std::size_t i = items.size(); i > 1; --i)
      std::swap(items[i - 1], items[static_cast<std::size_t>(pick(int(i)))]);
  }

  MunicipalityId municipality() const { return municipality_; }
  Town& town() { return town_; }
  std::ostream& out() { return out_; }

 private:
  Outcome<MessagePtr> send(const google::protobuf::Descriptor* response, const Actor& actor,
                           const google::protobuf::Message& request);
  [[noreturn]] void throw_refused(const Refused& refused, const std::string& request) const;

  std::shared_ptr<VirtualClock> clock_;
  std::unique_ptr<store::Store> store_;
  Town town_;
  std::ostream& out_;
  IdSource command_ids_;
  std::mt19937_64 chance_;
  std::multimap<Time, std::function<void()>> diary_;
  MunicipalityId municipality_;
  std::map<std::string, Actor> actors_;
};

}  // namespace emplooi::demo

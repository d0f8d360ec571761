#pragma once

#include <vector>

#include "demo/week.h"

namespace emplooi::demo {

/// A resident of the story.
struct Neighbour {
  ResidentId id;
  HouseholdId household;
  bool in_target_group = false;
};

/// A participant of the story, while they can be planned.
struct Helper {
  ParticipantId id;
  Time from;
  Time until;
  /// Any office hours, if none are given.
  std::optional<WeekHours> hours = {};
};

/// Daily life under a programme: people ask for help, are planned, come, are thanked, disagree, fall ill.
class Life {
 public:
  Life(Stage& stage, const Cast& cast, ProgrammeId programme) : stage_(stage), cast_(cast), programme_(programme) {}

  /// Registers so many residents: six of ten with a low income, four of ten in one of the complexes, some in pairs.
  void settle_residents(int count);
  /// Registers a participant who can be planned between two instants, fit for some of the services with a higher risk.
  ParticipantId add_helper(Time from, Time until);
  /// From now on this helper is planned in these hours only.
  void keep_hours(ParticipantId helper, const WeekHours& hours);
  /// Corporation number `index` buys hours for its complexes and pays the invoice, then hands out free vouchers.
  void buy_and_hand_out(std::size_t index, int hours, const std::string& name, const std::string& ends_on);
  /// Free vouchers for low incomes, from the municipality's budgets.
  void hand_out_to_low_incomes(const std::string& name, int vouchers, const std::string& ends_on);
  /// Somebody asks for help now, and the story of that job takes its course.
  void somebody_asks();
  /// So many ask for help of all kinds that nobody has planned yet, and have the vouchers for it.
  void ask_for_a_week(int times);
  /// Asks for help so many times on every working day, from now until then.
  void ask_daily(int times, Date last_day);
  /// Closes each month when it is over, and settles its statements in money.
  void close_months(Month first, Month last);

  const std::vector<Neighbour>& residents() const { return residents_; }
  std::int64_t jobs_asked() const { return jobs_asked_; }

 private:
  struct Story {
    std::string job;
    Neighbour resident;
    int minutes;
    int attempts = 0;
  };
  using StoryPtr = std::shared_ptr<Story>;

  HouseholdId add_household();
  void hand_out(const std::string& campaign, const Actor& actor);
  void buy(const Neighbour& resident, int count);
  /// A day, and a minute of it, at which the coordinator would plan the helper.
  std::pair<Date, int> some_time(const Helper& helper, int minutes);
  void plan(StoryPtr story);
  void respond(StoryPtr story);
  void come(StoryPtr story, Time starts_at);
  void work(StoryPtr story);
  void judge(StoryPtr story);
  void dispute(StoryPtr story);
  void give_up(StoryPtr story);
  void close_month(Month month);
  const Helper* available_helper();

  Stage& stage_;
  const Cast& cast_;
  ProgrammeId programme_;
  std::vector<Neighbour> residents_;
  std::vector<Helper> helpers_;
  int next_name_ = 1;
  std::int64_t jobs_asked_ = 0;
};

}  // namespace emplooi::demo

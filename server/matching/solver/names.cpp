#include "matching/solver/names.h"

#include <iterator>

namespace emplooi::matching {

namespace {

// In the order of the enumerations.
constexpr std::string_view objective_names[] = {"unserved",          "goals",  "continuity", "wishes",
                                                "fairness",          "travel", "changes",    "tardiness",
                                                "highest_tardiness", "buddies"};
static_assert(std::size(objective_names) == objective_count);
constexpr std::string_view fact_names[] = {"locked", "only_one", "goal",   "continuity",  "wish",  "fairer",
                                           "nearer", "as_told",  "sooner", "serves_more", "buddy", "as_good"};
static_assert(std::size(fact_names) == static_cast<std::size_t>(FactKind::as_good) + 1);
constexpr std::string_view rule_names[] = {"none",
                                           "banned",
                                           "capability_missing",
                                           "capability_expired",
                                           "may_not_work_alone",
                                           "helpers_not_distinct",
                                           "outside_window",
                                           "outside_shift",
                                           "during_break",
                                           "leg_too_long",
                                           "busy",
                                           "too_many_visits",
                                           "too_much_travel",
                                           "too_much_work",
                                           "guidance_exhausted",
                                           "out_of_step",
                                           "locked_elsewhere",
                                           "incomplete"};
static_assert(std::size(rule_names) == static_cast<std::size_t>(Rule::incomplete) + 1);
constexpr std::string_view change_names[] = {"other_time", "more_work",     "capability",
                                             "longer_leg", "more_guidance", "longer_shift"};
static_assert(std::size(change_names) == static_cast<std::size_t>(ChangeKind::longer_shift) + 1);

}  // namespace

std::string_view word_for(Objective objective) { return objective_names[static_cast<std::size_t>(objective)]; }
std::string_view word_for(FactKind kind) { return fact_names[static_cast<std::size_t>(kind)]; }
std::string_view word_for(Rule rule) { return rule_names[static_cast<std::size_t>(rule)]; }
std::string_view word_for(ChangeKind kind) { return change_names[static_cast<std::size_t>(kind)]; }

}  // namespace emplooi::matching

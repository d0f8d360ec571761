#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "matching/solver/plan.h"

namespace emplooi::matching::files {

/// The part of VROOM's input that a town knows: vehicles with one time window, skills, max_tasks and max_travel_time; jobs with
/// service time, skills, time windows and priority; matrices of durations by profile. Ticks are seconds.
struct Vroom {
  Problem problem;
  std::vector<std::int64_t> vehicles, jobs;
};

/// Throws BadFile, also for what VROOM has and this has not (shipments, capacities, breaks, setup, speed factors,
/// coordinates without a matrix): a plan that passes over a condition is no plan.
Vroom read_vroom(std::string_view json);

/// VROOM's output: summary, unassigned, routes with steps.
std::string write_vroom(const Vroom&, const Plan&);

}  // namespace emplooi::matching::files

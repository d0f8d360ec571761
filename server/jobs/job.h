#pragma once

#include <optional>
#include <string>
#include <tuple>

#include "base/id.h"
#include "base/time.h"

namespace emplooi::jobs {

/// A piece of help that a resident asked for.
struct Job {
  JobId id;
  ProgrammeId programme;
  ServiceId service;
  ResidentId resident;
  HouseholdId household;
  /// As JobState in jobs.proto, in lower case.
  std::string state;
  /// As asked for.
  int minutes = 0;
  /// What one voucher is worth.
  int voucher_minutes = 0;
  std::optional<ParticipantId> participant;
  std::optional<Time> starts_at;
  std::optional<Time> ends_at;
  /// From here: once the hours are registered.
  std::optional<int> done_minutes;
  std::optional<ProviderId> provider;
  std::string service_domain;
  std::optional<std::string> track_kind;

  using Columns = std::tuple<JobId, ProgrammeId, ServiceId, ResidentId, HouseholdId, std::string, int, int,
                             std::optional<ParticipantId>, std::optional<Time>, std::optional<Time>, std::optional<int>,
                             std::optional<ProviderId>, std::string, std::optional<std::string>>;

  /// Vouchers for so many minutes: each one that is begun counts.
  int vouchers_for(int worked_minutes) const { return (worked_minutes + voucher_minutes - 1) / voucher_minutes; }
};

}  // namespace emplooi::jobs

#pragma once

#include "jobs/jobs.h"

namespace emplooi::jobs {

/// A job as the people it concerns see it.
struct JobDetails {
  JobId id;
  ProgrammeId programme;
  ServiceId service;
  ResidentId resident;
  std::optional<ParticipantId> participant;
  std::string state;
  int minutes;
  std::optional<std::string> wished_on;
  std::string note;
  std::optional<std::int64_t> starts_at_us;
  std::optional<int> done_minutes;
  std::optional<std::int64_t> approves_itself_at_us;
  std::optional<Time> approved_at;
  std::string reason;
  std::string priority;
  bool locked;
  std::optional<Uuid> visit;
  std::optional<Uuid> series;

  using Columns = std::tuple<JobId, ProgrammeId, ServiceId, ResidentId, std::optional<ParticipantId>, std::string, int,
                             std::optional<std::string>, std::string, std::optional<std::int64_t>, std::optional<int>,
                             std::optional<std::int64_t>, std::optional<Time>, std::string, std::string, bool,
                             std::optional<Uuid>, std::optional<Uuid>>;

  /// Reads the books to say whether the job is settled.
  void write(Transaction& tx, v1::Job& job) const;
};

}  // namespace emplooi::jobs

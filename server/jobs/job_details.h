#pragma once

#include "jobs/jobs.h"

namespace emplooi::jobs {

/// A job with the names of those whom it concerns: for the answers of reads, and nowhere else.
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
  std::optional<Time> starts_at;
  std::optional<Time> ends_at;
  std::optional<int> done_minutes;
  std::optional<Time> approves_itself_at;
  std::optional<Time> approved_at;
  std::string reason;
  std::string resident_name;
  std::string postcode;
  std::string house_number;
  std::optional<std::string> participant_name;
  std::optional<Date> sick_from;
  std::optional<Date> sick_until;

  using Columns =
      std::tuple<JobId, ProgrammeId, ServiceId, ResidentId, std::optional<ParticipantId>, std::string, int,
                 std::optional<std::string>, std::string, std::optional<Time>, std::optional<Time>, std::optional<int>,
                 std::optional<Time>, std::optional<Time>, std::string, std::string, std::string, std::string,
                 std::optional<std::string>, std::optional<Date>, std::optional<Date>>;

  /// What of it the actor may see: jobs.proto says which names and words are whose. Reads the books to say whether the job is
  /// settled.
  void write(Transaction& tx, const Actor& actor, v1::Job& job) const;

 private:
  void write_times(Transaction& tx, v1::Job& job) const;
  void write_people(const Actor& actor, v1::Job& job) const;
  /// The participant has reported sick for the day of a visit that is to come.
  bool is_hit_by_sickness() const;
};

/// A job that is there.
JobDetails details_of(Transaction& tx, JobId id);

}  // namespace emplooi::jobs

#include <thread>

#include "jobs/job_details.h"
#include "jobs/life.h"
#include "organisations/organisations.h"

namespace emplooi::jobs {

namespace {

/// A reader that hears nothing for longer may take the line for dead.
constexpr auto longest_silence = std::chrono::seconds(20);
/// What changes within it travels together: each message stands in the log of accesses.
constexpr auto between_messages = std::chrono::milliseconds(100);

/// The jobs of the programme among those that have changed.
v1::WatchJobsResponse jobs_in(Stream<v1::WatchJobsResponse>& stream, const Actor& actor, ProgrammeId programme,
                              const std::vector<Uuid>& changed) {
  v1::WatchJobsResponse response;
  stream.read([&](Transaction& tx) {
    for (const auto& id : changed) {
      const auto job = details_of(tx, JobId(id));
      if (job.programme == programme) job.write(tx, actor, *response.add_jobs());
    }
  });
  return response;
}

}  // namespace

Outcome<void> watch_jobs(Stream<v1::WatchJobsResponse>& stream, const Actor& actor,
                         const v1::WatchJobsRequest& request) {
  const auto programme = ProgrammeId::of(request.programme_id());
  std::optional<Refused> refused;
  stream.read([&](Transaction& tx) {
    if (auto found = organisations::programme(tx, programme); !found) refused = found.error();
  });
  if (refused) return *refused;
  const auto watch = stream.watch(job_kind);
  v1::WatchJobsResponse response;
  response.set_read_again(true);
  while (stream.send(response)) {
    std::this_thread::sleep_for(between_messages);
    const auto news = watch->wait(stream.over(), longest_silence);
    if (stream.is_over()) break;
    response = jobs_in(stream, actor, programme, news.ids);
    response.set_read_again(news.is_everything);
  }
  return {};
}

}  // namespace emplooi::jobs

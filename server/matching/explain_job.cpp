#include "base/words.h"
#include "jobs/life.h"
#include "matching/matching.h"
#include "matching/matching.sql.h"
#include "matching/travel.h"
#include "matching/words.h"

namespace emplooi::matching {

namespace {

struct WayRow {
  std::string from;
  std::string to;
  std::string travel_mode;
  using Columns = std::tuple<std::string, std::string, std::string>;
};

void add_way(Transaction& tx, const jobs::Job& job, v1::ExplainJobResponse& response) {
  const auto row = tx.one<WayRow>(sql::way_to_job, job.id).value();
  Travel travel;
  const Place from = travel.add(row.from), to = travel.add(row.to);
  if (from == nowhere || to == nowhere) return;
  const bool by_bike = row.travel_mode == "bike";
  const auto modes = travel.modes();
  const Ticks takes = modes[by_bike ? Travel::bike : Travel::foot].matrix[from * 2 + to];
  response.set_travel_minutes(static_cast<int>(takes / minute));
  response.set_travel_mode(by_bike ? participants::v1::TRAVEL_MODE_BIKE : participants::v1::TRAVEL_MODE_FOOT);
}

}  // namespace

Outcome<v1::ExplainJobResponse> explain_job(Transaction& tx, const Actor& actor, const v1::ExplainJobRequest& request) {
  const auto job = TRY(jobs::job_for(tx, actor, JobId::of(request.job_id())));
  std::vector<v1::Fact> facts;
  for (const auto& [kind, value] : tx.all<std::string, std::int64_t>(sql::facts_of_job, job.id)) {
    auto& fact = facts.emplace_back();
    fact.set_kind(from_word<v1::FactKind>(kind));
    fact.set_value(value);
  }
  v1::ExplainJobResponse response;
  if (actor.role == ROLE_PARTICIPANT && (job.state == "planned" || job.state == "accepted")) add_way(tx, job, response);
  if (facts.empty()) return response;
  *response.mutable_words() = actor.role == ROLE_RESIDENT      ? to_resident(facts)
                              : actor.role == ROLE_PARTICIPANT ? to_participant(facts)
                                                               : to_coordinator(facts, "");
  return response;
}

}  // namespace emplooi::matching

#include "base/words.h"
#include "jobs/life.h"
#include "matching/matching.h"
#include "matching/matching.sql.h"
#include "matching/words.h"

namespace emplooi::matching {

Outcome<v1::ExplainJobResponse> explain_job(Transaction& tx, const Actor& actor, const v1::ExplainJobRequest& request) {
  const auto job = TRY(jobs::job_for(tx, actor, JobId::of(request.job_id())));
  std::vector<v1::Fact> facts;
  for (const auto& [kind, value] : tx.all<std::string, std::int64_t>(sql::facts_of_job, job.id)) {
    auto& fact = facts.emplace_back();
    fact.set_kind(from_word<v1::FactKind>(kind));
    fact.set_value(value);
  }
  v1::ExplainJobResponse response;
  if (facts.empty()) return response;
  *response.mutable_words() = actor.role == ROLE_RESIDENT      ? to_resident(facts)
                              : actor.role == ROLE_PARTICIPANT ? to_participant(facts)
                                                               : to_coordinator(facts, "");
  return response;
}

}  // namespace emplooi::matching

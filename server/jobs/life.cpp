#include "jobs/life.h"

#include "base/check.h"
#include "jobs/jobs.sql.h"

namespace emplooi::jobs {

Outcome<Job> job_for(Transaction& tx, const Actor& actor, JobId id) {
  auto job = tx.one<Job>(sql::job, id);
  if (!job) return refuse(REFUSAL_JOB_NOT_FOUND);
  const auto only = actor.only();
  const bool is_own = !only || *only == job->resident || (job->participant && *only == *job->participant);
  if (!is_own) return refuse(REFUSAL_JOB_NOT_FOUND);
  return *std::move(job);
}

vouchers::JobFacts facts_of(const Job& job) {
  return {job.id,        job.programme, job.household, job.provider.value_or(ProviderId()), job.service_domain,
          job.track_kind};
}

void move_on(Transaction& tx, const Job& job, std::string_view state, std::string_view reason) {
  ensure(change(tx, sql::move_on, job.id, job.state, state, reason) == 1,
         "a job moves on from the state it was read in");
}

void end_without_work(Transaction& tx, const Job& job, std::string_view state, std::string_view reason) {
  move_on(tx, job, state, reason);
  vouchers::release_beyond(tx, job.id, 0);
}

int reopen(Transaction& tx, const Job& job, std::string_view reason) {
  const int reserved = vouchers::count_reserved(tx, job.id);
  ensure(change(tx, sql::reopen, job.id, job.state, reason) == 1,
         "a job is opened again from the state it was read in");
  vouchers::release_beyond(tx, job.id, 0);
  return reserved;
}

Outcome<int> set_aside(Transaction& tx, const Job& job, int minutes) {
  const int needed = job.vouchers_for(minutes);
  const int reserved = vouchers::count_reserved(tx, job.id);
  if (reserved < needed) TRY(vouchers::reserve_oldest(tx, facts_of(job), needed - reserved, tx.today()));
  if (reserved > needed) vouchers::release_beyond(tx, job.id, needed);
  return needed;
}

Outcome<int> approve(Transaction& tx, const Job& job, std::string_view by) {
  const int redeemed = TRY(vouchers::redeem_reserved(tx, facts_of(job)));
  mark_approved(tx, job, by);
  return redeemed;
}

void mark_approved(Transaction& tx, const Job& job, std::string_view by) {
  ensure(change(tx, sql::approve, job.id, job.state, tx.now(), by) == 1,
         "a job is approved from the state it was read in");
}

std::string_view approver_of(const Actor& actor) { return actor.role == ROLE_RESIDENT ? "resident" : "coordinator"; }

Refused refusal_unless_done(const Job& job) {
  return refuse(job.state == "approved" ? REFUSAL_JOB_ALREADY_APPROVED : REFUSAL_JOB_NOT_DONE);
}

}  // namespace emplooi::jobs

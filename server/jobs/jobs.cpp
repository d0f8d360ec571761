#include "jobs/jobs.h"

#include "jobs/jobs.sql.h"

namespace emplooi::jobs {

namespace {

constexpr store::Invariant all_invariants[] = {
    {"an approved job has redeemed the vouchers that its minutes need", &sql::approved_with_other_vouchers},
    {"nobody is planned in two places at once", &sql::booked_twice},
    {"vouchers are set aside or redeemed for jobs that are under way or approved", &sql::voucher_of_ended_job},
};

}  // namespace

void offer(Operations& operations) {
  operations.add(request_job);
  operations.add(plan_job);
  operations.add(reopen_job);
  operations.add(respond_to_job);
  operations.add(lock_job);
  operations.add(set_pair_refused);
  operations.add(start_job);
  operations.add(register_hours);
  operations.add(approve_job);
  operations.add(dispute_job);
  operations.add(resolve_dispute);
  operations.add(undo_approval);
  operations.add(cancel_job);
  operations.add(mark_unfilled);
  operations.add(record_no_show);
  operations.add(report_sick);
  operations.add(report_recovered);
  operations.add(approve_due_jobs);
  operations.add(remind_of_approval);
  operations.add(get_job);
  operations.add(list_jobs);
  operations.add(get_next_visit);
  operations.add_stream(watch_jobs);
  operations.add(get_portfolio);
  operations.add(print_portfolio);
  operations.add(reserve_voucher);
  operations.add(redeem_voucher);
}

std::span<const store::Invariant> invariants() { return all_invariants; }
std::span<const store::Statement* const> statements() { return sql::all; }

}  // namespace emplooi::jobs

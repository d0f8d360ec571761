#include "privacy/retention.h"

#include <algorithm>

#include "identity/identity.h"
#include "jobs/jobs.h"
#include "participants/participants.h"
#include "privacy/privacy.sql.h"
#include "residents/residents.h"

namespace emplooi::privacy {

namespace {

/// Ids are UUIDv7: they begin with the milliseconds of their birth.
Time time_of(const Uuid& id) {
  std::int64_t milliseconds = 0;
  for (int i = 0; i < 6; ++i) milliseconds = milliseconds << 8 | id.bytes[i];
  return time_from_us(milliseconds * 1000);
}

Uuid first_id_at(Time time) {
  const auto milliseconds = static_cast<std::uint64_t>(to_us(time) / 1000);
  Uuid id;
  for (int i = 0; i < 6; ++i) id.bytes[i] = static_cast<std::uint8_t>(milliseconds >> (40 - 8 * i));
  return id;
}

Date last_served_on(Transaction& tx, const PersonRef& person) {
  if (person.kind == "participant") return tx.one<Date>(sql::flowed_out_on, person.id).value();
  auto last = time_of(person.id);
  if (const auto job = tx.one<Uuid>(sql::last_job, person.id)) last = std::max(last, time_of(*job));
  if (const auto voucher = tx.one<Uuid>(sql::last_voucher, person.id)) last = std::max(last, time_of(*voucher));
  return local_date(last);
}

/// Takes the names away, wherever they stand; returns how many salts of the journal went with them.
std::int64_t take_names_away(Transaction& tx, const PersonRef& person) {
  auto salts = tx.run(sql::erase_salts, person.id);
  if (person.kind == "resident") {
    const ResidentId id(person.id);
    salts += tx.run(sql::erase_salts_of_jobs, id);
    if (const auto home = residents::erase(tx, id)) salts += tx.run(sql::erase_salts, *home);
    jobs::forget_notes(tx, id);
  } else {
    participants::erase(tx, ParticipantId(person.id));
  }
  identity::erase_accounts(tx, person.id);
  tx.run(sql::drop_number, person.id);
  return salts;
}

}  // namespace

int months_kept(Transaction& tx, const std::string& kind) {
  const int usual = kind == "resident" ? 180 : 120;
  return tx.one<int>(sql::term_on, kind, tx.today()).value_or(usual);
}

Outcome<Term> term_of(Transaction& tx, const PersonRef& person) {
  if (tx.one<std::int64_t>(sql::served, person.id)) return refuse(REFUSAL_PERSON_STILL_SERVED);
  const int months = months_kept(tx, person.kind);
  return Term{months, add_months(last_served_on(tx, person), months)};
}

std::vector<PersonRef> due_for_erasure(Transaction& tx, const std::string& kind, int limit) {
  const auto day = add_months(tx.today(), -months_kept(tx, kind));
  const auto ids = kind == "resident" ? tx.all<Uuid>(sql::residents_to_erase, first_id_at(start_of_day(day)), limit)
                                      : tx.all<Uuid>(sql::participants_to_erase, day, limit);
  std::vector<PersonRef> due;
  for (const auto& id : ids) due.push_back({kind, id});
  return due;
}

Outcome<Uuid> erase(Transaction& tx, const PersonRef& person) {
  if (tx.one<Uuid>(sql::erasure_of, person.id)) return refuse(REFUSAL_PERSON_ERASED);
  const auto term = TRY(term_of(tx, person));
  if (term.ends_on > tx.today()) {
    auto refused = refuse(REFUSAL_RETENTION_NOT_OVER);
    refused.facts["ends_on"] = to_string(term.ends_on);
    return refused;
  }
  const auto salts = take_names_away(tx, person);
  const auto id = tx.new_id<Uuid>();
  tx.run(sql::add_erasure, id, person.kind, person.id, tx.now(), term.months, term.ends_on, salts);
  tx.scrub_after_commit();
  return id;
}

}  // namespace emplooi::privacy

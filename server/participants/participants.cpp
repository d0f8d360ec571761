#include "participants/participants.h"

#include "participants/availability.h"
#include "participants/invitations.h"
#include "participants/participants.sql.h"

namespace emplooi::participants {

Outcome<Participant> participant(Transaction& tx, ParticipantId id) {
  const auto found = tx.one<Participant>(sql::participant, id);
  if (!found) return refuse(REFUSAL_PARTICIPANT_NOT_FOUND);
  return *found;
}

Outcome<Participant> active_participant(Transaction& tx, ParticipantId id) {
  const auto found = TRY(participant(tx, id));
  if (!found.active) return refuse(REFUSAL_PARTICIPANT_NOT_ACTIVE);
  return found;
}

std::optional<RunningTrack> running_track(Transaction& tx, ParticipantId id) {
  return tx.one<RunningTrack>(sql::running_track, id);
}

bool is_fit_for(Transaction& tx, ParticipantId id, const catalogue::Service& service) {
  return service.is_low_risk || tx.one<bool>(sql::last_fitness, id, service.id).value_or(false);
}

bool is_kin(Transaction& tx, HouseholdId household, ParticipantId id) {
  return tx.one<ParticipantId>(sql::relation_to_household, id, household).has_value();
}

std::optional<Sickness> sickness_of(Transaction& tx, ParticipantId id) {
  return tx.one<Sickness>(sql::sickness, id, tx.today());
}

bool is_sick_on(Transaction& tx, ParticipantId id, Date day) {
  const auto sickness = sickness_of(tx, id);
  return sickness && day >= sickness->from && (!sickness->until || day <= *sickness->until);
}

void set_sickness(Transaction& tx, ParticipantId id, const std::optional<Sickness>& sickness) {
  std::optional<Date> from, until;
  if (sickness) {
    from = sickness->from;
    until = sickness->until;
  }
  ensure(tx.run(sql::set_sickness, id, from, until) == 1, "only a participant who is there is sick or well");
}

void offer(Operations& operations) {
  operations.add(register_participant);
  operations.add(start_track);
  operations.add(reach_milestone);
  operations.add(record_ladder_step);
  operations.add(record_outflow);
  operations.add(assess_fitness);
  operations.add(record_certificate);
  operations.add(record_kinship);
  operations.add(get_participant);
  operations.add(list_participants);
  offer_invitations(operations);
  offer_availability(operations);
}

std::span<const store::Statement* const> statements() { return sql::all; }

}  // namespace emplooi::participants

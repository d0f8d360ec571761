#pragma once

#include <optional>
#include <span>

#include "catalogue/service.h"
#include "emplooi/participants/v1/participants.pb.h"
#include "identity/operations.h"
#include "participants/participant.h"
#include "store/invariant.h"

namespace emplooi::participants {

// For the other domains.

/// Those who have left too. Refuses: participant_not_found.
Outcome<Participant> participant(Transaction&, ParticipantId);
/// Refuses: participant_not_found, participant_not_active.
Outcome<Participant> active_participant(Transaction&, ParticipantId);
std::optional<RunningTrack> running_track(Transaction&, ParticipantId);
/// Services with a low risk of harm are open to all; the others to those whose last assessment for it says fit
/// (seed 1, §2.2: never assumed).
bool is_fit_for(Transaction&, ParticipantId, const catalogue::Service&);
/// Whether somebody of the household is kin to the second degree, or the participant lives there.
bool is_kin(Transaction&, HouseholdId, ParticipantId);

/// The days on which a participant is sick: from the first to the last, if that is known. What it is, is kept nowhere.
struct Sickness {
  Date from;
  std::optional<Date> until;

  using Columns = std::tuple<Date, std::optional<Date>>;
};

/// What was reported and is not over.
std::optional<Sickness> sickness_of(Transaction&, ParticipantId);
bool is_sick_on(Transaction&, ParticipantId, Date);
/// Replaces what was reported before; nothing: the participant is well.
void set_sickness(Transaction&, ParticipantId, const std::optional<Sickness>&);

/// Replaces what is not empty.
void correct(Transaction&, ParticipantId, const std::string& name, const std::string& born_on);
/// Takes away all that names the participant; tracks, steps and outflow stay, for the figures.
void erase(Transaction&, ParticipantId);

// The operations. Coaches reach those whom they guide: for others they are refused with actor_not_allowed.

/// Refuses: provider_not_found, household_not_found, actor_not_found (the coach), case_manager_not_found,
/// field_out_of_bounds (born in the future).
Outcome<v1::RegisterParticipantResponse> register_participant(Transaction&, const Actor&,
                                                              const v1::RegisterParticipantRequest&);
/// Refuses: participant_not_found, participant_not_active, track_already_running, and what funding::begin_track
/// refuses for a track that was bought.
Outcome<v1::StartTrackResponse> start_track(Transaction&, const Actor&, const v1::StartTrackRequest&);
/// Refuses: track_not_found, actor_not_allowed, field_out_of_bounds (neither HALFWAY nor END),
/// milestone_already_reached, track_not_running (an outflow ended it), milestone_out_of_order.
Outcome<v1::ReachMilestoneResponse> reach_milestone(Transaction&, const Actor&, const v1::ReachMilestoneRequest&);
/// Refuses: participant_not_found, actor_not_allowed, participant_not_active, actor_not_found (the assessor),
/// field_out_of_bounds (in the future).
Outcome<v1::RecordLadderStepResponse> record_ladder_step(Transaction&, const Actor&,
                                                         const v1::RecordLadderStepRequest&);
/// Refuses: participant_not_found, outflow_already_recorded, field_out_of_bounds (in the future, or before the track
/// started).
Outcome<v1::RecordOutflowResponse> record_outflow(Transaction&, const Actor&, const v1::RecordOutflowRequest&);
/// Refuses: participant_not_found, actor_not_allowed, participant_not_active, service_not_found, field_out_of_bounds
/// (in the future).
Outcome<v1::AssessFitnessResponse> assess_fitness(Transaction&, const Actor&, const v1::AssessFitnessRequest&);
/// Refuses: participant_not_found, actor_not_allowed, participant_not_active, field_missing (a course module without a
/// title), field_out_of_bounds (expired already).
Outcome<v1::RecordCertificateResponse> record_certificate(Transaction&, const Actor&,
                                                          const v1::RecordCertificateRequest&);
/// Recording it again corrects the degree. Refuses: participant_not_found, resident_not_found.
Outcome<v1::RecordKinshipResponse> record_kinship(Transaction&, const Actor&, const v1::RecordKinshipRequest&);
/// Refuses: actor_not_allowed, participant_not_found.
Outcome<v1::GetParticipantResponse> get_participant(Transaction&, const Actor&, const v1::GetParticipantRequest&);
/// Refuses: page_token_invalid.
Outcome<v1::ListParticipantsResponse> list_participants(Transaction&, const Actor&, const v1::ListParticipantsRequest&);

void offer(Operations& operations);
std::span<const store::Invariant> invariants();
std::span<const store::Statement* const> statements();

}  // namespace emplooi::participants

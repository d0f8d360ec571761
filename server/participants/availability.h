#pragma once

#include "emplooi/participants/v1/availability.pb.h"
#include "identity/operations.h"

namespace emplooi::participants {

// When participants can help, what they can and want, and what their track asks for. Participants reach themselves,
// coaches those whom they guide: for others they are refused with actor_not_allowed.

/// Refuses: participant_not_found, actor_not_allowed, participant_not_active, hours_overlap.
Outcome<v1::SetWeekPatternResponse> set_week_pattern(Transaction&, const Actor&, const v1::SetWeekPatternRequest&);
/// Setting the same days again replaces what stood there. Refuses: as set_week_pattern, and period_is_empty,
/// field_out_of_bounds (more than 93 days, or hours for days as usual).
Outcome<v1::SetDaysResponse> set_days(Transaction&, const Actor&, const v1::SetDaysRequest&);
/// Refuses: participant_not_found, actor_not_allowed, participant_not_active, service_not_found, field_missing (a buddy for
/// GUIDANCE_BUDDY), field_out_of_bounds (a buddy without it, or themselves; a postcode that is not Dutch; something twice).
Outcome<v1::SetProfileResponse> set_profile(Transaction&, const Actor&, const v1::SetProfileRequest&);
/// Refuses: participant_not_found, participant_not_active, period_is_empty, exemption_not_grounded (informal care of fewer
/// than 20 hours a week or without care indication: mission §5).
Outcome<v1::RecordExemptionResponse> record_exemption(Transaction&, const Actor&, const v1::RecordExemptionRequest&);
/// Refuses: actor_not_found (no coach has this id).
Outcome<v1::SetGuidanceCapacityResponse> set_guidance_capacity(Transaction&, const Actor&,
                                                               const v1::SetGuidanceCapacityRequest&);
/// Refuses: track_not_found, actor_not_allowed, track_not_running, service_not_found, field_missing (a goal without
/// services, a module without a title), field_out_of_bounds (a service twice; more services than are named; services of
/// WORK_ALONE).
Outcome<v1::SetTrackGoalsResponse> set_track_goals(Transaction&, const Actor&, const v1::SetTrackGoalsRequest&);

/// What stands in a participant's file, from today on.
v1::Availability availability_of(Transaction&, ParticipantId);
/// Takes it all away but the goals of tracks, which say nothing without a name.
void erase_availability(Transaction&, ParticipantId);

void offer_availability(Operations& operations);

}  // namespace emplooi::participants

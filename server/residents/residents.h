#pragma once

#include <span>
#include <vector>

#include "emplooi/residents/v1/residents.pb.h"
#include "identity/operations.h"
#include "residents/resident.h"
#include "store/invariant.h"

namespace emplooi::residents {

// For the other domains.

/// The dead too. Refuses: resident_not_found.
Outcome<Resident> resident(Transaction&, ResidentId);
/// Refuses: resident_not_found, resident_deceased.
Outcome<Resident> living_resident(Transaction&, ResidentId);
/// Refuses: household_not_found.
Outcome<Household> household(Transaction&, HouseholdId);
/// Whether the reduced tariff is for them: low income, or tenant of one of the programme's complexes (seed 1, §4.2).
bool in_target_group(Transaction&, ProgrammeId, const Resident&);
/// The residents themselves, and those who reach the whole municipality.
/// Refuses: actor_not_allowed, whether or not there is such a resident.
Outcome<void> may_act_for(const Actor&, ResidentId);

/// Households with a living member in the target group, narrowed to the audience: at most `limit` of them (1 to 1,000),
/// by id, after `after` (nil for the first page). Fewer than `limit` means that there are no more.
std::vector<HouseholdId> target_households(Transaction&, const Audience&, HouseholdId after, int limit);
/// How many there are in all; reads every one of them.
std::int64_t count_target_households(Transaction&, const Audience&);

/// Replaces what is not empty. Refuses: field_out_of_bounds (a name without letters).
Outcome<void> correct(Transaction&, ResidentId, const std::string& name, const std::string& born_on,
                      const std::string& phone);
/// Takes away all that names the resident; whoever is erased is treated as one who has died. Returns the household if
/// its address went too, because nobody who is known lives there any more.
std::optional<HouseholdId> erase(Transaction&, ResidentId);

// The operations.

/// Refuses: neighbourhood_not_found, complex_not_found (or it lies in another neighbourhood), field_out_of_bounds (the
/// postcode is not Dutch).
Outcome<v1::RegisterHouseholdResponse> register_household(Transaction&, const Actor&,
                                                          const v1::RegisterHouseholdRequest&);
/// Refuses: household_not_found, field_out_of_bounds (born in the future).
Outcome<v1::RegisterResidentResponse> register_resident(Transaction&, const Actor&, const v1::RegisterResidentRequest&);
/// Refuses: resident_not_found, resident_deceased.
Outcome<v1::SetLowIncomeResponse> set_low_income(Transaction&, const Actor&, const v1::SetLowIncomeRequest&);
/// Refuses: actor_not_allowed (another resident), resident_not_found, resident_deceased, hours_overlap,
/// field_out_of_bounds (something twice).
Outcome<v1::SetPreferencesResponse> set_preferences(Transaction&, const Actor&, const v1::SetPreferencesRequest&);
/// Refuses: household_not_found, and as register_household.
Outcome<v1::MoveHouseholdResponse> move_household(Transaction&, const Actor&, const v1::MoveHouseholdRequest&);
/// Refuses: resident_not_found, resident_deceased (recorded already), field_out_of_bounds (in the future, or before
/// the birth).
Outcome<v1::RecordDeathResponse> record_death(Transaction&, const Actor&, const v1::RecordDeathRequest&);
/// Refuses: actor_not_allowed (another resident), resident_not_found.
Outcome<v1::GetResidentResponse> get_resident(Transaction&, const Actor&, const v1::GetResidentRequest&);
/// Refuses: field_missing (neither a name nor a postcode), field_out_of_bounds (the postcode is not Dutch),
/// page_token_invalid.
Outcome<v1::SearchResidentsResponse> search_residents(Transaction&, const Actor&, const v1::SearchResidentsRequest&);
/// Refuses: actor_not_allowed (another's household), household_not_found.
Outcome<v1::ListHouseholdResponse> list_household(Transaction&, const Actor&, const v1::ListHouseholdRequest&);

void offer(Operations& operations);
std::span<const store::Invariant> invariants();
std::span<const store::Statement* const> statements();

}  // namespace emplooi::residents

#include "organisations/organisations.h"
#include "participants/participants.h"
#include "participants/participants.sql.h"
#include "participants/reach.h"
#include "residents/residents.h"

namespace emplooi::participants {

namespace {

Outcome<void> check_guidance(Transaction& tx, const v1::RegisterParticipantRequest& request) {
  if (role_of_account(tx, request.coach_id()) != "coach") {
    return Refused{REFUSAL_ACTOR_NOT_FOUND, "no coach has this id", "coach_id"};
  }
  if (role_of_account(tx, request.case_manager_id()) != "case_manager") {
    return refuse(REFUSAL_CASE_MANAGER_NOT_FOUND);
  }
  return {};
}

Outcome<std::optional<HouseholdId>> household_of(Transaction& tx, const std::string& id) {
  std::optional<HouseholdId> none;
  if (id.empty()) return none;
  return std::optional(TRY(residents::household(tx, HouseholdId::of(id))).id);
}

}  // namespace

Outcome<v1::RegisterParticipantResponse> register_participant(Transaction& tx, const Actor&,
                                                              const v1::RegisterParticipantRequest& request) {
  TRY(check_not_to_come(tx, request.born_on(), "born_on"));
  const auto provider = TRY(organisations::provider(tx, ProviderId::of(request.provider_id())));
  const auto household = TRY(household_of(tx, request.household_id()));
  TRY(check_guidance(tx, request));
  std::optional<std::string> born_on;
  if (!request.born_on().empty()) born_on = request.born_on();
  const auto id = tx.new_id<ParticipantId>();
  tx.run(sql::add_participant, id, request.name(), born_on, household, provider.id, ActorId::of(request.coach_id()),
         ActorId::of(request.case_manager_id()), request.weekly_hours());
  v1::RegisterParticipantResponse response;
  response.set_participant_id(to_string(id));
  return response;
}

}  // namespace emplooi::participants

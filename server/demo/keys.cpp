#include "demo/keys.h"

#include "identity/identity.h"
#include "participants/invitations.h"
#include "participants/participants.h"
#include "residents/cards.h"
#include "residents/residents.h"

namespace emplooi::demo {

namespace {

Keys::Key card_for(Stage& stage, ResidentId resident) {
  const auto& coordinator = stage.actor("coordinator");
  residents::v1::GetResidentRequest who;
  who.set_resident_id(to_string(resident));
  residents::v1::IssueCardRequest card;
  card.set_resident_id(to_string(resident));
  card.set_pin(pin);
  return {stage.must(residents::get_resident, coordinator, who).resident().name(),
          stage.must(residents::issue_card, coordinator, card).code()};
}

Keys::Key phone_for(Stage& stage, ParticipantId participant) {
  const auto& coach = stage.actor("coach");
  participants::v1::GetParticipantRequest who;
  who.set_participant_id(to_string(participant));
  participants::v1::InviteParticipantRequest invitation;
  invitation.set_participant_id(to_string(participant));
  return {stage.must(participants::get_participant, coach, who).participant().name(),
          stage.must(participants::invite_participant, coach, invitation).code()};
}

Keys::Key kiosk_at(Stage& stage, const std::string& name) {
  identity::v1::InviteKioskRequest invitation;
  invitation.set_name(name);
  return {name, stage.must(identity::invite_kiosk, stage.actor("coordinator"), invitation).code()};
}

}  // namespace

Keys hand_out_keys(Stage& stage, const std::vector<ResidentId>& residents,
                   const std::vector<ParticipantId>& participants) {
  auto settings = identity::settings();
  settings.kiosk_invitation = settings.phone_invitation = std::chrono::hours(24 * 365);
  identity::configure(settings);
  Keys keys;
  for (const auto& resident : residents) keys.cards.push_back(card_for(stage, resident));
  for (const auto& participant : participants) keys.phones.push_back(phone_for(stage, participant));
  for (const char* name : {"De Eik, hal (demo)", "De Beuk, hal (demo)"}) keys.kiosks.push_back(kiosk_at(stage, name));
  return keys;
}

void print_keys(const Keys& keys, std::ostream& out) {
  const auto print = [&](const std::string& title, const std::vector<Keys::Key>& lines) {
    out << '\n' << title << ":\n";
    for (const auto& [name, code] : lines) out << "  " << code << "  " << name << '\n';
  };
  print("Kiosks of tilburg wait to be enrolled with these codes, and for the coordinator's approval", keys.kiosks);
  print(std::string("Cards for the kiosk (PIN ") + pin + ")", keys.cards);
  print("Phones of participants are enrolled in tilburg with these codes", keys.phones);
}

}  // namespace emplooi::demo

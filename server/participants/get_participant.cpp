#include "base/words.h"
#include "participants/availability.h"
#include "participants/participants.h"
#include "participants/participants.sql.h"
#include "participants/person.h"
#include "participants/reach.h"
#include "participants/track.h"

namespace emplooi::participants {

namespace {

constexpr int longest_list = 100;

v1::Outflow outflow_of(const Person& person) {
  v1::Outflow message;
  message.set_kind(from_word<v1::OutflowKind>(*person.outflow));
  message.set_flowed_out_on(to_string(*person.flowed_out_on));
  if (person.outflow_track) message.set_track_id(to_string(*person.outflow_track));
  return message;
}

void add_growth(Transaction& tx, ParticipantId id, v1::GetParticipantResponse& response) {
  for (const auto& [step, assessed_on, assessor] : tx.all<int, Date, ActorId>(sql::ladder_steps, id)) {
    auto& added = *response.add_ladder_steps();
    added.set_step(step);
    added.set_assessed_on(to_string(assessed_on));
    added.set_assessor_id(to_string(assessor));
  }
  for (const auto& [service, fit, assessed_on, assessor] : tx.all<ServiceId, bool, Date, ActorId>(sql::fitness, id)) {
    auto& added = *response.add_fitness();
    added.set_service_id(to_string(service));
    added.set_fit(fit);
    added.set_assessed_on(to_string(assessed_on));
    added.set_assessor_id(to_string(assessor));
  }
}

void add_certificates(Transaction& tx, ParticipantId id, v1::GetParticipantResponse& response) {
  const auto rows = tx.all<CertificateId, std::string, std::string, std::optional<Date>>(sql::certificates, id);
  for (const auto& [certificate, kind, title, expires_on] : rows) {
    auto& added = *response.add_certificates();
    added.set_certificate_id(to_string(certificate));
    added.set_kind(from_word<v1::CertificateKind>(kind));
    added.set_title(title);
    if (expires_on) added.set_expires_on(to_string(*expires_on));
  }
}

}  // namespace

Outcome<v1::GetParticipantResponse> get_participant(Transaction& tx, const Actor& actor,
                                                    const v1::GetParticipantRequest& request) {
  const auto id = TRY(participant_in_reach(tx, actor, ParticipantId::of(request.participant_id()))).id;
  const auto person = tx.one<Person>(sql::person, id).value();
  v1::GetParticipantResponse response;
  *response.mutable_participant() = to_message(person, tx.today());
  for (const auto& track : tx.all<Track>(sql::tracks_newest_first, id, longest_list)) {
    *response.add_tracks() = to_message(track);
  }
  add_growth(tx, id, response);
  add_certificates(tx, id, response);
  *response.mutable_availability() = availability_of(tx, id);
  if (person.outflow) *response.mutable_outflow() = outflow_of(person);
  return response;
}

}  // namespace emplooi::participants

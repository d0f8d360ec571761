#include "base/words.h"
#include "participants/participants.h"
#include "participants/participants.sql.h"
#include "participants/reach.h"

namespace emplooi::participants {

Outcome<v1::RecordCertificateResponse> record_certificate(Transaction& tx, const Actor& actor,
                                                          const v1::RecordCertificateRequest& request) {
  if (request.kind() == v1::CERTIFICATE_KIND_COURSE_MODULE && request.title().empty()) {
    return Refused{REFUSAL_FIELD_MISSING, "a course module has a title", "title"};
  }
  std::optional<std::string> expires_on;
  if (!request.expires_on().empty()) expires_on = request.expires_on();
  if (expires_on && *expires_on < to_string(tx.today())) {
    return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "this certificate has expired", "expires_on"};
  }
  const auto participant = TRY(active_participant_in_reach(tx, actor, ParticipantId::of(request.participant_id())));
  const auto id = tx.new_id<CertificateId>();
  tx.run(sql::add_certificate, id, participant.id, word_of(request.kind()), request.title(), expires_on);
  v1::RecordCertificateResponse response;
  response.set_certificate_id(to_string(id));
  return response;
}

}  // namespace emplooi::participants

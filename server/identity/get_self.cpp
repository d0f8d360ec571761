#include "identity/identity.h"
#include "identity/identity.sql.h"

namespace emplooi::identity {

Outcome<v1::GetSelfResponse> get_self(Transaction& tx, const Actor& actor, const v1::GetSelfRequest&) {
  const auto self = tx.one<std::string, std::string, std::string, std::string>(sql::self, actor.id);
  if (!self) return refuse(REFUSAL_ACTOR_NOT_FOUND);
  const auto& [sign_in_name, slug, municipality_name, name] = *self;
  v1::GetSelfResponse response;
  response.set_actor_id(to_string(actor.id));
  if (!actor.session.is_nil()) response.set_session_id(to_string(actor.session));
  response.set_sign_in_name(sign_in_name + "@" + slug);
  response.set_name(name);
  response.set_role(actor.role);
  if (!actor.subject.is_nil()) response.set_subject_id(to_string(actor.subject));
  response.set_municipality_id(to_string(actor.municipality));
  response.set_municipality_name(municipality_name);
  response.set_must_set_second_factor(actor.lacks_second_factor);
  return response;
}

}  // namespace emplooi::identity

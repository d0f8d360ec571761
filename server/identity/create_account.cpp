#include "base/words.h"
#include "identity/account.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"

namespace emplooi::identity {

namespace {

Outcome<void> check_role(const v1::CreateAccountRequest& request) {
  if (request.role() == ROLE_SYSTEM) {
    return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "nobody signs in as the server itself", "role"};
  }
  if (needs_subject(request.role()) && request.subject_id().empty()) {
    return Refused{REFUSAL_FIELD_MISSING, "this role is, or works for, somebody", "subject_id"};
  }
  return {};
}

}  // namespace

Outcome<v1::CreateAccountResponse> create_account(Transaction& tx, const Actor&,
                                                  const v1::CreateAccountRequest& request) {
  TRY(check_role(request));
  const auto actor = tx.new_id<ActorId>();
  std::optional<Uuid> subject;
  if (!request.subject_id().empty()) subject = parse_uuid(request.subject_id());
  const auto added = tx.run(sql::add_account, actor, in_lower_case(request.sign_in_name()), request.password(),
                            word_of(request.role()), subject, request.name());
  if (added == 0) return refuse(REFUSAL_NAME_TAKEN);
  v1::CreateAccountResponse response;
  response.set_actor_id(to_string(actor));
  return response;
}

}  // namespace emplooi::identity

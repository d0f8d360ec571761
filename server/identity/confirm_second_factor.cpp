#include "identity/attempts.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"
#include "identity/second_factor.h"
#include "identity/session.h"

namespace emplooi::identity {

Outcome<v1::ConfirmSecondFactorResponse> confirm_second_factor(store::Store& store, const Actor& actor,
                                                               const v1::ConfirmSecondFactorRequest& request) {
  auto attempt = TRY(Try::begin(store, actor));
  const store::Command command{actor.municipality, CommandId(), actor.id,
                               "emplooi.identity.v1.SecurityService.ConfirmSecondFactor", to_string(actor.session)};
  v1::ConfirmSecondFactorResponse response;
  TRY(store.write_now(command, [&](Transaction& tx) -> Outcome<std::string> {
    response.Clear();
    const auto confirmed = confirm_secret(tx, actor.id, request.one_time_code());
    if (confirmed == SecondFactor::not_set) return refuse(REFUSAL_SECOND_FACTOR_NOT_SET);
    if (confirmed == SecondFactor::wrong) return refuse(REFUSAL_SIGN_IN_FAILED, "not a code of this authenticator now");
    for (auto& code : new_recovery_codes(tx, actor.id)) response.add_recovery_codes(std::move(code));
    tx.run(sql::revoke_sessions_except, actor.id, actor.session);
    tx.run(sql::mark_second_factor, actor.id, actor.session);
    if (auto token = change_token(tx, actor)) response.set_token(*std::move(token));
    return std::string();
  }));
  attempt.succeeded();
  return response;
}

}  // namespace emplooi::identity

#include "identity/keys.h"
#include "oidc/oidc.h"
#include "oidc/oidc.sql.h"
#include "oidc/provider.h"

namespace emplooi::oidc {

Outcome<v1::LinkAccountResponse> link_account(Transaction& tx, const Actor&, const v1::LinkAccountRequest& request) {
  const auto account = ActorId::of(request.actor_id());
  if (!tx.one<std::int64_t>(sql::has_open_account, account)) return refuse(REFUSAL_ACTOR_NOT_FOUND);
  const auto provider = provider_of(tx);
  if (!provider) return refuse(REFUSAL_IDENTITY_PROVIDER_NOT_FOUND);
  tx.run(sql::unlink_account, account);
  if (request.subject().empty()) return v1::LinkAccountResponse();
  const auto subject_hash = identity::keyed_hash(identity::Purpose::provider_subject, request.subject());
  if (tx.run(sql::link_account, account, provider->issuer, subject_hash) == 0) return refuse(REFUSAL_NAME_TAKEN);
  return v1::LinkAccountResponse();
}

}  // namespace emplooi::oidc

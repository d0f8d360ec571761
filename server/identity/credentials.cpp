#include "identity/credentials.h"

#include "base/words.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"

namespace emplooi::identity {

namespace {

void count_failure(Transaction& tx, ActorId actor) {
  tx.run(sql::count_failure, actor, tx.now(), settings().failures_to_lock, tx.now() + settings().lock);
}

}  // namespace

Outcome<void> prove(store::Store& store, const Proof& proof, const Admitted& admitted) {
  const auto credentials = proof.credentials.value_or(Credentials{ActorId(), hash_of_nobody()});
  const bool fits = is_hash_of(credentials.password_hash, std::string(proof.password));
  const store::Command command{proof.municipality, CommandId(), credentials.actor, proof.rpc, proof.content};
  bool is_admitted = false;
  TRY(store.write_now(command, [&](Transaction& tx) -> Outcome<std::string> {
    is_admitted = false;
    std::optional<std::string> role;
    if (fits) role = tx.one<std::string>(sql::admit, credentials.actor, credentials.password_hash, tx.now());
    if (role) {
      TRY(admitted(tx, from_word<Role>(*role)));
      is_admitted = true;
    } else {
      count_failure(tx, credentials.actor);
    }
    return std::string();
  }));
  if (!is_admitted) return refuse(REFUSAL_SIGN_IN_FAILED);
  return {};
}

}  // namespace emplooi::identity

#include "identity/credentials.h"

#include "base/words.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"
#include "identity/second_factor.h"
#include "identity/security_events.h"

namespace emplooi::identity {

namespace {

enum class Verdict { admitted, admitted_with_second_factor, refused, needs_second_factor };

/// Counts what was wrong, and says what it was.
SecurityEventKind count_failure(Transaction& tx, const Proof& proof, SecurityEventKind wrong) {
  const auto actor = proof.credentials ? proof.credentials->actor : ActorId();
  const auto locks =
      tx.one<bool>(sql::count_failure, actor, tx.now(), settings().failures_to_lock, tx.now() + settings().lock);
  if (!proof.credentials) return v1::SECURITY_EVENT_KIND_UNKNOWN_NAME;
  if (!locks) return v1::SECURITY_EVENT_KIND_ACCOUNT_SHUT;
  return *locks ? v1::SECURITY_EVENT_KIND_LOCKED : wrong;
}

/// The second factor of an account whose password is right.
SecondFactor second_factor_of(Transaction& tx, const Proof& proof) {
  if (!proof.one_time_code) return SecondFactor::not_set;
  return use_second_factor(tx, proof.credentials->actor, *proof.one_time_code);
}

Verdict judge(Transaction& tx, const Proof& proof, bool fits) {
  const auto actor = proof.credentials ? proof.credentials->actor : ActorId();
  const bool is_right =
      fits && tx.one<std::int64_t>(sql::is_open, actor, proof.credentials->password_hash, tx.now()).has_value();
  const auto factor = is_right ? second_factor_of(tx, proof) : SecondFactor::wrong;
  if (factor == SecondFactor::needed) return Verdict::needs_second_factor;
  if (factor == SecondFactor::recovered) {
    note_event(tx, v1::SECURITY_EVENT_KIND_RECOVERY_CODE_USED, actor, DeviceId());
  }
  if (factor == SecondFactor::not_set) return Verdict::admitted;
  if (factor != SecondFactor::wrong) return Verdict::admitted_with_second_factor;
  const auto wrong = is_right ? v1::SECURITY_EVENT_KIND_WRONG_ONE_TIME_CODE : v1::SECURITY_EVENT_KIND_WRONG_PASSWORD;
  note_event(tx, count_failure(tx, proof, wrong), actor, DeviceId());
  return Verdict::refused;
}

}  // namespace

Outcome<void> prove(store::Store& store, const Proof& proof, const Admitted& admitted) {
  const auto credentials = proof.credentials.value_or(Credentials{ActorId(), hash_of_nobody()});
  const bool fits = is_hash_of(credentials.password_hash, std::string(proof.password)) && proof.credentials;
  const store::Command command{proof.municipality, CommandId(), credentials.actor, proof.rpc, proof.content};
  auto verdict = Verdict::refused;
  TRY(store.write_now(command, [&](Transaction& tx) -> Outcome<std::string> {
    verdict = judge(tx, proof, fits);
    if (verdict == Verdict::refused || verdict == Verdict::needs_second_factor) return std::string();
    const auto role = tx.one<std::string>(sql::admit, credentials.actor, credentials.password_hash, tx.now());
    ensure(role.has_value(), "an open account lets its owner in");
    TRY(admitted(tx, {from_word<Role>(*role), verdict == Verdict::admitted_with_second_factor}));
    return std::string();
  }));
  if (verdict == Verdict::needs_second_factor) return refuse(REFUSAL_SECOND_FACTOR_NEEDED);
  if (verdict == Verdict::refused) return refuse(REFUSAL_SIGN_IN_FAILED);
  return {};
}

}  // namespace emplooi::identity

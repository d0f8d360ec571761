#include "identity/second_factor.h"

#include "identity/code.h"
#include "identity/identity.sql.h"
#include "identity/keys.h"
#include "identity/totp.h"

namespace emplooi::identity {

namespace {

constexpr int recovery_codes = 8;
constexpr std::size_t one_time_code_length = 6;

struct Secret {
  store::Bytes sealed;
  bool is_confirmed = false;
  std::int64_t last_step = 0;
  using Columns = std::tuple<store::Bytes, bool, std::int64_t>;
};

std::optional<Secret> secret_of(Transaction& tx, ActorId actor) { return tx.one<Secret>(sql::second_factor, actor); }

/// Whose secret it is goes into the seal: a row moved to another account opens nothing.
std::string seal_context(Transaction& tx, ActorId actor) { return to_string(tx.municipality()) + to_string(actor); }

bool use_code(Transaction& tx, ActorId actor, const Secret& secret, std::string_view code) {
  const auto plain = unseal(Purpose::second_factor, secret.sealed, seal_context(tx, actor));
  const auto step = plain ? step_of_code(*plain, code, tx.now()) : std::nullopt;
  return step && tx.run(sql::use_step, actor, *step) == 1;
}

store::Bytes recovery_hash(ActorId actor, std::string_view code) {
  return keyed_hash(Purpose::recovery_code, to_string(actor) + read_code(code));
}

}  // namespace

SecondFactor use_second_factor(Transaction& tx, ActorId actor, std::string_view code) {
  const auto secret = secret_of(tx, actor);
  if (!secret || !secret->is_confirmed) return SecondFactor::not_set;
  if (code.empty()) return SecondFactor::needed;
  if (code.size() == one_time_code_length) {
    return use_code(tx, actor, *secret, code) ? SecondFactor::right : SecondFactor::wrong;
  }
  return tx.run(sql::use_recovery_code, actor, recovery_hash(actor, code)) == 1 ? SecondFactor::recovered
                                                                                : SecondFactor::wrong;
}

bool begin_secret(Transaction& tx, ActorId actor, const std::string& secret) {
  Nonce nonce;
  tx.randomise(nonce);
  const auto sealed = seal(Purpose::second_factor, nonce, secret, seal_context(tx, actor));
  return tx.run(sql::begin_second_factor, actor, sealed) == 1;
}

SecondFactor confirm_secret(Transaction& tx, ActorId actor, std::string_view code) {
  const auto secret = secret_of(tx, actor);
  if (!secret || secret->is_confirmed) return SecondFactor::not_set;
  return use_code(tx, actor, *secret, code) ? SecondFactor::right : SecondFactor::wrong;
}

std::vector<std::string> new_recovery_codes(Transaction& tx, ActorId actor) {
  tx.run(sql::remove_recovery_codes, actor);
  std::vector<std::string> codes;
  for (int i = 0; i < recovery_codes; ++i) {
    std::array<std::uint8_t, 10> random;
    tx.randomise(random);
    codes.push_back(in_groups(to_code(random)));
    tx.run(sql::add_recovery_code, actor, recovery_hash(actor, codes.back()));
  }
  return codes;
}

bool remove_secret(Transaction& tx, ActorId actor) {
  tx.run(sql::remove_recovery_codes, actor);
  return tx.run(sql::remove_second_factor, actor) == 1;
}

}  // namespace emplooi::identity

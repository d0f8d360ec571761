#include "identity/identity.h"
#include "identity/identity.sql.h"
#include "identity/second_factor.h"
#include "identity/totp.h"

namespace emplooi::identity {

namespace {

/// Sign-in names hold what an address must escape.
std::string escaped(std::string_view text) {
  std::string escaped_text;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    escaped_text += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return escaped_text;
}

}  // namespace

Outcome<v1::BeginSecondFactorResponse> begin_second_factor(store::Store& store, const Actor& actor,
                                                           const v1::BeginSecondFactorRequest&) {
  const store::Command command{actor.municipality, CommandId(), actor.id,
                               "emplooi.identity.v1.SecurityService.BeginSecondFactor", to_string(actor.session)};
  v1::BeginSecondFactorResponse response;
  TRY(store.write_now(command, [&](Transaction& tx) -> Outcome<std::string> {
    std::string secret(20, '\0');
    tx.randomise({reinterpret_cast<std::uint8_t*>(secret.data()), secret.size()});
    if (!begin_secret(tx, actor.id, secret)) return refuse(REFUSAL_SECOND_FACTOR_ALREADY_SET);
    const auto self = tx.one<std::string, std::string, std::string>(sql::self, actor.id);
    ensure(self.has_value(), "who has signed in has an account");
    response.set_secret(base32(secret));
    response.set_uri(fmt::format("otpauth://totp/Emplooi:{}%40{}?secret={}&issuer=Emplooi", escaped(std::get<0>(*self)),
                                 escaped(std::get<1>(*self)), base32(secret)));
    return std::string();
  }));
  return response;
}

}  // namespace emplooi::identity

#include <algorithm>

#include "base/words.h"
#include "identity/account.h"
#include "identity/common_passwords.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"

namespace emplooi::identity {

namespace {

constexpr std::size_t longest_slug = 63;
constexpr std::size_t longest_name = 64;
constexpr std::size_t shortest_password = 12;

bool is_slug(std::string_view text) {
  return !text.empty() && text.size() <= longest_slug && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Outcome<void> check(const Founding& founding) {
  const auto out_of_bounds = [](std::string field, std::string says) {
    return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, std::move(says), std::move(field)};
  };
  if (!is_slug(founding.slug)) return out_of_bounds("slug", "1 to 63 of a-z, 0-9 and hyphens");
  if (founding.sign_in_name.empty() || founding.sign_in_name.size() > longest_name) {
    return out_of_bounds("sign_in_name", "1 to 64 characters");
  }
  if (founding.password.size() < shortest_password) return out_of_bounds("password", "at least 12 characters");
  return check_not_common(founding.password, "password");
}

}  // namespace

Outcome<MunicipalityId> found_municipality(store::Store& store, const Founding& founding) {
  TRY(check(founding));
  const auto municipality =
      founding.id.is_nil() ? MunicipalityId(IdSource().next(to_us(SystemClock().now()))) : founding.id;
  const std::string password_hash = hash_of_secret(founding.password);
  const store::Command command{municipality, CommandId(), ActorId(), "emplooi.identity.found_municipality",
                               founding.slug};
  TRY(store.write_now(command, [&](Transaction& tx) -> Outcome<std::string> {
    if (tx.run(sql::add_municipality, municipality, founding.slug, founding.name) == 0) {
      return refuse(REFUSAL_NAME_TAKEN);
    }
    tx.run(sql::add_account, tx.new_id<ActorId>(), in_lower_case(founding.sign_in_name), password_hash,
           word_of(ROLE_ADMINISTRATOR), nullptr, "");
    tx.run(sql::set_second_factor_rule, founding.second_factor);
    return std::string();
  }));
  return municipality;
}

}  // namespace emplooi::identity

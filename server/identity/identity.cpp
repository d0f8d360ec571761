#include "identity/identity.h"

#include "identity/identity.sql.h"

namespace emplooi::identity {

namespace {

Settings& mutable_settings() {
  static Settings only;
  return only;
}

}  // namespace

void offer(Operations& operations) {
  operations.add(list_municipalities);
  operations.add_session(sign_in);
  operations.add_session(sign_out);
  operations.add_session(change_password);
  operations.add(get_self);
  operations.add(create_account);
  operations.add(disable_account);
  operations.add(list_sessions);
  operations.add(revoke_session);
}

std::span<const store::Statement* const> statements() { return sql::all; }

void configure(const Settings& settings) {
  mutable_settings() = settings;
  set_password_strength(settings.password_strength);
}

const Settings& settings() { return mutable_settings(); }

}  // namespace emplooi::identity

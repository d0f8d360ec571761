#include "identity/identity.h"

#include "identity/identity.sql.h"
#include "identity/sequences.h"

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
  operations.add_session(invite_kiosk);
  operations.add_session(enrol_kiosk);
  operations.add(approve_kiosk);
  operations.add(revoke_device);
  operations.add(list_devices);
  operations.add(get_device);
  operations.add_session(sign_in_with_card);
  operations.add_session(enrol_phone);
  operations.add_session(sign_in_with_pin);
  operations.add_session(change_pin);
  operations.add_session(begin_second_factor);
  operations.add_session(confirm_second_factor);
  operations.add(remove_second_factor);
  operations.add(set_second_factor_rule);
  operations.add(get_second_factor_rule);
  operations.add(list_security_events);
}

std::span<const store::Statement* const> statements() { return sql::all; }

void configure(const Settings& settings) {
  mutable_settings() = settings;
  set_password_strength(settings.password_strength);
  set_root_key(settings.root_key);
  sequences().clear();
}

const Settings& settings() { return mutable_settings(); }

}  // namespace emplooi::identity

#include "identity/invitation.h"

#include "identity/account.h"
#include "identity/code.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"
#include "identity/keys.h"
#include "identity/security_events.h"

namespace emplooi::identity {

namespace {

Invitation invite(Transaction& tx, const Actor& by, std::string_view kind, const std::string& name,
                  const std::optional<ActorId>& owner, std::chrono::seconds good_for) {
  std::array<std::uint8_t, 10> secret;
  tx.randomise(secret);
  Invitation invitation{tx.new_id<DeviceId>(), to_code(secret), tx.now() + good_for};
  tx.run(sql::invite_device, invitation.device, kind, name, owner,
         keyed_hash(Purpose::invitation_code, invitation.code), invitation.expires_at, by.id, tx.now());
  return invitation;
}

void note_invalid_invitation(store::Store& store, MunicipalityId municipality) {
  store
      .write_now({municipality, CommandId(), ActorId(), "emplooi.identity.enrol", {}},
                 [](Transaction& tx) {
                   note_event(tx, v1::SECURITY_EVENT_KIND_INVITATION_INVALID, ActorId(), DeviceId());
                   return std::string();
                 })
      .value();
}

}  // namespace

Invitation invite_kiosk_at(Transaction& tx, const Actor& by, const std::string& name) {
  return invite(tx, by, "kiosk", name, std::nullopt, settings().kiosk_invitation);
}

Invitation invite_phone_of(Transaction& tx, const Actor& by, const Uuid& participant) {
  const auto known = account_of_subject(tx, ROLE_PARTICIPANT, participant);
  const auto owner = known ? *known : add_account_without_password(tx, ROLE_PARTICIPANT, participant);
  tx.run(sql::revoke_invitations, owner, tx.now());
  return invite(tx, by, "phone", "", owner, settings().phone_invitation);
}

std::string slug_of(Transaction& tx) {
  const auto slug = tx.one<std::string>(sql::municipality_slug, tx.municipality());
  ensure(slug.has_value(), "a transaction is a municipality's");
  return *slug;
}

Outcome<Invited> find_invited(store::Store& store, std::string_view slug, std::string_view code,
                              std::string_view kind) {
  std::optional<MunicipalityId> municipality;
  store.read(MunicipalityId(), [&](Transaction& tx) {
    municipality = tx.one<MunicipalityId>(sql::municipality_by_slug, in_lower_case(slug));
  });
  if (!municipality) return refuse(REFUSAL_INVITATION_INVALID);
  const auto code_hash = keyed_hash(Purpose::invitation_code, read_code(code));
  std::optional<std::tuple<DeviceId, std::optional<ActorId>>> found;
  store.read(*municipality, [&](Transaction& tx) {
    found = tx.one<DeviceId, std::optional<ActorId>>(sql::invited_device, code_hash, kind, tx.now());
  });
  if (!found) {
    note_invalid_invitation(store, *municipality);
    return refuse(REFUSAL_INVITATION_INVALID);
  }
  return Invited{*municipality, std::get<0>(*found), std::get<1>(*found), code_hash};
}

Outcome<void> enrol(Transaction& tx, const Invited& invited, const std::string& public_key) {
  if (tx.run(sql::enrol_device, invited.device, store::Bytes{public_key}, invited.code_hash) == 0) {
    return refuse(REFUSAL_INVITATION_INVALID);
  }
  return {};
}

}  // namespace emplooi::identity

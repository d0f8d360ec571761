#include "identity/identity.h"
#include "identity/identity.sql.h"

namespace emplooi::identity {

void erase_accounts(Transaction& tx, const Uuid& subject) {
  for (const auto& account : tx.all<ActorId>(sql::accounts_of, subject)) {
    tx.run(sql::take_name_away, account, to_string(account), tx.now());
    tx.run(sql::revoke_sessions_except, account, SessionId());
    tx.run(sql::end_card, account, tx.now());
    tx.run(sql::forget_pin, account);
    tx.run(sql::revoke_phones, account, DeviceId(), tx.now());
  }
}

}  // namespace emplooi::identity

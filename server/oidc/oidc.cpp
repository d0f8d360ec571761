#include "oidc/oidc.h"

#include "oidc/oidc.sql.h"

namespace emplooi::oidc {

void offer(Operations& operations) {
  operations.add_session(define_provider);
  operations.add(link_account);
  operations.add_session(begin_sign_in);
  operations.add_session(complete_sign_in);
  operations.add_session(back_channel_logout);
}

std::span<const store::Statement* const> statements() { return sql::all; }

}  // namespace emplooi::oidc

#include "base/words.h"
#include "privacy/privacy.h"
#include "privacy/privacy.sql.h"

namespace emplooi::privacy {

Outcome<v1::SetRetentionTermResponse> set_retention_term(Transaction& tx, const Actor&,
                                                         const v1::SetRetentionTermRequest& request) {
  if (request.starts_on() < to_string(tx.today())) return refuse(REFUSAL_TERMS_IN_THE_PAST);
  tx.run(sql::set_term, word_of(request.kind()), request.starts_on(), request.months());
  return v1::SetRetentionTermResponse();
}

}  // namespace emplooi::privacy

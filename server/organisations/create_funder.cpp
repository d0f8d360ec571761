#include "organisations/organisations.h"
#include "organisations/organisations.sql.h"

namespace emplooi::organisations {

Outcome<v1::CreateFunderResponse> create_funder(Transaction& tx, const Actor&, const v1::CreateFunderRequest& request) {
  const auto id = tx.new_id<FunderId>();
  if (tx.run(sql::add_funder, id, request.name()) == 0) return refuse(REFUSAL_NAME_TAKEN);
  v1::CreateFunderResponse response;
  response.set_funder_id(to_string(id));
  return response;
}

}  // namespace emplooi::organisations

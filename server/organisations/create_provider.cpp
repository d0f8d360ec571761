#include "organisations/organisations.h"
#include "organisations/organisations.sql.h"

namespace emplooi::organisations {

Outcome<v1::CreateProviderResponse> create_provider(Transaction& tx, const Actor&,
                                                    const v1::CreateProviderRequest& request) {
  const auto id = tx.new_id<ProviderId>();
  if (tx.run(sql::add_provider, id, request.name()) == 0) return refuse(REFUSAL_NAME_TAKEN);
  v1::CreateProviderResponse response;
  response.set_provider_id(to_string(id));
  return response;
}

}  // namespace emplooi::organisations

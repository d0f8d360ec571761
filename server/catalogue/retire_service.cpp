#include "catalogue/catalogue.h"
#include "catalogue/catalogue.sql.h"

namespace emplooi::catalogue {

Outcome<v1::RetireServiceResponse> retire_service(Transaction& tx, const Actor&,
                                                  const v1::RetireServiceRequest& request) {
  const auto id = ServiceId::of(request.service_id());
  if (!tx.one<ServiceId>(sql::retire_service, id, tx.now())) {
    TRY(service(tx, id));
    return refuse(REFUSAL_SERVICE_NOT_OFFERED);
  }
  return v1::RetireServiceResponse();
}

}  // namespace emplooi::catalogue

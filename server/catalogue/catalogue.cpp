#include "catalogue/catalogue.h"

#include "catalogue/catalogue.sql.h"

namespace emplooi::catalogue {

Outcome<Service> service(Transaction& tx, ServiceId id) {
  auto found = tx.one<Service>(sql::service, id);
  if (!found) return refuse(REFUSAL_SERVICE_NOT_FOUND);
  return *std::move(found);
}

std::vector<int> performance_fields_of(Transaction& tx, ServiceId id) {
  return tx.all<int>(sql::performance_fields, id);
}

Outcome<Service> offered_service(Transaction& tx, ServiceId id) {
  auto found = TRY(service(tx, id));
  if (found.is_retired) return refuse(REFUSAL_SERVICE_NOT_OFFERED);
  return found;
}

void offer(Operations& operations) {
  operations.add(define_service);
  operations.add(retire_service);
  operations.add(list_services);
}

std::span<const store::Statement* const> statements() { return sql::all; }

}  // namespace emplooi::catalogue

#include "base/paging.h"
#include "base/words.h"
#include "catalogue/catalogue.h"
#include "catalogue/catalogue.sql.h"

namespace emplooi::catalogue {

namespace {

v1::Service to_message(Transaction& tx, const Service& service) {
  v1::Service message;
  message.set_service_id(to_string(service.id));
  message.set_name_nl(service.name_nl);
  message.set_name_en(service.name_en);
  message.set_domain(from_word<v1::ServiceDomain>(service.domain));
  message.set_risk(service.is_low_risk ? v1::RISK_LOW : v1::RISK_ELEVATED);
  message.set_default_minutes(service.default_minutes);
  message.set_min_minutes(service.min_minutes);
  message.set_max_minutes(service.max_minutes);
  for (auto& capability : tx.all<std::string>(sql::capabilities, service.id)) {
    message.add_needed_capabilities(std::move(capability));
  }
  message.set_pairs_allowed(service.pairs_allowed);
  message.set_groups_allowed(service.groups_allowed);
  for (const int field : performance_fields_of(tx, service.id)) message.add_performance_fields(field);
  message.set_retired(service.is_retired);
  return message;
}

}  // namespace

Outcome<v1::ListServicesResponse> list_services(Transaction& tx, const Actor&, const v1::ListServicesRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  auto rows = tx.all<Service>(sql::services_after, paging.after, paging.limit(), request.with_retired());
  v1::ListServicesResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const Service& row) { return row.id; }));
  for (const auto& row : rows) *response.add_services() = to_message(tx, row);
  return response;
}

}  // namespace emplooi::catalogue

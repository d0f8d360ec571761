#pragma once

#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "catalogue/service.h"
#include "emplooi/catalogue/v1/catalogue.pb.h"
#include "identity/operations.h"
#include "store/invariant.h"

namespace emplooi::catalogue {

// For the other domains.

/// Also a retired one: what was asked for before stays as it was. Refuses: service_not_found.
Outcome<Service> service(Transaction&, ServiceId);
/// As service(), for new work. Refuses: service_not_found, service_not_offered (it is retired).
Outcome<Service> offered_service(Transaction&, ServiceId);
/// The fields of the Wmo (prestatievelden, 1 to 9) that a service counts for, in their order.
std::vector<int> performance_fields_of(Transaction&, ServiceId);

/// The requests that define the services of the Tilburg-Noord project (seed 1, §4.2), as a new municipality's first
/// catalogue; each goes through define_service.
const std::vector<v1::DefineServiceRequest>& tilburg_noord_services();

// The operations.

/// Refuses: name_taken (the Dutch name), field_out_of_bounds (minutes that contradict each other, a performance field
/// or capability named twice).
Outcome<v1::DefineServiceResponse> define_service(Transaction&, const Actor&, const v1::DefineServiceRequest&);
/// Refuses: service_not_found, service_not_offered (it is retired already).
Outcome<v1::RetireServiceResponse> retire_service(Transaction&, const Actor&, const v1::RetireServiceRequest&);
/// Refuses: page_token_invalid.
Outcome<v1::ListServicesResponse> list_services(Transaction&, const Actor&, const v1::ListServicesRequest&);

void offer(Operations& operations);
std::span<const store::Invariant> invariants();
std::span<const store::Statement* const> statements();

}  // namespace emplooi::catalogue

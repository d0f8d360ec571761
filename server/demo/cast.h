#pragma once

#include <string>
#include <vector>

#include "demo/stage.h"
#include "emplooi/catalogue/v1/catalogue.pb.h"

namespace emplooi::demo {

/// Who and what a town has before its first programme. Every name that is not in the seeds is invented, and says so.
struct Cast {
  ProviderId provider;
  std::vector<NeighbourhoodId> neighbourhoods;
  std::vector<std::string> postcodes;
  std::vector<CorporationId> corporations;
  /// Two of each corporation, in its order, and where they lie.
  std::vector<ComplexId> complexes;
  std::vector<NeighbourhoodId> neighbourhood_of_complex;
  FunderId municipality_funder;
  FunderId housing_funder;
  FunderId care_funder;
  FunderId innovation_funder;
  std::vector<ServiceId> services;
  std::vector<ServiceId> elevated_services;
};

/// Sets the town up: organisations, the 16 services of the seeds, and an account for each role.
Cast set_up(Stage& stage);

/// A programme of the cast's provider, with the default terms, its complexes in the target group.
ProgrammeId open_programme(Stage& stage, const Cast& cast, const std::string& name, Date starts_on,
                           const std::string& ends_on);

/// Budgets for all sources, in cents, and the waterfall over them.
struct Purse {
  std::int64_t re_integration_cents;
  std::int64_t minima_cents;
  std::int64_t housing_cents;
  std::int64_t care_cents;
  std::int64_t innovation_cents;
  std::string starts_on;
  std::string ends_on;
};

/// The re-integration budget, from which tracks are bought as well.
BudgetId fund(Stage& stage, const Cast& cast, ProgrammeId programme, const Purse& purse);

/// "Riet Demo 0014": nobody's name.
std::string invented_name(Stage& stage, int number);

}  // namespace emplooi::demo

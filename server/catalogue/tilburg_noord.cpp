#include "catalogue/catalogue.h"

namespace emplooi::catalogue {

namespace {

constexpr auto welfare = v1::SERVICE_DOMAIN_WELFARE;
constexpr auto housing = v1::SERVICE_DOMAIN_HOUSING;
constexpr auto care = v1::SERVICE_DOMAIN_CARE;
constexpr auto low = v1::RISK_LOW;
constexpr auto elevated = v1::RISK_ELEVATED;

struct Length {
  int usual, least, most;
};
constexpr Length usual{60, 30, 180};
constexpr Length long_job{120, 60, 180};
constexpr Length short_job{30, 15, 60};

/// Whether two participants may do it together, and whether several residents may be served at once.
struct Company {
  bool pairs, groups;
};
constexpr Company alone{false, false};
constexpr Company in_pairs{true, false};
constexpr Company in_groups{false, true};
constexpr Company in_both{true, true};

struct Row {
  v1::ServiceDomain domain;
  const char* name_nl;
  const char* name_en;
  v1::Risk risk;
  Length minutes;
  Company company;
  std::vector<const char*> capabilities;
  std::vector<int> fields;
};

/// Domains and Dutch names are the project's own (seed 1, §4.2; services.csv beside this file). Risk, minutes,
/// capabilities and performance fields are a proposal that an administrator can replace: work with somebody's body, food,
/// money, stairs or tools has an elevated risk. Fields are those of the Wmo bill: 1 living together, 3 information,
/// 4 informal carers, 5 taking part, 6 staying independent.
// clang-format off
const Row rows[] = {
    {welfare, "Mantelzorg ondersteunen", "Support for an informal carer",
     elevated, long_job, alone, {"luisteren"}, {4}},
    {welfare, "Mee boodschappen doen", "Company while shopping",
     low, usual, alone, {"lopen"}, {5}},
    {welfare, "Mee naar de dokter", "Company to the doctor",
     low, long_job, alone, {"lopen", "luisteren"}, {5}},
    {welfare, "Samen wandelen", "A walk together",
     low, usual, in_both, {"lopen"}, {1, 5}},
    {welfare, "Mee naar een activiteit", "Company to a social activity",
     low, long_job, in_both, {"lopen"}, {1, 5}},
    {housing, "Hulp bij verhuizen", "Help with moving house",
     elevated, long_job, in_pairs, {"tillen"}, {6}},
    {housing, "Hulp bij de grote schoonmaak", "Help with spring cleaning",
     elevated, long_job, in_pairs, {"tillen", "schoonmaken"}, {6}},
    {housing, "Hulp met apparaten", "Help with electrical and electronic devices",
     low, usual, alone, {"uitleggen"}, {5, 6}},
    {housing, "Kleine reparaties", "Small repairs",
     elevated, usual, in_pairs, {"klussen"}, {6}},
    {housing, "Tuinwerk", "Gardening",
     low, long_job, in_pairs, {"bukken"}, {1, 6}},
    {housing, "Dieren verzorgen", "Care of pets",
     low, short_job, alone, {"met dieren omgaan"}, {6}},
    {care, "Boodschappen halen", "Fetching groceries",
     low, usual, in_groups, {"tillen"}, {6}},
    {care, "Hulp bij de maaltijd", "Help preparing a meal",
     elevated, usual, in_both, {"koken"}, {6}},
    {care, "Dagelijkse schoonmaak", "Daily cleaning",
     elevated, long_job, in_pairs, {"schoonmaken"}, {6}},
    {care, "Hulp bij wassen en strijken", "Help with washing or ironing",
     low, usual, alone, {"strijken"}, {6}},
    {care, "Hulp met post en papieren", "Help with post and paperwork",
     elevated, usual, alone, {"lezen", "schrijven"}, {3, 5}},
};
// clang-format on

v1::DefineServiceRequest request_of(const Row& row) {
  v1::DefineServiceRequest request;
  request.set_name_nl(row.name_nl);
  request.set_name_en(row.name_en);
  request.set_domain(row.domain);
  request.set_risk(row.risk);
  request.set_default_minutes(row.minutes.usual);
  request.set_min_minutes(row.minutes.least);
  request.set_max_minutes(row.minutes.most);
  for (const auto* capability : row.capabilities) request.add_needed_capabilities(capability);
  request.set_pairs_allowed(row.company.pairs);
  request.set_groups_allowed(row.company.groups);
  for (const int field : row.fields) request.add_performance_fields(field);
  return request;
}

}  // namespace

const std::vector<v1::DefineServiceRequest>& tilburg_noord_services() {
  static const auto all = [] {
    std::vector<v1::DefineServiceRequest> requests;
    for (const auto& row : rows) requests.push_back(request_of(row));
    return requests;
  }();
  return all;
}

}  // namespace emplooi::catalogue

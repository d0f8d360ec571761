#include "demo/cast.h"

#include "catalogue/catalogue.h"
#include "demo/demo.h"
#include "funding/funding.h"
#include "organisations/organisations.h"

namespace emplooi::demo {

namespace {

using funding::v1::AddFundingRuleRequest;

NeighbourhoodId add_neighbourhood(Stage& stage, const std::string& name, const std::string& postcode) {
  organisations::v1::CreateNeighbourhoodRequest request;
  request.set_name(name);
  request.set_postcode(postcode);
  return NeighbourhoodId::of(
      stage.must(organisations::create_neighbourhood, stage.actor("administrator"), request).neighbourhood_id());
}

CorporationId add_corporation(Stage& stage, const std::string& name) {
  organisations::v1::CreateCorporationRequest request;
  request.set_name(name);
  return CorporationId::of(
      stage.must(organisations::create_corporation, stage.actor("administrator"), request).corporation_id());
}

ComplexId add_complex(Stage& stage, CorporationId corporation, NeighbourhoodId neighbourhood, const std::string& name) {
  organisations::v1::CreateComplexRequest request;
  request.set_corporation_id(to_string(corporation));
  request.set_neighbourhood_id(to_string(neighbourhood));
  request.set_name(name);
  return ComplexId::of(stage.must(organisations::create_complex, stage.actor("administrator"), request).complex_id());
}

FunderId add_funder(Stage& stage, const std::string& name) {
  organisations::v1::CreateFunderRequest request;
  request.set_name(name);
  return FunderId::of(stage.must(organisations::create_funder, stage.actor("administrator"), request).funder_id());
}

void add_organisations(Stage& stage, Cast& cast) {
  organisations::v1::CreateProviderRequest provider;
  provider.set_name("Wonen, Zorg en Service in de Wijk (demo)");
  cast.provider =
      ProviderId::of(stage.must(organisations::create_provider, stage.actor("administrator"), provider).provider_id());
  cast.postcodes = {"5011", "5012"};
  cast.neighbourhoods = {add_neighbourhood(stage, "Heikant-Quirijnstok", "5011"),
                         add_neighbourhood(stage, "Stokhasselt", "5012")};
  for (const char* name : {"Woningcorporatie De Linde (demo)", "Woonstichting Noorderlicht (demo)"}) {
    const auto corporation = add_corporation(stage, name);
    cast.corporations.push_back(corporation);
    for (std::size_t i = 0; i < cast.neighbourhoods.size(); ++i) {
      const auto complex_name = std::string(i == 0 ? "De Eik" : "De Beuk") + " (demo)";
      cast.complexes.push_back(add_complex(stage, corporation, cast.neighbourhoods[i], complex_name));
      cast.neighbourhood_of_complex.push_back(cast.neighbourhoods[i]);
    }
  }
  cast.municipality_funder = add_funder(stage, "Gemeente Tilburg (demo)");
  cast.housing_funder = add_funder(stage, "Woonfonds Noord (demo)");
  cast.care_funder = add_funder(stage, "Zorgpartners Noord (demo)");
  cast.innovation_funder = add_funder(stage, "Innovatiefonds (demo)");
}

void add_services(Stage& stage, Cast& cast) {
  for (const auto& request : catalogue::tilburg_noord_services()) {
    const auto id =
        ServiceId::of(stage.must(catalogue::define_service, stage.actor("administrator"), request).service_id());
    cast.services.push_back(id);
    if (request.risk() != catalogue::v1::RISK_LOW) cast.elevated_services.push_back(id);
  }
}

void add_accounts(Stage& stage, const Cast& cast) {
  stage.add_account("coordinator", password, ROLE_COORDINATOR, {}, "Demo Nel");
  stage.add_account("consulent", password, ROLE_CASE_MANAGER, {}, "Demo Piet");
  stage.add_account("coach", password, ROLE_COACH, {}, "Demo Coby");
  stage.add_account("inkoper", password, ROLE_CORPORATION_BUYER, cast.corporations[0]);
  stage.add_account("corporatie", password, ROLE_CORPORATION_FINANCE, cast.corporations[0]);
  stage.add_account("financier", password, ROLE_FUNDER_FINANCE, cast.municipality_funder);
  stage.add_account("accountant", password, ROLE_AUDITOR);
  stage.add_account("clientenraad", password, ROLE_CLIENT_COUNCIL);
}

BudgetId open_budget(Stage& stage, const Cast&, ProgrammeId programme, FunderId funder, const std::string& name,
                     funding::v1::Source source, std::int64_t cents, const Purse& purse) {
  funding::v1::OpenBudgetRequest request;
  request.set_programme_id(to_string(programme));
  request.set_funder_id(to_string(funder));
  request.set_name(name);
  request.set_source(source);
  request.set_ceiling_cents(cents);
  request.set_starts_on(purse.starts_on);
  request.set_ends_on(purse.ends_on);
  return BudgetId::of(stage.must(funding::open_budget, stage.actor("administrator"), request).budget_id());
}

AddFundingRuleRequest rule(BudgetId budget, const std::string& name, int rank) {
  AddFundingRuleRequest request;
  request.set_budget_id(to_string(budget));
  request.set_name(name);
  request.set_rank(rank);
  return request;
}

}  // namespace

Cast set_up(Stage& stage) {
  Cast cast;
  add_organisations(stage, cast);
  add_services(stage, cast);
  add_accounts(stage, cast);
  return cast;
}

ProgrammeId open_programme(Stage& stage, const Cast& cast, const std::string& name, Date starts_on,
                           const std::string& ends_on) {
  const auto& administrator = stage.actor("administrator");
  organisations::v1::CreateProgrammeRequest request;
  request.set_name(name);
  request.set_starts_on(to_string(starts_on));
  request.set_ends_on(ends_on);
  request.set_provider_id(to_string(cast.provider));
  const auto id = stage.must(organisations::create_programme, administrator, request).programme_id();
  organisations::v1::SetProgrammeTermsRequest terms;
  terms.set_programme_id(id);
  terms.mutable_terms()->set_starts_on(to_string(starts_on));
  stage.must(organisations::set_programme_terms, administrator, terms);
  for (const auto& complex : cast.complexes) {
    organisations::v1::AddTargetComplexRequest target;
    target.set_programme_id(id);
    target.set_complex_id(to_string(complex));
    stage.must(organisations::add_target_complex, administrator, target);
  }
  return ProgrammeId::of(id);
}

BudgetId fund(Stage& stage, const Cast& cast, ProgrammeId programme, const Purse& purse) {
  const auto open = [&](FunderId funder, const char* name, funding::v1::Source source, std::int64_t cents) {
    return open_budget(stage, cast, programme, funder, name, source, cents, purse);
  };
  const auto w_part =
      open(cast.municipality_funder, "W-deel", funding::v1::SOURCE_RE_INTEGRATION, purse.re_integration_cents);
  const auto minima =
      open(cast.municipality_funder, "Minimabeleid", funding::v1::SOURCE_MINIMA_POLICY, purse.minima_cents);
  const auto housing = open(cast.housing_funder, "Wonen", funding::v1::SOURCE_HOUSING_PARTNER, purse.housing_cents);
  const auto care = open(cast.care_funder, "Zorg", funding::v1::SOURCE_CARE_PARTNER, purse.care_cents);
  const auto innovation =
      open(cast.innovation_funder, "Innovatie", funding::v1::SOURCE_INNOVATION, purse.innovation_cents);

  // Prepaid hours have rank 1.
  auto placement = rule(w_part, "W-deel bij toeleiding", 2);
  placement.mutable_share()->set_cents_an_hour(400);
  placement.mutable_conditions()->add_track_kinds(participants::v1::TRACK_KIND_PLACEMENT);
  auto low_income = rule(minima, "Minimabeleid bij laag inkomen", 3);
  low_income.mutable_share()->set_basis_points_of_gap(4'000);
  low_income.mutable_conditions()->set_low_income(true);
  auto tenants = rule(housing, "Wonen voor huurders", 4);
  tenants.mutable_share()->set_basis_points_of_gap(2'500);
  for (const auto& complex : cast.complexes) tenants.mutable_conditions()->add_complex_ids(to_string(complex));
  auto care_jobs = rule(care, "Zorg bij zorgdiensten", 4);
  care_jobs.mutable_share()->set_basis_points_of_gap(2'500);
  care_jobs.mutable_conditions()->add_service_domains(catalogue::v1::SERVICE_DOMAIN_CARE);
  auto renewal = rule(innovation, "Innovatie", 5);
  renewal.mutable_share()->set_cents_an_hour(100);
  auto rest = rule(w_part, "W-deel voor de rest", 6);
  rest.mutable_share()->set_remainder(true);
  for (const auto& request : {placement, low_income, tenants, care_jobs, renewal, rest}) {
    stage.must(funding::add_funding_rule, stage.actor("administrator"), request);
  }
  return w_part;
}

std::string invented_name(Stage& stage, int number) {
  static constexpr const char* first_names[] = {"Riet",  "Toon", "Sjaan",  "Harrie", "Fatima", "Wim",
                                                "Mieke", "Jos",  "Corrie", "Ahmed",  "Nel",    "Piet",
                                                "Annie", "Huub", "Zeynep", "Leo"};
  std::string digits = std::to_string(number);
  digits.insert(0, 4 - std::min<std::size_t>(4, digits.size()), '0');
  return std::string(first_names[stage.pick(std::size(first_names))]) + " Demo " + digits;
}

}  // namespace emplooi::demo

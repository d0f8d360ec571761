#pragma once

#include <span>
#include <string>
#include <tuple>

#include "emplooi/organisations/v1/organisations.pb.h"
#include "identity/operations.h"
#include "organisations/bank_details.h"
#include "organisations/programme.h"
#include "store/invariant.h"

namespace emplooi::organisations {

struct Neighbourhood {
  NeighbourhoodId id;
  std::string name;
  /// The four digits that its postcodes begin with.
  std::string postcode;

  using Columns = std::tuple<NeighbourhoodId, std::string, std::string>;
};

struct Corporation {
  CorporationId id;
  std::string name;

  using Columns = std::tuple<CorporationId, std::string>;
};

/// Dwellings of one corporation in one neighbourhood, bought for as a whole.
struct Complex {
  ComplexId id;
  CorporationId corporation;
  NeighbourhoodId neighbourhood;
  std::string name;

  using Columns = std::tuple<ComplexId, CorporationId, NeighbourhoodId, std::string>;
};

struct Funder {
  FunderId id;
  std::string name;

  using Columns = std::tuple<FunderId, std::string>;
};

/// Employs the coaches and coordinators who carry out a programme.
struct Provider {
  ProviderId id;
  std::string name;

  using Columns = std::tuple<ProviderId, std::string>;
};

// For the other domains.

/// Refuses: programme_not_found.
Outcome<Programme> programme(Transaction&, ProgrammeId);
/// The terms that hold on that day. Two reads by key. Refuses: terms_not_set (also for an unknown programme).
Outcome<Terms> terms_on(Transaction&, ProgrammeId, Date);
/// Refuses: neighbourhood_not_found.
Outcome<Neighbourhood> neighbourhood(Transaction&, NeighbourhoodId);
/// Refuses: corporation_not_found.
Outcome<Corporation> corporation(Transaction&, CorporationId);
/// Refuses: complex_not_found.
Outcome<Complex> complex(Transaction&, ComplexId);
/// Refuses: funder_not_found.
Outcome<Funder> funder(Transaction&, FunderId);
/// Refuses: provider_not_found.
Outcome<Provider> provider(Transaction&, ProviderId);
/// To which bank account the provider is paid from now on; nothing where none is known.
std::optional<BankDetails> bank_details_of(Transaction&, ProviderId);
/// The bank account of that id, also one that does not hold any more.
std::optional<BankDetails> bank_details(Transaction&, const Uuid& id);
/// Whether the tenants of the complex belong to the programme's target group.
bool is_target_complex(Transaction&, ProgrammeId, ComplexId);

// The operations.

/// Opens a programme, and its book in the ledger.
/// Refuses: provider_not_found, period_is_empty (it ends before it starts), name_taken.
Outcome<v1::CreateProgrammeResponse> create_programme(Transaction&, const Actor&, const v1::CreateProgrammeRequest&);
/// Refuses: programme_not_found, programme_not_running (it has ended by then), terms_already_set (from the same day),
/// terms_in_the_past (all but a programme's first terms begin today at the earliest), field_out_of_bounds (figures that
/// contradict each other: a reduced tariff above the market's, a smallest order above the largest, a second warning
/// before the first, tiers that do not rise).
Outcome<v1::SetProgrammeTermsResponse> set_programme_terms(Transaction&, const Actor&,
                                                           const v1::SetProgrammeTermsRequest&);
/// Refuses: programme_not_found.
Outcome<v1::GetProgrammeResponse> get_programme(Transaction&, const Actor&, const v1::GetProgrammeRequest&);
/// Refuses: page_token_invalid.
Outcome<v1::ListProgrammesResponse> list_programmes(Transaction&, const Actor&, const v1::ListProgrammesRequest&);

/// Refuses: field_out_of_bounds (the postcode is not four digits), name_taken.
Outcome<v1::CreateNeighbourhoodResponse> create_neighbourhood(Transaction&, const Actor&,
                                                              const v1::CreateNeighbourhoodRequest&);
/// Refuses: page_token_invalid.
Outcome<v1::ListNeighbourhoodsResponse> list_neighbourhoods(Transaction&, const Actor&,
                                                            const v1::ListNeighbourhoodsRequest&);
/// Refuses: name_taken.
Outcome<v1::CreateCorporationResponse> create_corporation(Transaction&, const Actor&,
                                                          const v1::CreateCorporationRequest&);
/// A corporation gets itself only. Refuses: page_token_invalid.
Outcome<v1::ListCorporationsResponse> list_corporations(Transaction&, const Actor&, const v1::ListCorporationsRequest&);
/// Refuses: corporation_not_found, neighbourhood_not_found, name_taken (within the corporation).
Outcome<v1::CreateComplexResponse> create_complex(Transaction&, const Actor&, const v1::CreateComplexRequest&);
/// A corporation gets its own complexes only. Refuses: page_token_invalid, actor_not_allowed (a corporation asked for
/// another's).
Outcome<v1::ListComplexesResponse> list_complexes(Transaction&, const Actor&, const v1::ListComplexesRequest&);
/// Adding a complex again changes nothing. Refuses: programme_not_found, complex_not_found.
Outcome<v1::AddTargetComplexResponse> add_target_complex(Transaction&, const Actor&,
                                                         const v1::AddTargetComplexRequest&);
/// Refuses: name_taken.
Outcome<v1::CreateFunderResponse> create_funder(Transaction&, const Actor&, const v1::CreateFunderRequest&);
/// A funder gets itself only. Refuses: page_token_invalid.
Outcome<v1::ListFundersResponse> list_funders(Transaction&, const Actor&, const v1::ListFundersRequest&);
/// Refuses: name_taken.
Outcome<v1::CreateProviderResponse> create_provider(Transaction&, const Actor&, const v1::CreateProviderRequest&);
/// Refuses: approval_needed, provider_not_found, iban_invalid.
Outcome<v1::SetBankDetailsResponse> set_bank_details(Transaction&, const Actor&, const v1::SetBankDetailsRequest&);
/// Refuses: provider_not_found, bank_details_not_found.
Outcome<v1::GetBankDetailsResponse> get_bank_details(Transaction&, const Actor&, const v1::GetBankDetailsRequest&);
/// Refuses: page_token_invalid.
Outcome<v1::ListProvidersResponse> list_providers(Transaction&, const Actor&, const v1::ListProvidersRequest&);

void offer(Operations& operations);
std::span<const store::Invariant> invariants();
std::span<const store::Statement* const> statements();

}  // namespace emplooi::organisations

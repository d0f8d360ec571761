#include "organisations/organisations.h"

#include "organisations/organisations.sql.h"

namespace emplooi::organisations {

namespace {

template <class T>
Outcome<T> found(std::optional<T> row, Refusal otherwise) {
  if (!row) return refuse(otherwise);
  return *std::move(row);
}

}  // namespace

Outcome<Programme> programme(Transaction& tx, ProgrammeId id) {
  return found(tx.one<Programme>(sql::programme, id), REFUSAL_PROGRAMME_NOT_FOUND);
}

Outcome<Terms> terms_on(Transaction& tx, ProgrammeId id, Date day) {
  auto terms = terms_until(tx, id, day, 1);
  if (terms.empty()) return refuse(REFUSAL_TERMS_NOT_SET);
  return std::move(terms.front());
}

Outcome<Neighbourhood> neighbourhood(Transaction& tx, NeighbourhoodId id) {
  return found(tx.one<Neighbourhood>(sql::neighbourhood, id), REFUSAL_NEIGHBOURHOOD_NOT_FOUND);
}

Outcome<Corporation> corporation(Transaction& tx, CorporationId id) {
  return found(tx.one<Corporation>(sql::corporation, id), REFUSAL_CORPORATION_NOT_FOUND);
}

Outcome<Complex> complex(Transaction& tx, ComplexId id) {
  return found(tx.one<Complex>(sql::complex, id), REFUSAL_COMPLEX_NOT_FOUND);
}

Outcome<Funder> funder(Transaction& tx, FunderId id) {
  return found(tx.one<Funder>(sql::funder, id), REFUSAL_FUNDER_NOT_FOUND);
}

Outcome<Provider> provider(Transaction& tx, ProviderId id) {
  return found(tx.one<Provider>(sql::provider, id), REFUSAL_PROVIDER_NOT_FOUND);
}

bool is_target_complex(Transaction& tx, ProgrammeId programme, ComplexId complex) {
  return tx.one<ComplexId>(sql::target_complex, programme, complex).has_value();
}

void offer(Operations& operations) {
  operations.add(create_programme);
  operations.add(set_programme_terms);
  operations.add(get_programme);
  operations.add(list_programmes);
  operations.add(create_neighbourhood);
  operations.add(list_neighbourhoods);
  operations.add(create_corporation);
  operations.add(list_corporations);
  operations.add(create_complex);
  operations.add(list_complexes);
  operations.add(add_target_complex);
  operations.add(create_funder);
  operations.add(list_funders);
  operations.add(create_provider);
  operations.add(set_bank_details);
  operations.add(get_bank_details);
  operations.add(list_providers);
}

std::span<const store::Statement* const> statements() { return sql::all; }

}  // namespace emplooi::organisations

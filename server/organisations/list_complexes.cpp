#include "base/paging.h"
#include "organisations/organisations.h"
#include "organisations/organisations.sql.h"

namespace emplooi::organisations {

namespace {

/// Whose complexes are asked for; nothing for everybody's.
Outcome<std::optional<CorporationId>> asked_for(const Actor& actor, const v1::ListComplexesRequest& request) {
  std::optional<CorporationId> asked;
  if (!request.corporation_id().empty()) asked = CorporationId::of(request.corporation_id());
  const auto only = actor.only();
  if (!only) return asked;
  if (asked && *asked != *only) return refuse(REFUSAL_ACTOR_NOT_ALLOWED);
  return CorporationId(*only);
}

}  // namespace

Outcome<v1::ListComplexesResponse> list_complexes(Transaction& tx, const Actor& actor,
                                                  const v1::ListComplexesRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  const auto corporation = TRY(asked_for(actor, request));
  auto rows = corporation
                  ? tx.all<Complex>(sql::complexes_of_corporation_after, paging.after, paging.limit(), *corporation)
                  : tx.all<Complex>(sql::complexes_after, paging.after, paging.limit());
  v1::ListComplexesResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const Complex& row) { return row.id; }));
  for (const auto& row : rows) {
    auto& added = *response.add_complexes();
    added.set_complex_id(to_string(row.id));
    added.set_corporation_id(to_string(row.corporation));
    added.set_neighbourhood_id(to_string(row.neighbourhood));
    added.set_name(row.name);
  }
  return response;
}

}  // namespace emplooi::organisations

#include "vouchers/campaign.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

namespace {

/// A corporation gives to the tenants of its own complexes. Refuses: complex_not_found, actor_not_allowed.
Outcome<void> check_places(Transaction& tx, const Actor& actor, const v1::OpenCampaignRequest& request) {
  const auto own = actor.only();
  // A neighbourhood holds other dwellings than the corporation's.
  if (own && (request.complex_ids().empty() || !request.neighbourhood_ids().empty())) {
    return refuse(REFUSAL_ACTOR_NOT_ALLOWED, "a corporation names its own complexes, and nothing else");
  }
  for (const auto& text : request.complex_ids()) {
    const auto complex = TRY(organisations::complex(tx, ComplexId::of(text)));
    if (own && complex.corporation != *own) return refuse(REFUSAL_ACTOR_NOT_ALLOWED);
  }
  for (const auto& text : request.neighbourhood_ids()) {
    TRY(organisations::neighbourhood(tx, NeighbourhoodId::of(text)));
  }
  return {};
}

}  // namespace

Outcome<v1::OpenCampaignResponse> open_campaign(Transaction& tx, const Actor& actor,
                                                const v1::OpenCampaignRequest& request) {
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id())));
  if (!programme.runs_on(tx.today())) return refuse(REFUSAL_PROGRAMME_NOT_RUNNING);
  const auto terms = TRY(organisations::terms_on(tx, programme.id, tx.today()));
  if (request.vouchers_per_household() > terms.free_ceiling) return refuse(REFUSAL_FREE_CEILING_REACHED);
  TRY(check_places(tx, actor, request));
  const auto ends_on = *parse_date(request.ends_on());
  if (ends_on < tx.today()) return refuse(REFUSAL_PERIOD_IS_EMPTY);

  const auto id = tx.new_id<CampaignId>();
  if (tx.run(sql::add_campaign, id, programme.id, request.name(), request.vouchers_per_household(),
             request.low_income_only(), ends_on, actor.only()) == 0) {
    return refuse(REFUSAL_NAME_TAKEN);
  }
  for (const auto& text : request.complex_ids()) tx.run(sql::add_campaign_place, id, "complex", ComplexId::of(text));
  for (const auto& text : request.neighbourhood_ids()) {
    tx.run(sql::add_campaign_place, id, "neighbourhood", NeighbourhoodId::of(text));
  }
  v1::OpenCampaignResponse response;
  response.set_campaign_id(to_string(id));
  return response;
}

}  // namespace emplooi::vouchers

#include "base/paging.h"
#include "vouchers/campaign.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

namespace {

struct CampaignRow {
  CampaignId id;
  ProgrammeId programme;
  std::string name;
  int vouchers_per_household;
  bool low_income_only;
  std::string ends_on;
  std::optional<CorporationId> corporation;
  using Columns =
      std::tuple<CampaignId, ProgrammeId, std::string, int, bool, std::string, std::optional<CorporationId>>;
};

/// To a corporation as many as whole tens of households have: one more in the next answer would tell of one household.
std::int64_t published(const Actor& actor, std::int64_t count, int of_each) {
  return count - count % (std::max(smallest_count_for(actor), 1) * (actor.only() ? of_each : 1));
}

v1::Campaign campaign_in(Transaction& tx, const Actor& actor, const CampaignRow& row) {
  v1::Campaign campaign;
  campaign.set_campaign_id(to_string(row.id));
  campaign.set_programme_id(to_string(row.programme));
  campaign.set_name(row.name);
  campaign.set_vouchers_per_household(row.vouchers_per_household);
  campaign.set_low_income_only(row.low_income_only);
  for (const auto& [kind, place] : tx.all<std::string, Uuid>(sql::campaign_places, row.id)) {
    (kind == "complex" ? campaign.add_complex_ids() : campaign.add_neighbourhood_ids())->assign(to_string(place));
  }
  campaign.set_ends_on(row.ends_on);
  if (row.corporation) campaign.set_corporation_id(to_string(*row.corporation));
  const auto [households, vouchers] = *tx.one<std::int64_t, std::int64_t>(sql::handed_out, row.id);
  campaign.set_households(published(actor, households, 1));
  campaign.set_vouchers(published(actor, vouchers, row.vouchers_per_household));
  return campaign;
}

}  // namespace

Outcome<v1::ListCampaignsResponse> list_campaigns(Transaction& tx, const Actor& actor,
                                                  const v1::ListCampaignsRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  auto rows = tx.all<CampaignRow>(sql::list_campaigns, ProgrammeId::of(request.programme_id()), paging.after,
                                  actor.only(), paging.limit());
  v1::ListCampaignsResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const CampaignRow& row) { return row.id; }));
  for (const auto& row : rows) *response.add_campaigns() = campaign_in(tx, actor, row);
  return response;
}

}  // namespace emplooi::vouchers

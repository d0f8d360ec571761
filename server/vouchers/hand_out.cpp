#include "vouchers/hand_out.h"

#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

Outcome<organisations::Terms> terms_of_open(Transaction& tx, const Campaign& campaign) {
  const auto programme = TRY(organisations::programme(tx, campaign.programme));
  const bool is_open = !campaign.is_reversed && campaign.ends_on >= tx.today() && programme.runs_on(tx.today());
  if (!is_open) return refuse(REFUSAL_CAMPAIGN_CLOSED);
  return organisations::terms_on(tx, campaign.programme, tx.today());
}

Outcome<std::vector<VoucherId>> hand_out(Transaction& tx, funding::Issue& issue, const organisations::Terms& terms,
                                         const Campaign& campaign, HouseholdId household, int count) {
  const auto had = tx.one<std::int64_t>(sql::had_of_campaign, campaign.id, household).value_or(0);
  if (had + count > terms.free_ceiling) return refuse(REFUSAL_FREE_CEILING_REACHED);
  Batch batch = free_batch(terms, campaign, TRY(residents::household(tx, household)), tx.today());
  batch.prices.assign(static_cast<std::size_t>(count), 0_cents);
  const auto funded = TRY(cover(issue, batch));
  tx.run(sql::add_handout, campaign.id, household, count, terms.free_ceiling);
  return add_vouchers(tx, batch, funded);
}

}  // namespace emplooi::vouchers

#pragma once

#include <span>
#include <vector>

#include "emplooi/vouchers/v1/vouchers.pb.h"
#include "funding/funding.h"
#include "identity/operations.h"
#include "store/invariant.h"
#include "vouchers/voucher.h"

namespace emplooi::vouchers {

// For the jobs that spend vouchers. (The rpcs ReserveVoucher and RedeemVoucher are carried out there, beside the job.)

/// What a job brings to the redemption of its vouchers.
struct JobFacts {
  JobId job;
  ProgrammeId programme;
  HouseholdId household;
  ProviderId provider;
  /// 'welfare', 'housing', 'care'.
  std::string service_domain;
  /// Of the participant who did it; none if they followed no track.
  std::optional<std::string> track_kind;
};

/// Refuses: voucher_not_found.
Outcome<Voucher> voucher(Transaction&, VoucherId);

/// Sets aside a voucher for the job. Refuses: voucher_not_found, voucher_of_other_household, voucher_of_other_programme,
/// voucher_expired, and by state: voucher_already_redeemed, voucher_blocked, voucher_refunded, voucher_reserved_elsewhere.
Outcome<void> reserve(Transaction&, VoucherId, const JobFacts&);

/// Sets aside `count` vouchers of the household that are valid on `day`, those that lapse first. Refuses:
/// vouchers_not_enough (facts: `needed`, `spendable`).
Outcome<void> reserve_oldest(Transaction&, const JobFacts&, int count, Date day);

/// How many vouchers are set aside for the job, and how many it has spent.
int count_reserved(Transaction&, JobId);
int count_redeemed(Transaction&, JobId);

/// Gives back what the job set aside beyond `keep` vouchers: those that lapse last, but never the `chosen` one.
void release_beyond(Transaction&, JobId, int keep, VoucherId chosen = {});

/// Spends a voucher that is the household's own or set aside for this job: its float and funders owe the provider its face.
/// Refuses as reserve().
Outcome<Cents> redeem(Transaction&, VoucherId, const JobFacts&, const funding::RuleSet&);

/// Spends all that is set aside for the job; returns how many.
Outcome<int> redeem_reserved(Transaction&, const JobFacts&);

/// Undoes the redemption of all of the job's vouchers, by entries that mirror it in reverse order; the vouchers are set
/// aside for the job again, until it is approved or rejected. Returns how many.
int undo_redemptions(Transaction&, JobId);

// For the scheduler: whether there is anything to do, so that nothing is written where there is not.

/// Vouchers whose validity is over.
bool is_expiry_due(Transaction&);
/// Vouchers whose holder is to be warned.
bool is_warning_due(Transaction&);
/// Vouchers of reversed campaigns that are not spent.
bool is_taking_back_due(Transaction&);

// The operations.

/// Refuses: actor_not_allowed, programme_not_found, programme_not_running, terms_not_set, resident_not_found,
/// resident_deceased, field_out_of_bounds (a kind that is not for sale), resident_not_in_target_group, order_too_small,
/// order_too_large, resident_ceiling_reached, household_ceiling_reached.
Outcome<v1::OrderVouchersResponse> order_vouchers(Transaction&, const Actor&, const v1::OrderVouchersRequest&);
/// Refuses: order_not_found (also another's), order_not_open (also where the tariff has fallen below its price),
/// payment_differs (facts: `due_cents`), actor_not_allowed (residents buy on invoice; who saw the money notes it), resident_deceased,
/// programme_not_running, resident_ceiling_reached, household_ceiling_reached, funding_exhausted.
Outcome<v1::PayOrderResponse> pay_order(Transaction&, const Actor&, const v1::PayOrderRequest&);
/// Refuses: order_not_found (also another's), order_not_open.
Outcome<v1::CancelOrderResponse> cancel_order(Transaction&, const Actor&, const v1::CancelOrderRequest&);
/// Refuses: programme_not_found, programme_not_running, terms_not_set, corporation_not_found, actor_not_allowed (for another
/// corporation), complex_not_found (also another's), period_is_empty, name_taken.
Outcome<v1::BuyHoursResponse> buy_hours(Transaction&, const Actor&, const v1::BuyHoursRequest&);
/// Refuses: invoice_not_found (also another's), invoice_not_open, payment_differs (facts: `due_cents`).
Outcome<v1::PayInvoiceResponse> pay_invoice(Transaction&, const Actor&, const v1::PayInvoiceRequest&);
/// Refuses: page_token_invalid.
Outcome<v1::ListInvoicesResponse> list_invoices(Transaction&, const Actor&, const v1::ListInvoicesRequest&);
/// Refuses: page_token_invalid.
Outcome<v1::ListBulkPurchasesResponse> list_bulk_purchases(Transaction&, const Actor&,
                                                           const v1::ListBulkPurchasesRequest&);
/// Refuses: page_token_invalid.
Outcome<v1::ListCampaignsResponse> list_campaigns(Transaction&, const Actor&, const v1::ListCampaignsRequest&);
/// Refuses: programme_not_found, programme_not_running, terms_not_set, free_ceiling_reached (more a household than the
/// programme gives), complex_not_found, neighbourhood_not_found, actor_not_allowed (a corporation without complexes, or
/// with another's), period_is_empty, name_taken.
Outcome<v1::OpenCampaignResponse> open_campaign(Transaction&, const Actor&, const v1::OpenCampaignRequest&);
/// Refuses: campaign_not_found (also another's), terms_not_set.
Outcome<v1::PreviewCampaignResponse> preview_campaign(Transaction&, const Actor&, const v1::PreviewCampaignRequest&);
/// A corporation hands out to tens of households at a time, and is told whole tens (mission §8).
/// Refuses: campaign_not_found (also another's), campaign_closed, terms_not_set, free_ceiling_reached (lowered since it was
/// opened), funding_exhausted (then nobody of this call got any).
Outcome<v1::HandOutCampaignResponse> hand_out_campaign(Transaction&, const Actor&, const v1::HandOutCampaignRequest&);
/// Refuses: approval_needed, campaign_not_found, campaign_already_reversed.
Outcome<v1::ReverseCampaignResponse> reverse_campaign(Transaction&, const Actor&, const v1::ReverseCampaignRequest&);
Outcome<v1::TakeBackVouchersResponse> take_back_vouchers(Transaction&, const Actor&,
                                                         const v1::TakeBackVouchersRequest&);
/// Refuses: campaign_not_found, campaign_closed, household_not_found, free_ceiling_reached, funding_exhausted.
Outcome<v1::IssueFreeVouchersResponse> issue_free_vouchers(Transaction&, const Actor&,
                                                           const v1::IssueFreeVouchersRequest&);
/// Refuses: voucher_not_found (also another's), voucher_already_redeemed, voucher_expired, voucher_blocked,
/// voucher_refunded, voucher_reserved (for a job: cancel that first).
Outcome<v1::BlockVoucherResponse> block_voucher(Transaction&, const Actor&, const v1::BlockVoucherRequest&);
/// Refuses: voucher_not_found, voucher_not_blocked, voucher_already_reissued, voucher_expired, funding_exhausted.
Outcome<v1::ReissueVoucherResponse> reissue_voucher(Transaction&, const Actor&, const v1::ReissueVoucherRequest&);
/// Refuses: as block_voucher; refund_nothing_due (nothing was paid for it).
Outcome<v1::RefundVoucherResponse> refund_voucher(Transaction&, const Actor&, const v1::RefundVoucherRequest&);
Outcome<v1::ExpireVouchersResponse> expire_vouchers(Transaction&, const Actor&, const v1::ExpireVouchersRequest&);
Outcome<v1::WarnOfExpiryResponse> warn_of_expiry(Transaction&, const Actor&, const v1::WarnOfExpiryRequest&);
/// Refuses: voucher_not_found (also another's).
Outcome<v1::GetVoucherResponse> get_voucher(Transaction&, const Actor&, const v1::GetVoucherRequest&);
/// Refuses: voucher_not_found (also another's, or a mistyped code).
Outcome<v1::FindVoucherResponse> find_voucher(Transaction&, const Actor&, const v1::FindVoucherRequest&);
/// Refuses: actor_not_allowed, resident_not_found, page_token_invalid.
Outcome<v1::ListVouchersResponse> list_vouchers(Transaction&, const Actor&, const v1::ListVouchersRequest&);

void offer(Operations& operations);
std::span<const store::Invariant> invariants();
std::span<const store::Statement* const> statements();

}  // namespace emplooi::vouchers

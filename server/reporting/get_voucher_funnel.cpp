#include <algorithm>

#include "base/words.h"
#include "organisations/organisations.h"
#include "reporting/figure.h"
#include "reporting/publications.h"
#include "reporting/reporting.h"
#include "reporting/reporting.sql.h"

namespace emplooi::reporting {

namespace {

/// Vouchers of one kind, in one state.
struct KindAndState {
  std::string kind;
  std::string state;
  std::int64_t vouchers;
  Cents face;
  Cents paid;
  std::int64_t households;

  using Columns = std::tuple<std::string, std::string, std::int64_t, Cents, Cents, std::int64_t>;
};

// No totals are published, so no other row has to be hidden with a small one.
void write(const KindAndState& from, std::int64_t fewest, v1::FunnelRow& to) {
  const bool is_hidden = from.households < fewest;
  to.set_kind(from_word<funding::v1::VoucherKind>(from.kind));
  if (!from.state.empty()) to.set_state(from_word<vouchers::v1::VoucherState>(from.state));
  *to.mutable_vouchers() = figure(from.vouchers, is_hidden);
  *to.mutable_face_cents() = figure(from.face.value, is_hidden);
  *to.mutable_paid_cents() = figure(from.paid.value, is_hidden);
}

bool comes_before(const v1::FunnelRow& a, const v1::FunnelRow& b) {
  return std::pair(a.kind(), a.state()) < std::pair(b.kind(), b.state());
}

v1::GetVoucherFunnelResponse in_order(v1::GetVoucherFunnelResponse report) {
  std::sort(report.mutable_rows()->begin(), report.mutable_rows()->end(), comes_before);
  return report;
}

}  // namespace

v1::GetVoucherFunnelResponse vouchers_of(Transaction& tx, const organisations::Programme& programme,
                                         const Period& period, const Audience& audience) {
  v1::GetVoucherFunnelResponse report;
  for (const auto& [kind, count, price, households] : tx.all<std::string, std::int64_t, Cents, std::int64_t>(
           sql::orders_not_paid, programme.id, audience.corporation)) {
    write({kind, "", count, price, price, households}, audience.fewest, *report.add_rows());
  }
  for (const auto& row : tx.all<KindAndState>(sql::vouchers_by_state, programme.id, period.starts_on, period.ends_on,
                                              audience.corporation)) {
    write(row, audience.fewest, *report.add_rows());
  }
  return in_order(std::move(report));
}

v1::GetVoucherFunnelResponse voucher_events_of(Transaction& tx, const organisations::Programme& programme,
                                               const Period& period, const Audience& audience) {
  v1::GetVoucherFunnelResponse report;
  for (const auto& row :
       tx.all<KindAndState>(sql::vouchers_by_event, programme.id, period.starts_on, period.ends_on, period.begin(),
                            period.end(), month_of(period.starts_on), month_of(period.ends_on), audience.corporation)) {
    write(row, audience.fewest, *report.add_rows());
  }
  return in_order(std::move(report));
}

Outcome<v1::GetVoucherFunnelResponse> get_voucher_funnel(Transaction& tx, const Actor& actor,
                                                         const v1::GetVoucherFunnelRequest& request) {
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id())));
  const auto period = TRY(period_of(actor, tx.today(), request.period()));
  const auto audience = audience_of(actor);
  if (actor.is_staff()) return vouchers_of(tx, programme, period, audience);
  return vouchers_of(TRY(publications_of(tx, programme, period, audience)));
}

}  // namespace emplooi::reporting

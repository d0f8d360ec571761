#include "base/words.h"
#include "organisations/organisations.h"
#include "reporting/figure.h"
#include "reporting/period.h"
#include "reporting/reporting.h"
#include "reporting/reporting.sql.h"
#include "reporting/suppression.h"

namespace emplooi::reporting {

namespace {

struct KindAndState {
  funding::v1::VoucherKind kind;
  vouchers::v1::VoucherState state;
  std::int64_t vouchers;
  Cents face;
  Cents paid;
  std::int64_t households;
};

std::vector<KindAndState> rows_of(Transaction& tx, ProgrammeId programme, const Period& period,
                                  std::optional<Uuid> own) {
  std::vector<KindAndState> rows;
  for (const auto& [kind, count, price, households] :
       tx.all<std::string, std::int64_t, Cents, std::int64_t>(sql::orders_not_paid, programme, own)) {
    rows.push_back({from_word<funding::v1::VoucherKind>(kind), vouchers::v1::VOUCHER_STATE_UNSPECIFIED, count, price,
                    price, households});
  }
  for (const auto& [kind, state, count, face, paid, households] :
       tx.all<std::string, std::string, std::int64_t, Cents, Cents, std::int64_t>(
           sql::vouchers_by_state, programme, period.starts_on, period.ends_on, own)) {
    rows.push_back({from_word<funding::v1::VoucherKind>(kind), from_word<vouchers::v1::VoucherState>(state), count,
                    face, paid, households});
  }
  std::sort(rows.begin(), rows.end(), [](const KindAndState& a, const KindAndState& b) {
    return std::pair(a.kind, a.state) < std::pair(b.kind, b.state);
  });
  return rows;
}

}  // namespace

Outcome<v1::GetVoucherFunnelResponse> get_voucher_funnel(Transaction& tx, const Actor& actor,
                                                         const v1::GetVoucherFunnelRequest& request) {
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id())));
  const auto period = TRY(period_of(actor, tx.today(), request.period()));
  v1::GetVoucherFunnelResponse response;
  for (const auto& row : rows_of(tx, programme.id, period, corporation_of(actor))) {
    // No totals are published, so no other row has to be hidden with it.
    const bool is_hidden = row.households < fewest_persons(actor);
    auto& to = *response.add_rows();
    to.set_kind(row.kind);
    to.set_state(row.state);
    *to.mutable_vouchers() = figure(row.vouchers, is_hidden);
    *to.mutable_face_cents() = figure(row.face.value, is_hidden);
    *to.mutable_paid_cents() = figure(row.paid.value, is_hidden);
  }
  return response;
}

}  // namespace emplooi::reporting

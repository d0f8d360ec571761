#include <map>

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
  std::int64_t vouchers = 0;
  Cents face;
  Cents paid;
  /// As soon as one part of the period hides it.
  bool is_hidden = false;

  void add(std::int64_t more, Cents more_face, Cents more_paid, bool hides) {
    vouchers += more;
    face += more_face;
    paid += more_paid;
    is_hidden = is_hidden || hides;
  }
};

using Rows = std::map<std::pair<funding::v1::VoucherKind, vouchers::v1::VoucherState>, KindAndState>;

Rows rows_of(Transaction& tx, ProgrammeId programme, const Actor& actor, const Period& period) {
  const auto own = actor.only();
  const auto fewest = fewest_persons(actor);
  Rows rows;
  for (const auto& [kind, count, price, households] :
       tx.all<std::string, std::int64_t, Cents, std::int64_t>(sql::orders_not_paid, programme, own)) {
    rows[{from_word<funding::v1::VoucherKind>(kind), vouchers::v1::VOUCHER_STATE_UNSPECIFIED}].add(count, price, price,
                                                                                                   households < fewest);
  }
  for (const auto& part : parts_of(actor, period)) {
    for (const auto& [kind, state, count, face, paid, households] :
         tx.all<std::string, std::string, std::int64_t, Cents, Cents, std::int64_t>(
             sql::vouchers_by_state, programme, part.starts_on, part.ends_on, own)) {
      rows[{from_word<funding::v1::VoucherKind>(kind), from_word<vouchers::v1::VoucherState>(state)}].add(
          count, face, paid, households < fewest);
    }
  }
  return rows;
}

}  // namespace

Outcome<v1::GetVoucherFunnelResponse> get_voucher_funnel(Transaction& tx, const Actor& actor,
                                                         const v1::GetVoucherFunnelRequest& request) {
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id())));
  const auto period = TRY(period_of(actor, tx.today(), request.period()));
  v1::GetVoucherFunnelResponse response;
  // No totals are published, so no other row has to be hidden with a small one.
  const auto rows = rows_of(tx, programme.id, actor, period);
  for (const auto& [kind_and_state, row] : rows) {
    auto& to = *response.add_rows();
    to.set_kind(kind_and_state.first);
    to.set_state(kind_and_state.second);
    *to.mutable_vouchers() = figure(row.vouchers, row.is_hidden);
    *to.mutable_face_cents() = figure(row.face.value, row.is_hidden);
    *to.mutable_paid_cents() = figure(row.paid.value, row.is_hidden);
  }
  return response;
}

}  // namespace emplooi::reporting

#include "vouchers/order.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

Outcome<v1::CancelOrderResponse> cancel_order(Transaction& tx, const Actor& actor,
                                              const v1::CancelOrderRequest& request) {
  const auto order = TRY(open_order_for(tx, actor, OrderId::of(request.order_id())));
  tx.run(sql::finish_order, order.id, "cancelled", std::optional<InvoiceId>());
  return v1::CancelOrderResponse();
}

}  // namespace emplooi::vouchers

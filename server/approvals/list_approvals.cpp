#include "approvals/approvals.sql.h"
#include "approvals/call.h"
#include "base/paging.h"
#include "base/timestamp.h"

namespace emplooi::approvals {

namespace {

struct OpenApproval {
  Uuid id;
  std::string rpc;
  std::string request;
  ActorId requested_by;
  Time requested_at;
  Time expires_at;
  using Columns = std::tuple<Uuid, std::string, std::string, ActorId, Time, Time>;
};

}  // namespace

Outcome<v1::ListApprovalsResponse> list_approvals(Transaction& tx, const Actor& actor,
                                                  const v1::ListApprovalsRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  auto rows = tx.all<OpenApproval>(sql::open_after, paging.after, tx.now(), paging.limit());
  v1::ListApprovalsResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const OpenApproval& row) { return row.id; }));
  for (const auto& row : rows) {
    Actor reader = actor;
    // What somebody may not do is not theirs to read either.
    if (!callable(row.rpc, reader)) continue;
    auto& approval = *response.add_approvals();
    approval.set_approval_id(to_string(row.id));
    approval.set_rpc(row.rpc);
    approval.set_request(row.request);
    approval.set_requested_by(to_string(row.requested_by));
    *approval.mutable_requested_at() = to_timestamp(row.requested_at);
    *approval.mutable_expires_at() = to_timestamp(row.expires_at);
  }
  return response;
}

}  // namespace emplooi::approvals

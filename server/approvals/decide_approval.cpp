#include "approvals/approvals.sql.h"
#include "approvals/call.h"

namespace emplooi::approvals {

Outcome<v1::DecideApprovalResponse> decide_approval(Transaction& tx, const Actor& actor,
                                                    const v1::DecideApprovalRequest& request) {
  const auto id = parse_uuid(request.approval_id()).value();
  const auto found = tx.one<std::string, ActorId, bool>(sql::find, id, tx.now());
  if (!found) return refuse(REFUSAL_APPROVAL_NOT_FOUND);
  const auto& [rpc, requested_by, is_open] = *found;
  if (requested_by == actor.id) return refuse(REFUSAL_SECOND_PERSON_NEEDED);
  Actor decider = actor;
  if (const auto may = callable(rpc, decider); !may) return may.error();
  if (!is_open) return refuse(REFUSAL_APPROVAL_NOT_OPEN);
  const auto decided = tx.run(sql::decide, id, request.approve() ? "approved" : "declined", actor.id);
  ensure(decided == 1, "an open approval of somebody else's can be decided");
  return v1::DecideApprovalResponse();
}

}  // namespace emplooi::approvals

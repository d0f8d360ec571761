#pragma once

#include <span>

#include "emplooi/approvals/v1/approvals.pb.h"
#include "identity/operations.h"
#include "store/transaction.h"

namespace emplooi::approvals {

// For the front desk.

/// Whether this call needs a second person, as the rpc's access option says. Nobody needs one for their own data.
bool needs_second_person(const Operation&, const Actor&, const google::protobuf::Message& request);
/// Uses up the approval of exactly this call by this actor. Refuses: approval_needed.
Outcome<void> use(Transaction&, const Actor&, const google::protobuf::MethodDescriptor*,
                  const google::protobuf::Message& request);

// The operations.

/// Refuses: rpc_not_found, request_malformed, the field rules' refusals for the call's own request (with their path),
/// field_out_of_bounds (the call needs nobody's approval), actor_not_allowed (the caller may not make the call).
Outcome<v1::RequestApprovalResponse> request_approval(Transaction&, const Actor&, const v1::RequestApprovalRequest&);
/// Refuses: approval_not_found, approval_not_open (decided, used or too old), second_person_needed (it is the caller's
/// own), actor_not_allowed (the caller may not make such a call).
Outcome<v1::DecideApprovalResponse> decide_approval(Transaction&, const Actor&, const v1::DecideApprovalRequest&);
/// Refuses: page_token_invalid.
Outcome<v1::ListApprovalsResponse> list_approvals(Transaction&, const Actor&, const v1::ListApprovalsRequest&);

void offer(Operations& operations);
std::span<const store::Statement* const> statements();

}  // namespace emplooi::approvals

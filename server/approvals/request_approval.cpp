#include <google/protobuf/util/json_util.h>

#include "approvals/approvals.sql.h"
#include "approvals/call.h"
#include "base/field_rules.h"
#include "store/journal.h"

namespace emplooi::approvals {

namespace {

constexpr auto open_for = std::chrono::hours(7 * 24);

/// Refuses: request_malformed, the field rules' refusals.
Outcome<MessagePtr> read_request(const Operation& operation, const std::string& json) {
  auto request = operation.new_request();
  if (!google::protobuf::util::JsonStringToMessage(json, request.get()).ok()) {
    auto refused = refuse(REFUSAL_REQUEST_MALFORMED, "not a request of this rpc in JSON");
    refused.field = "request";
    return refused;
  }
  if (auto within = check_field_rules(*request); !within) {
    auto refused = within.error();
    refused.field = "request." + refused.field;
    return refused;
  }
  return request;
}

}  // namespace

Outcome<v1::RequestApprovalResponse> request_approval(Transaction& tx, const Actor& actor,
                                                      const v1::RequestApprovalRequest& request) {
  Actor caller = actor;
  const auto operation = TRY(callable(request.rpc(), caller));
  const auto asked = TRY(read_request(operation, request.request()));
  if (!needs_second_person(operation, caller, *asked)) {
    return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "this call needs nobody's approval", "request"};
  }
  const auto hash = store::sha256(canonical_bytes(*asked));
  const auto id = tx.new_id<Uuid>();
  tx.run(sql::add, id, request.rpc(), store::Bytes{std::string(hash.begin(), hash.end())}, request.request(), actor.id,
         tx.now(), tx.now() + open_for);
  v1::RequestApprovalResponse response;
  response.set_approval_id(to_string(id));
  return response;
}

}  // namespace emplooi::approvals

#include "approvals/approvals.h"

#include "approvals/approvals.sql.h"
#include "base/field_rules.h"
#include "store/journal.h"

namespace emplooi::approvals {

namespace {

store::Bytes hash_of(const google::protobuf::Message& request) {
  const auto hash = store::sha256(canonical_bytes(request));
  return {std::string(hash.begin(), hash.end())};
}

}  // namespace

bool needs_second_person(const Operation& operation, const Actor& actor, const google::protobuf::Message& request) {
  if (actor.reach == REACH_OWN_PERSON) return false;
  const auto& second = operation.access.second_person();
  if (second.field().empty()) return second.always();
  const auto* field = request.GetDescriptor()->FindFieldByName(second.field());
  return request.GetReflection()->GetInt32(request, field) > second.above();
}

Outcome<void> use(Transaction& tx, const Actor& actor, const google::protobuf::MethodDescriptor* rpc,
                  const google::protobuf::Message& request) {
  if (tx.run(sql::use, actor.id, hash_of(request), rpc->full_name(), tx.now()) == 1) return {};
  return refuse(REFUSAL_APPROVAL_NEEDED);
}

void offer(Operations& operations) {
  operations.add(request_approval);
  operations.add(decide_approval);
  operations.add(list_approvals);
}

std::span<const store::Statement* const> statements() { return sql::all; }

}  // namespace emplooi::approvals

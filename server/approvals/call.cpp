#include "approvals/call.h"

namespace emplooi::approvals {

Outcome<Operation> callable(const std::string& rpc, Actor& actor) {
  Operation operation;
  operation.rpc = google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(rpc);
  if (!operation.rpc) return refuse(REFUSAL_RPC_NOT_FOUND);
  operation.access = operation.rpc->options().GetExtension(base::v1::access);
  actor.reach = TRY(check_access(operation, &actor));
  return operation;
}

}  // namespace emplooi::approvals

#include "identity/operations.h"

#include <algorithm>

namespace emplooi {

namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

std::string path_of(const MethodDescriptor* rpc) { return rpc->service()->full_name() + "/" + rpc->name(); }

/// Every service is declared in the same file as the requests of its rpcs.
const MethodDescriptor* rpc_with(const Descriptor* request, const Descriptor* response) {
  const FileDescriptor* file = request->file();
  for (int s = 0; s < file->service_count(); ++s) {
    for (int m = 0; m < file->service(s)->method_count(); ++m) {
      const auto* rpc = file->service(s)->method(m);
      if (rpc->input_type() == request && rpc->output_type() == response) return rpc;
    }
  }
  throw Defect("no rpc takes " + request->full_name() + " and answers " + response->full_name());
}

bool holds_personal_data(const Descriptor* message, int depth = 0) {
  ensure(depth < 16, "messages nest less than 16 deep");
  for (int i = 0; i < message->field_count(); ++i) {
    const auto* field = message->field(i);
    const auto& rule = field->options().GetExtension(base::v1::rule);
    if (rule.personal() || rule.secret()) return true;
    if (field->message_type() && holds_personal_data(field->message_type(), depth + 1)) return true;
  }
  return false;
}

std::string defect_of(const MethodDescriptor* rpc, const Operation* operation) {
  const auto& access = rpc->options().GetExtension(base::v1::access);
  if (!operation) return "has no operation";
  if (access.effect() == base::v1::EFFECT_UNSPECIFIED || access.reach() == base::v1::REACH_UNSPECIFIED) {
    return "states no access";
  }
  const bool is_public = access.reach() == base::v1::REACH_PUBLIC;
  if (is_public == (access.roles_size() > 0)) return "must name its roles, unless it is public";
  const bool is_session = access.effect() == base::v1::EFFECT_SESSION;
  if (is_session != static_cast<bool>(operation->run_session)) return "has an operation that does not fit its effect";
  if (access.effect() == base::v1::EFFECT_COMMAND && holds_personal_data(rpc->output_type())) {
    return "is a command whose answer can hold personal data";
  }
  return {};
}

}  // namespace

MessagePtr Operation::new_request() const {
  return MessagePtr(google::protobuf::MessageFactory::generated_factory()->GetPrototype(rpc->input_type())->New());
}

MessagePtr Operation::new_response() const {
  return MessagePtr(google::protobuf::MessageFactory::generated_factory()->GetPrototype(rpc->output_type())->New());
}

Operation& Operations::entry_of(const Descriptor* request, const Descriptor* response) {
  const auto* rpc = rpc_with(request, response);
  auto& slot = by_path_[path_of(rpc)];
  ensure(!slot, "an rpc has one operation");
  slot = std::make_unique<Operation>();
  slot->rpc = rpc;
  slot->access = rpc->options().GetExtension(base::v1::access);
  in_order_.push_back(slot.get());
  return *slot;
}

const Operation* Operations::find(std::string_view service_and_method) const {
  const auto found = by_path_.find(std::string(service_and_method));
  return found == by_path_.end() ? nullptr : found->second.get();
}

void Operations::ensure_complete() const {
  std::vector<const FileDescriptor*> files;
  for (const auto* operation : in_order_) {
    const auto* file = operation->rpc->file();
    if (std::find(files.begin(), files.end(), file) == files.end()) files.push_back(file);
  }
  std::string defects;
  for (const auto* file : files) {
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m) {
        const auto* rpc = file->service(s)->method(m);
        const auto defect = defect_of(rpc, find(path_of(rpc)));
        if (!defect.empty()) defects += "\n  " + path_of(rpc) + " " + defect;
      }
    }
  }
  if (!defects.empty()) throw Defect("the contract and the operations differ:" + defects);
}

Outcome<void> check_access(const Operation& operation, const Actor* actor) {
  if (operation.access.reach() == base::v1::REACH_PUBLIC) return {};
  if (!actor || actor->role == ROLE_UNSPECIFIED) return refuse(REFUSAL_NOT_SIGNED_IN);
  const auto& roles = operation.access.roles();
  if (std::find(roles.begin(), roles.end(), actor->role) == roles.end()) return refuse(REFUSAL_ACTOR_NOT_ALLOWED);
  return {};
}

}  // namespace emplooi

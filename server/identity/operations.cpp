#include "identity/operations.h"

#include <algorithm>

#include "identity/personal_data.h"

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

template <class Test>
bool holds(const Descriptor* message, Test test, int depth = 0) {
  ensure(depth < 16, "messages nest less than 16 deep");
  for (int i = 0; i < message->field_count(); ++i) {
    const auto* field = message->field(i);
    if (test(field->options().GetExtension(base::v1::rule))) return true;
    if (field->message_type() && holds(field->message_type(), test, depth + 1)) return true;
  }
  return false;
}

std::string defect_of(const base::v1::Access& access) {
  if (access.effect() == base::v1::EFFECT_UNSPECIFIED || access.grants().empty()) return "states no access";
  std::vector<int> granted;
  for (const auto& grant : access.grants()) {
    const bool is_public = grant.reach() == REACH_PUBLIC;
    if (is_public && (access.grants_size() > 1 || grant.roles_size() > 0)) return "is public, and so names no roles";
    if (!is_public && grant.roles().empty()) return "must name its roles, unless it is public";
    if (grant.reach() == REACH_UNSPECIFIED) return "states no reach";
    granted.insert(granted.end(), grant.roles().begin(), grant.roles().end());
  }
  std::sort(granted.begin(), granted.end());
  if (std::adjacent_find(granted.begin(), granted.end()) != granted.end()) return "grants itself to a role twice";
  return {};
}

/// A number of the request, by which a call is large or small.
bool is_number(const Descriptor* request, const std::string& name) {
  const auto* field = request->FindFieldByName(name);
  return field && !field->is_repeated() && field->cpp_type() == FieldDescriptor::CPPTYPE_INT32;
}

std::string defect_in_privacy(const MethodDescriptor* rpc, const base::v1::Access& access) {
  const auto is_personal = [](const auto& rule) { return rule.personal() || rule.secret() || rule.bsn(); };
  const auto identifies = [](const auto& rule) { return rule.subject() != base::v1::DATA_SUBJECT_UNSPECIFIED; };
  const auto is_bsn = [](const auto& rule) { return rule.bsn(); };
  if (access.effect() == base::v1::EFFECT_COMMAND && holds(rpc->output_type(), is_personal)) {
    return "is a command whose answer can hold personal data";
  }
  const bool identifies_people = holds(rpc->input_type(), identifies) || holds(rpc->output_type(), identifies);
  if (identifies_people && access.purpose() == base::v1::PURPOSE_UNSPECIFIED) {
    return "identifies people and states no purpose";
  }
  for (const auto& grant : access.grants()) {
    for (const int role : grant.roles()) {
      if (holds(rpc->output_type(), is_bsn) && !may_see_bsn(static_cast<Role>(role))) {
        return "answers a citizen service number to a role that may not see it";
      }
    }
  }
  const auto& second = access.second_person();
  if (!second.field().empty() && (second.always() || !is_number(rpc->input_type(), second.field()))) {
    return "needs a second person by a field that is no number of its request";
  }
  return {};
}

/// Streams are for people who have signed in, since it is their session that ends one.
std::string defect_in_stream(const MethodDescriptor* rpc, const base::v1::Access& access) {
  const auto& second = access.second_person();
  const bool needs_second_person = second.always() || !second.field().empty();
  if (access.grants_size() == 1 && access.grants(0).reach() == REACH_PUBLIC)
    return "streams to people without a session";
  if (access.effect() == base::v1::EFFECT_SESSION || needs_second_person)
    return "streams and is no plain read or command";
  return {};
}

std::string defect_of(const MethodDescriptor* rpc, const Operation* operation) {
  const auto& access = rpc->options().GetExtension(base::v1::access);
  if (!operation) return "has no operation";
  if (rpc->client_streaming()) return "streams its request";
  if (rpc->server_streaming() != static_cast<bool>(operation->run_stream)) return "streams, or its operation does";
  const bool is_session = access.effect() == base::v1::EFFECT_SESSION;
  if (is_session != static_cast<bool>(operation->run_session)) return "has an operation that does not fit its effect";
  if (rpc->server_streaming()) {
    if (auto defect = defect_in_stream(rpc, access); !defect.empty()) return defect;
  }
  auto defect = defect_of(access);
  return defect.empty() ? defect_in_privacy(rpc, access) : defect;
}

}  // namespace

bool Operation::is_public() const { return access.grants_size() == 1 && access.grants(0).reach() == REACH_PUBLIC; }

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

Outcome<Reach> check_access(const Operation& operation, const Actor* actor) {
  if (operation.is_public()) return REACH_PUBLIC;
  if (!actor || actor->role == ROLE_UNSPECIFIED) return refuse(REFUSAL_NOT_SIGNED_IN);
  if (actor->lacks_second_factor && !operation.access.without_second_factor()) {
    return refuse(REFUSAL_SECOND_FACTOR_MISSING);
  }
  for (const auto& grant : operation.access.grants()) {
    const auto& roles = grant.roles();
    if (std::find(roles.begin(), roles.end(), actor->role) != roles.end()) return grant.reach();
  }
  return refuse(REFUSAL_ACTOR_NOT_ALLOWED);
}

}  // namespace emplooi

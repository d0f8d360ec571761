#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <functional>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/outcome.h"
#include "identity/actor.h"
#include "identity/stream.h"
#include "store/store.h"

namespace emplooi {

using MessagePtr = std::unique_ptr<google::protobuf::Message>;

/// One rpc and the plain function that carries it out.
struct Operation {
  const google::protobuf::MethodDescriptor* rpc = nullptr;
  base::v1::Access access;
  /// Also without signing in.
  bool is_public() const;
  /// Answers message after message.
  bool streams() const { return rpc->server_streaming(); }
  /// Reads figures that may be a little old.
  bool is_report = false;
  /// For reads and commands: runs inside a transaction.
  std::function<Outcome<MessagePtr>(Transaction&, const Actor&, const google::protobuf::Message&)> run;
  /// For EFFECT_SESSION: runs outside any, because checking a password takes longer than a transaction may.
  std::function<Outcome<MessagePtr>(store::Store&, const Actor&, const google::protobuf::Message&)> run_session;
  /// For an rpc that streams: runs outside any, until it has sent all or the stream is over.
  std::function<Outcome<void>(StreamDoor&, const Actor&, const google::protobuf::Message&)> run_stream;

  MessagePtr new_request() const;
  MessagePtr new_response() const;
};

/// The product: a list of operations. An rpc is found by the types of its operation's request and answer.
class Operations {
 public:
  template <class Request, class Response>
  Operation& add(Outcome<Response> (*operation)(Transaction&, const Actor&, const Request&)) {
    auto& added = entry<Request>(Response::descriptor());
    added.run = [operation](Transaction& tx, const Actor& actor, const google::protobuf::Message& request) {
      return boxed(operation(tx, actor, static_cast<const Request&>(request)));
    };
    return added;
  }

  /// As add(), for figures that may be a little old: read on the replica where there is one.
  template <class Request, class Response>
  void add_report(Outcome<Response> (*operation)(Transaction&, const Actor&, const Request&)) {
    add(operation).is_report = true;
  }

  template <class Request, class Response>
  void add_session(Outcome<Response> (*operation)(store::Store&, const Actor&, const Request&)) {
    entry<Request>(Response::descriptor()).run_session = [operation](store::Store& store, const Actor& actor,
                                                                     const google::protobuf::Message& request) {
      return boxed(operation(store, actor, static_cast<const Request&>(request)));
    };
  }

  template <class Request, class Response>
  void add_stream(Outcome<void> (*operation)(Stream<Response>&, const Actor&, const Request&)) {
    entry<Request>(Response::descriptor()).run_stream = [operation](StreamDoor& door, const Actor& actor,
                                                                    const google::protobuf::Message& request) {
      Stream<Response> stream(door);
      return operation(stream, actor, static_cast<const Request&>(request));
    };
  }

  /// `emplooi.vouchers.v1.VoucherService/RedeemVoucher`, as in the path of a Connect request; null if there is none.
  const Operation* find(std::string_view service_and_method) const;
  const std::vector<const Operation*>& all() const { return in_order_; }

  /// Throws Defect naming every rpc of the contract that has no operation, no access option or one that contradicts
  /// itself, and every command whose answer could carry personal data into the journal. An rpc that identifies people states
  /// its purpose, and one that answers a citizen service number is granted to those alone who may see it. Called at
  /// start-up.
  void ensure_complete() const;

 private:
  template <class Response>
  static Outcome<MessagePtr> boxed(Outcome<Response> outcome) {
    if (!outcome) return std::move(outcome).error();
    return MessagePtr(std::make_unique<Response>(*std::move(outcome)));
  }

  template <class Request>
  Operation& entry(const google::protobuf::Descriptor* response) {
    return entry_of(Request::descriptor(), response);
  }
  Operation& entry_of(const google::protobuf::Descriptor* request, const google::protobuf::Descriptor* response);

  std::unordered_map<std::string, std::unique_ptr<Operation>> by_path_;
  std::vector<const Operation*> in_order_;
};

/// Over whose data the rpc is granted to the actor's role: what the front desk writes into `Actor::reach`.
/// Refuses: not_signed_in (nobody has signed in where somebody must), second_factor_missing (all the actor may do is to set
/// one up), actor_not_allowed (the role is in no grant of the rpc).
Outcome<Reach> check_access(const Operation& operation, const Actor* actor);

}  // namespace emplooi

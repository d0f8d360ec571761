#pragma once

#include <stdexcept>

#include "funding/story.h"
#include "support/last_message.h"

namespace emplooi::testing {

/// A story whose commands are not followed by the invariants, which grow with the town.
class QuietStory : public Story {
 protected:
  template <class Request, class Response>
  Response must(Outcome<Response> (*)(Transaction&, const Actor&, const Request&), const Actor& actor,
                const std::type_identity_t<Request>& request) {
    const auto& operations = town_operations().all();
    for (const auto* operation : operations) {
      if (operation->rpc->input_type() != Request::descriptor()) continue;
      Call call{operation, actor, town.fresh_command_id(), operation->new_request()};
      call.request->CopyFrom(request);
      const auto answer = town.town().answer(std::move(call));
      if (!answer)
        throw std::runtime_error(operation->rpc->name() + ": " + std::string(name_of(answer.error().refusal)));
      return static_cast<Response&>(**answer);
    }
    throw std::logic_error("no such operation");
  }

  /// The last that a streaming rpc says.
  template <class Response>
  Response last_of(const std::string& rpc, const Actor& actor, const google::protobuf::Message& request) {
    Call call{town_operations().find(rpc), actor, town.fresh_command_id()};
    call.request.reset(request.New());
    call.request->CopyFrom(request);
    LastMessage outlet;
    if (const auto ended = town.town().stream(std::move(call), outlet); !ended)
      throw std::runtime_error(rpc + ": " + std::string(name_of(ended.error().refusal)));
    return static_cast<const Response&>(outlet.message());
  }
};

}  // namespace emplooi::testing

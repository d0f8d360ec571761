#include "web/call.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <iostream>

#include "emplooi/identity/v1/identity.pb.h"
#include "town.h"
#include "web/envelope.h"

namespace emplooi::web {

namespace {

using Fields = std::map<std::string, std::string>;

constexpr auto identity_service = "/rpc/emplooi.identity.v1.IdentityService/";

template <class Message>
Message from_json(const std::string& json) {
  Message message;
  if (!google::protobuf::util::JsonStringToMessage(json, &message).ok()) {
    throw std::runtime_error("the server's answer is not understood");
  }
  return message;
}

std::string path_of(const Operation& operation) {
  return operation.rpc->service()->full_name() + "/" + operation.rpc->name();
}

/// By its full path, or by the end of it where that names one only.
const Operation& operation_named(const std::string& rpc) {
  const Operation* found = nullptr;
  const auto& operations = town_operations();
  for (const auto* operation : operations.all()) {
    const auto path = path_of(*operation);
    if (path == rpc || path.ends_with("." + rpc)) found = operation;
  }
  if (!found) throw std::runtime_error("there is no rpc " + rpc);
  return *found;
}

/// One message a line, and the error that it ended with; false where there is one, or no end.
bool print_stream(std::string_view body) {
  while (const auto envelope = take_envelope(body)) {
    const bool is_end = envelope->flags == Envelope::end_of_stream;
    const bool is_well = is_end && envelope->payload == "{}";
    if (!is_well) std::cout << envelope->payload << '\n';
    if (is_end) return is_well;
  }
  return false;
}

ClientAnswer try_sign_in(Client& client, const identity::v1::SignInRequest& request) {
  std::string json;
  ensure(google::protobuf::util::MessageToJsonString(request, &json).ok(), "a request has a JSON form");
  return client.post(std::string(identity_service) + "SignIn", {{"Content-Type", "application/json"}}, json);
}

/// The sentence that a refusal has where nothing else is said of it.
std::string sentence_of(Refusal refusal) {
  std::string sentence(name_of(refusal));
  std::replace(sentence.begin(), sentence.end(), '_', ' ');
  return sentence;
}

std::string sign_in(Client& client, const CallOptions& options) {
  identity::v1::SignInRequest request;
  request.set_sign_in_name(*options.sign_in_name);
  request.set_password(options.password);
  auto answer = try_sign_in(client, request);
  if (answer.status == 401 && answer.body.find(sentence_of(REFUSAL_SECOND_FACTOR_NEEDED)) != std::string::npos) {
    request.set_one_time_code(options.one_time_code());
    answer = try_sign_in(client, request);
  }
  if (answer.status != 200) throw std::runtime_error("signing in was refused: " + answer.body);
  return from_json<identity::v1::SignInResponse>(answer.body).token();
}

}  // namespace

int call(const CallOptions& options) {
  Client client(options.client);
  const auto& operation = operation_named(options.rpc);
  const auto path = "/rpc/" + path_of(operation);
  Fields fields = {{"Content-Type", "application/json"},
                   {"Idempotency-Key", to_string(IdSource().next(to_us(SystemClock().now())))}};
  if (options.sign_in_name) fields["Authorization"] = "Bearer " + sign_in(client, options);
  auto asked = fields;
  if (operation.streams()) {
    asked["Content-Type"] = "application/connect+json";
    asked["Connect-Timeout-Ms"] = std::to_string(options.client.timeout_ms / 2);
  }
  const auto answer = client.post(path, asked, operation.streams() ? enveloped(0, options.request) : options.request);
  if (options.sign_in_name) client.post(std::string(identity_service) + "SignOut", fields, "{}");
  if (operation.streams() && answer.status == 200) return print_stream(answer.body) ? 0 : 1;
  std::cout << answer.body << '\n';
  return answer.status == 200 ? 0 : 1;
}

}  // namespace emplooi::web

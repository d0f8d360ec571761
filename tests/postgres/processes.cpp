#include "postgres/processes.h"

#include "emplooi/identity/v1/identity.pb.h"
#include "support/logs.h"

namespace emplooi::testing {

Processes::Processes(TestTownOptions options) : town(std::move(options)) {
  town.advance_to(to_string(add_days(local_date(SystemClock().now()), -1)));
}

void Processes::serve() {
  for (auto& [folder, process] : servers_) {
    if (process && process->pid() > 0) continue;
    process = std::make_unique<ServerProcess>(folder / "", ServerProcess::Settings{
                                                               {"EMPLOOI_STORE_URL", town.database().where()},
                                                               {"EMPLOOI_IDENTITY_KEY_FILE", shared_ / "identity.key"},
                                                               {"EMPLOOI_IDENTITY_PASSWORD_STRENGTH", "test"},
                                                               {"EMPLOOI_LOG_LEVEL", "info"},
                                                               {"EMPLOOI_WEB_CONNECTIONS_PER_ADDRESS", "1200"},
                                                               {"EMPLOOI_WEB_IDLE", "120000"},
                                                               {"EMPLOOI_WEB_HANDSHAKE_WITHIN", "60000"},
                                                           });
  }
}

web::ClientOptions Processes::client_options(std::size_t number) const {
  const auto& served = servers_[number % 2];
  return {.host = "localhost",
          .port = served.process->port(),
          .trusted_certificate = served.folder / "tls/certificate.pem",
          .timeout_ms = 100'000};
}

std::string Processes::sign_in(web::Client& client) const {
  identity::v1::SignInRequest request;
  request.set_sign_in_name(Trade::sign_in_name);
  request.set_password(Trade::password);
  const auto answer = client.post("/rpc/emplooi.identity.v1.IdentityService/SignIn",
                                  {{"Content-Type", "application/proto"}}, request.SerializeAsString());
  identity::v1::SignInResponse response;
  if (answer.status != 200 || !response.ParseFromString(answer.body)) throw std::runtime_error(answer.body);
  note_secret(Trade::password);
  note_secret(response.token());
  return response.token();
}

Reply Processes::ask(web::Client& client, const std::string& token, const char* rpc,
                     const google::protobuf::Message& request, const std::string& command_id) {
  return send(client, token, {std::string("/rpc/emplooi.") + rpc, command_id, request.SerializeAsString()});
}

std::size_t Processes::recorded(const std::vector<std::string>& command_ids) {
  static constexpr store::Statement count{
      "test.recorded", "SELECT COUNT(*) FROM journal WHERE municipality_id = $1 AND command_id = $2"};
  return town.read([&](Transaction& tx) {
    std::size_t found = 0;
    for (const auto& id : command_ids) found += tx.one<std::int64_t>(count, CommandId::of(id)) == 1;
    return found;
  });
}

}  // namespace emplooi::testing

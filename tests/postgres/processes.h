#pragma once

#include "durability/served_town.h"

namespace emplooi::testing {

/// A town whose database two programs serve, over TLS and on loopback. It is made without them and dated yesterday, because
/// they live by the machine's clock.
class Processes : public ::testing::Test {
 protected:
  explicit Processes(TestTownOptions options = {});

  /// Starts both, or again the one that was killed.
  void serve();
  ServerProcess& server(std::size_t number) { return *servers_[number % 2].process; }
  web::ClientOptions client_options(std::size_t number) const;
  /// The token of a new session of `desk@tilburg`.
  std::string sign_in(web::Client& client) const;
  /// Throws boost::system::system_error where there is no answer.
  Reply ask(web::Client& client, const std::string& token, const char* rpc, const google::protobuf::Message& request,
            const std::string& command_id = to_string(testing::command_id(1)));
  /// How many of these commands have a record.
  std::size_t recorded(const std::vector<std::string>& command_ids);

  TestTown town;

 private:
  struct Served {
    TemporaryFolder folder;
    std::unique_ptr<ServerProcess> process;
  };

  TemporaryFolder shared_;
  Served servers_[2];
};

}  // namespace emplooi::testing

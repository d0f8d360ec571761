#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "store/bare_store.h"
#include "store/trade.h"
#include "web/client.h"

namespace emplooi::testing {

/// The program itself, `emplooi serve`, on loopback and on ports of its own choice; killed at the latest when this ends.
class ServerProcess {
 public:
  using Settings = std::map<std::string, std::string>;

  /// Returns once it serves. Throws, with its log, if it does not within 20 seconds.
  ServerProcess(const std::string& state_folder, const Settings& settings);
  ~ServerProcess() { kill(); }
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  std::uint16_t port() const { return port_; }
  pid_t pid() const { return pid_; }
  std::chrono::microseconds start_up_time() const { return start_up_time_; }
  /// kill -9, at once.
  void kill();
  /// Asks it to stop, and waits; returns its exit status, or the negative number of the signal that ended it.
  int stop();

 private:
  int wait();

  std::string log_;
  pid_t pid_ = -1;
  std::uint16_t port_ = 0;
  std::chrono::microseconds start_up_time_{};
};

/// Runs `emplooi <arguments>` to its end; returns exit status and output.
std::pair<int, std::string> run_program(const std::vector<std::string>& arguments);

/// A database with trade in it, made without a server, and the programs that serve it.
class ServedTown {
 public:
  explicit ServedTown(int jobs, ServerProcess::Settings settings = {});

  /// Starts the server anew (after it was killed or stopped).
  void start();
  ServerProcess& server() { return *server_; }
  /// Signs the coordinator in over TLS; the token outlives the server.
  const std::string& token();
  web::ClientOptions client_options() const { return client_options(server_->port()); }
  web::ClientOptions client_options(std::uint16_t port) const;
  std::string database() const { return folder_ / "emplooi.sqlite"; }
  /// Of how many of these command ids there is a journal record; read beside the server.
  std::size_t recorded(const std::vector<std::string>& command_ids) const;
  /// The number that a query answers with, read beside the server; $1 is the municipality.
  std::int64_t number(const std::string& sql) const;

  MunicipalityId municipality;
  ProgrammeId programme;
  std::vector<ResidentId> residents;
  std::vector<Redeemable> redeemables;

 private:
  TemporaryFolder folder_;
  ServerProcess::Settings settings_;
  std::string token_;
  std::unique_ptr<ServerProcess> server_;
};

/// A command as a client sends it, and may send again.
struct Sent {
  std::string path;
  std::string command_id;
  /// In protobuf.
  std::string body;
};

Sent redemption(const Redeemable& redeemable);
Sent order(ProgrammeId programme, ResidentId resident, int count);

/// The answer: status 200, or the name of the refusal in `body`.
struct Reply {
  int status = 0;
  std::string body;
  std::string refusal;
  std::map<std::string, std::string> facts{};
};

/// Throws std::runtime_error where there is no answer.
Reply send(web::Client& client, const std::string& token, const Sent& sent);

}  // namespace emplooi::testing

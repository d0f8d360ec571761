#include "durability/served_town.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <sstream>
#include <thread>

#include "emplooi/identity/v1/identity.pb.h"
#include "emplooi/vouchers/v1/vouchers.pb.h"
#include "support/logs.h"
#include "web/codec.h"

namespace emplooi::testing {

namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

std::string content(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The port in `serving https://127.0.0.1:12345, figures`; 0 before it is there.
std::uint16_t port_in(const std::string& log) {
  const auto serving = log.find("serving https://");
  const auto end = serving == std::string::npos ? serving : log.find(", figures", serving);
  if (end == std::string::npos) return 0;
  return static_cast<std::uint16_t>(std::stoi(log.substr(log.rfind(':', end) + 1)));
}

/// Starts the program with these arguments and variables, what it says going to `output`.
pid_t start_program(const std::vector<std::string>& arguments, const std::map<std::string, std::string>& variables,
                    const std::string& output) {
  std::vector<char*> argv = {const_cast<char*>(EMPLOOI_PROGRAM)};
  for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  const int says = ::open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const pid_t pid = ::fork();
  if (pid != 0) {
    ::close(says);
    return pid;
  }
  for (const auto& [name, value] : variables) ::setenv(name.c_str(), value.c_str(), 1);
  ::dup2(says, STDOUT_FILENO);
  ::dup2(says, STDERR_FILENO);
  ::execv(EMPLOOI_PROGRAM, argv.data());
  ::_exit(127);
}

std::string new_command_id() {
  static std::atomic<std::uint64_t> next = 1;
  // Not by time: these stand out in a database.
  return fmt::format("0d0ab1e0-0000-4000-8000-{:012x}", next++);
}

std::string path_of(const char* service, const char* method) { return std::string("/rpc/") + service + "/" + method; }

constexpr auto voucher_service = "emplooi.vouchers.v1.VoucherService";

}  // namespace

ServerProcess::ServerProcess(const std::string& state_folder, const Settings& settings)
    : log_(log_file_for("served").value_or(state_folder + "/log")) {
  auto variables = settings;
  variables["EMPLOOI_STATE_FOLDER"] = state_folder;
  variables["EMPLOOI_WEB_PORT"] = "0";
  variables["EMPLOOI_WEB_LOCAL_PORT"] = "0";
  const auto begun = steady_clock::now();
  pid_ = start_program({"serve"}, variables, log_);
  while ((port_ = port_in(content(log_))) == 0) {
    const bool has_ended = ::waitpid(pid_, nullptr, WNOHANG) == pid_;
    if (has_ended) pid_ = -1;
    if (has_ended || steady_clock::now() - begun > 20s) {
      kill();
      throw std::runtime_error("it does not serve: " + content(log_));
    }
    std::this_thread::sleep_for(1ms);
  }
  start_up_time_ = std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - begun);
}

int ServerProcess::wait() {
  int status = 0;
  ::waitpid(std::exchange(pid_, -1), &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

void ServerProcess::kill() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  wait();
}

int ServerProcess::stop() {
  ::kill(pid_, SIGTERM);
  return wait();
}

std::pair<int, std::string> run_program(const std::vector<std::string>& arguments) {
  TemporaryFolder folder;
  const pid_t pid = start_program(arguments, {}, folder / "says");
  int status = 0;
  ::waitpid(pid, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, content(folder / "says")};
}

ServedTown::ServedTown(int jobs, ServerProcess::Settings settings) : settings_(std::move(settings)) {
  settings_.emplace("EMPLOOI_IDENTITY_PASSWORD_STRENGTH", "test");
  settings_.emplace("EMPLOOI_LOG_LEVEL", "info");
  TestTown town(Trade::options());
  // The server lives by the machine's clock: what it finds was done yesterday.
  town.advance_to(to_string(add_days(local_date(SystemClock().now()), -1)));
  const Trade trade(town, jobs);
  municipality = town.municipality();
  programme = trade.programme;
  residents = trade.residents;
  redeemables = trade.redeemables;
  store::backup_sqlite((town.folder() / "town.sqlite").string(), database(), [](int, int) {});
  start();
}

void ServedTown::start() {
  server_.reset();
  server_ = std::make_unique<ServerProcess>(folder_ / "", settings_);
}

web::ClientOptions ServedTown::client_options(std::uint16_t port) const {
  return {.host = "localhost", .port = port, .trusted_certificate = folder_ / "tls/certificate.pem"};
}

const std::string& ServedTown::token() {
  if (!token_.empty()) return token_;
  identity::v1::SignInRequest request;
  request.set_sign_in_name(Trade::sign_in_name);
  request.set_password(Trade::password);
  web::Client client(client_options());
  const auto answer = client.post(path_of("emplooi.identity.v1.IdentityService", "SignIn"),
                                  {{"Content-Type", "application/proto"}}, request.SerializeAsString());
  identity::v1::SignInResponse response;
  if (answer.status != 200 || !response.ParseFromString(answer.body)) throw std::runtime_error(answer.body);
  note_secret(Trade::password);
  note_secret(response.token());
  return token_ = response.token();
}

std::size_t ServedTown::recorded(const std::vector<std::string>& command_ids) const {
  static constexpr store::Statement count{
      "test.recorded", "SELECT COUNT(*) FROM journal WHERE municipality_id = $1 AND command_id = $2"};
  std::size_t found = 0;
  store::open_sqlite_for_reading({.path = database()})->read(municipality, [&](Transaction& tx) {
    for (const auto& id : command_ids) found += tx.one<std::int64_t>(count, CommandId::of(id)) == 1;
  });
  return found;
}

std::int64_t ServedTown::number(const std::string& sql) const {
  const store::Statement query{"test.number", sql};
  std::int64_t found = 0;
  store::open_sqlite_for_reading({.path = database()})->read(municipality, [&](Transaction& tx) {
    found = tx.one<std::int64_t>(query).value();
  });
  return found;
}

Sent redemption(const Redeemable& redeemable) {
  vouchers::v1::RedeemVoucherRequest request;
  request.set_voucher_id(to_string(redeemable.voucher));
  request.set_job_id(to_string(redeemable.job));
  return {path_of(voucher_service, "RedeemVoucher"), new_command_id(), request.SerializeAsString()};
}

Sent order(ProgrammeId programme, ResidentId resident, int count) {
  vouchers::v1::OrderVouchersRequest request;
  request.set_programme_id(to_string(programme));
  request.set_resident_id(to_string(resident));
  request.set_kind(funding::v1::VOUCHER_KIND_MARKET);
  request.set_count(count);
  return {path_of(voucher_service, "OrderVouchers"), new_command_id(), request.SerializeAsString()};
}

Reply send(web::Client& client, const std::string& token, const Sent& sent) {
  const auto answer = client.post(sent.path,
                                  {{"Content-Type", "application/proto"},
                                   {"Authorization", "Bearer " + token},
                                   {"Idempotency-Key", sent.command_id}},
                                  sent.body);
  Reply reply{answer.status, answer.body, {}};
  if (reply.status != 200) {
    const auto detail = answer.body.find("\"value\":\"");
    base::v1::RefusalDetail refused;
    if (detail != std::string::npos) {
      const auto begin = detail + 9;
      const auto bytes = web::from_base64(answer.body.substr(begin, answer.body.find('"', begin) - begin));
      if (bytes && refused.ParseFromString(*bytes)) {
        reply.refusal = name_of(refused.refusal());
        reply.facts = {refused.facts().begin(), refused.facts().end()};
      }
    }
  }
  return reply;
}

}  // namespace emplooi::testing

#include "serve.h"

#include <signal.h>
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>

#include "due_work.h"
#include "privacy/key_ring.h"
#include "town.h"
#include "web/logs.h"
#include "web/server.h"

namespace emplooi {

namespace {

/// The signals that end the program, blocked in every thread that is started from here on, so that one waits
/// for them.
sigset_t block_ending_signals() {
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  return ending;
}

/// Most systems start a program with 1,024 descriptors, fewer than the connections that it is to hold.
void allow_descriptors(std::size_t connections) {
  constexpr std::size_t for_everything_else = 256;
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  const rlim_t wanted = connections + for_everything_else;
  limit.rlim_cur = std::max(limit.rlim_cur, std::min(wanted, limit.rlim_max));
  setrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur < wanted) spdlog::warn(fmt::format("{} descriptors allowed, {} needed", limit.rlim_cur, wanted));
}

}  // namespace

void serve(const Config& config) {
  const auto ending = block_ending_signals();
  web::start_logs(config.log_level);
  allow_descriptors(config.web.connections);
  configure_identity(config);
  const auto store = open_store(config);
  if (!std::filesystem::exists(config.key_file)) privacy::add_key(config.key_file);
  privacy::use_key_ring(privacy::read_key_ring(config.key_file));
  Town town(*store);

  const DueWork due_work(town, config.due_work_interval);
  web::Server server(town_operations(), town, config.web, config.state_folder);
  spdlog::info(fmt::format("serving https://{}:{}, figures at http://127.0.0.1:{}/metrics", config.web.address,
                           server.port(), server.local_port()));
  int signal = 0;
  sigwait(&ending, &signal);
  spdlog::info(fmt::format("stopping on signal {}", signal));
  server.stop();
}

}  // namespace emplooi

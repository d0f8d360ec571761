#include "serve.h"

#include <signal.h>

#include <filesystem>

#include "due_work.h"
#include "store/sqlite_store.h"
#include "town.h"
#include "web/logs.h"
#include "web/server.h"

namespace emplooi {

namespace {

/// The signals that end the program, blocked in every thread that is started from here on, so that one waits for them.
sigset_t block_ending_signals() {
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  return ending;
}

}  // namespace

void serve(const Config& config) {
  const auto ending = block_ending_signals();
  web::start_logs(config.log_level);
  identity::configure(config.identity);
  std::filesystem::create_directories(config.state_folder);
  const auto store = store::open_sqlite(config.store);
  Town town(*store);

  const DueWork due_work(town, config.due_work_interval);
  web::Server server(town_operations(), town, config.web, config.state_folder);
  spdlog::info("serving https://{}:{}, figures at http://127.0.0.1:{}/metrics", config.web.address, server.port(),
               server.local_port());
  int signal = 0;
  sigwait(&ending, &signal);
  spdlog::info("stopping on signal {}", signal);
  server.stop();
}

}  // namespace emplooi

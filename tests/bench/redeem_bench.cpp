// Durable redemptions per second over TLS, next to a bare SQLite loop that writes the same rows in the same run.

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>

#include "bench/bare_loop.h"
#include "bench/load.h"
#include "bench/market.h"
#include "bench/served.h"
#include "durability/served_town.h"
#include "store/sqlite_store.h"

namespace {

using namespace emplooi;
using namespace emplooi::bench;
using std::chrono::duration;

std::int64_t number(const std::string& path, MunicipalityId municipality, const char* sql) {
  const store::Statement statement{"bench.number", sql};
  std::int64_t found = 0;
  store::open_sqlite_for_reading({.path = path})->read(municipality, [&](Transaction& tx) {
    found = tx.one<std::int64_t>(statement).value();
  });
  return found;
}

/// What the server wrote for the redemptions: transfers of each, and records of each block.
Rows rows_written(const std::string& path, const Market& market, std::int64_t transfers_before,
                  std::int64_t blocks_before) {
  const auto redemptions = static_cast<std::int64_t>(market.redeemables.size());
  const auto transfers = number(path, market.municipality, "SELECT COUNT(*) FROM transfers WHERE municipality_id = $1");
  const auto blocks =
      number(path, market.municipality, "SELECT COUNT(*) FROM journal_blocks WHERE municipality_id = $1");
  return {static_cast<int>((transfers - transfers_before) / redemptions),
          static_cast<int>(std::max<std::int64_t>(1, redemptions / std::max<std::int64_t>(1, blocks - blocks_before)))};
}

void measure(const std::string& folder, int jobs, int stored, int connections) {
  const auto path = folder + "/emplooi.sqlite", copy = folder + "/bare.sqlite";
  std::cout << "building " << jobs << " done jobs and " << stored << " more vouchers ..." << '\n' << std::flush;
  const auto market = build_market(path, jobs, stored);
  store::backup_sqlite(path, copy, [](int, int) {});
  const auto transfers = number(path, market.municipality, "SELECT COUNT(*) FROM transfers WHERE municipality_id = $1");

  emplooi::testing::ServerProcess server(
      folder,
      {{"EMPLOOI_WEB_CONNECTIONS_PER_ADDRESS", std::to_string(connections + 10)}, {"EMPLOOI_LOG_LEVEL", "info"}});
  Load load{.port = server.port(), .connections = connections, .requests = {}};
  const auto token = sign_in(market, server.port(), folder + "/tls/certificate.pem");
  const auto blocks =
      number(path, market.municipality, "SELECT COUNT(*) FROM journal_blocks WHERE municipality_id = $1");
  load.requests = redemptions(market, token);
  const auto served = send_all(load);
  const auto memory = resident_kib(server.pid());
  const auto start_up = server.start_up_time();
  server.stop();
  if (served.others != 0) throw std::runtime_error(std::to_string(served.others) + " redemptions were refused");

  const auto rows = rows_written(path, market, transfers, blocks);
  const double bare = static_cast<double>(jobs) / duration<double>(write_bare(copy, market, rows)).count();
  std::cout << "served, over TLS     " << static_cast<std::int64_t>(served.per_second()) << " redemptions/s ("
            << connections << " connections, " << jobs << " redemptions)\n"
            << "latency              p50 " << milliseconds(served.percentile(0.5)) << " ms, p99 "
            << milliseconds(served.percentile(0.99)) << " ms\n"
            << "bare SQLite loop     " << static_cast<std::int64_t>(bare) << " redemptions/s (" << rows.transfers
            << " transfers each, batches of " << rows.batch << ", synchronous = FULL)\n"
            << "ratio                " << served.per_second() / bare << "\n"
            << "server's memory      " << memory / 1024 << " MiB resident after the run\n"
            << "server's start-up    " << milliseconds(start_up) << " ms to serving\n"
            << "vouchers stored      " << jobs + stored << '\n'
            << std::flush;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Measures redemptions");
  int jobs = 20'000, stored = 0, connections = 64;
  std::string folder = (std::filesystem::temp_directory_path() / "emplooi-bench").string();
  app.add_option("--jobs", jobs, "Redemptions")->check(CLI::Range(100, 100'000));
  app.add_option("--stored", stored, "Vouchers that lie in the database besides")->check(CLI::Range(0, 10'000'000));
  app.add_option("--connections", connections)->check(CLI::Range(1, 1'000));
  app.add_option("--folder", folder, "Where the databases are made; on the disk to measure");
  CLI11_PARSE(app, argc, argv);
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  measure(folder, jobs, stored, connections);
  std::filesystem::remove_all(folder);
}

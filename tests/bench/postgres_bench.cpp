// Durable redemptions per second over TLS on PostgreSQL, next to the same writes as a stored procedure that pgbench drives, on
// the same cluster in the same run.

#include <stdlib.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "bench/load.h"
#include "bench/served.h"
#include "durability/served_town.h"
#include "store/copy.h"
#include "support/raw_postgres.h"

namespace {

using namespace emplooi;
using namespace emplooi::bench;
using emplooi::testing::RawPostgres;

constexpr auto source = EMPLOOI_SOURCE_DIR "/tests/";

/// A command line that must succeed.
void run(const std::string& command) {
  if (::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
}

/// A cluster that waits for the disk, gone at the end.
class Cluster {
 public:
  explicit Cluster(const std::string& folder) : folder_(folder) {
    run(std::string(source) + "postgres/cluster.sh start " + folder_ + " " EMPLOOI_PROGRAM " durable");
  }
  ~Cluster() { static_cast<void>(::system((std::string(source) + "postgres/cluster.sh stop " + folder_).c_str())); }
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;

  std::string url(const std::string& role, const std::string& database) const {
    return "postgresql://" + role + "@/" + database + "?host=" + folder_;
  }
  void create(const std::string& database) {
    RawPostgres(url("postgres", "postgres")).run("CREATE DATABASE " + database + " TEMPLATE emplooi_template");
  }
  const std::string& folder() const { return folder_; }

 private:
  const std::string folder_;
};

std::string hex(const Uuid& id) {
  std::string text;
  for (const auto byte : id.bytes) text += fmt::format("{:02x}", byte);
  return "decode('" + text + "', 'hex')";
}

/// What pgbench is to redeem, numbered from 1.
void number_redeemables(RawPostgres& database, const Market& market) {
  database.run("CREATE TABLE bench_redeemables (number BIGINT, municipality_id BYTEA, voucher_id BYTEA, job_id BYTEA)");
  std::string values;
  for (std::size_t i = 0; i < market.redeemables.size(); ++i) {
    values += fmt::format("{}({}, {}, {}, {})", values.empty() ? "" : ", ", i + 1, hex(market.municipality),
                          hex(market.redeemables[i].voucher), hex(market.redeemables[i].job));
    const bool is_full = (i + 1) % 500 == 0 || i + 1 == market.redeemables.size();
    if (!is_full) continue;
    database.run("INSERT INTO bench_redeemables VALUES " + values);
    values.clear();
  }
}

/// Rows that were written so far, by sessions that have ended.
std::int64_t rows_written(const Cluster& cluster, const std::string& database) {
  return std::stoll(RawPostgres(cluster.url("postgres", database))
                        .run("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables"));
}

struct Procedure {
  double per_second = 0;
  double p50_ms = 0;
  double p99_ms = 0;
};

/// Calls the procedure once for each redeemable, from so many sessions.
Procedure drive(const Cluster& cluster, const std::string& database, std::size_t redemptions, int transfers,
                int sessions) {
  const auto script = cluster.folder() + "/redeem.pgbench";
  std::ofstream(script) << "CALL bench_redeem(" << transfers << ");\n";
  const auto each = redemptions / static_cast<std::size_t>(sessions);
  const auto begun = std::chrono::steady_clock::now();
  run(fmt::format(
      "cd {0} && $(ls -d /usr/lib/postgresql/*/bin | tail -1)/pgbench --no-vacuum --protocol=prepared --client={1} "
      "--jobs=2 --transactions={2} --file={3} --log --log-prefix=latencies --host={0} --username=postgres {4} "
      ">pgbench.out",
      cluster.folder(), sessions, each, script, database));
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  std::vector<double> latencies;
  for (const auto& file : std::filesystem::directory_iterator(cluster.folder())) {
    if (!file.path().filename().string().starts_with("latencies")) continue;
    std::ifstream log(file.path());
    for (std::string line; std::getline(log, line);) {
      std::istringstream words(line);
      std::string client, transaction, micros;
      words >> client >> transaction >> micros;
      latencies.push_back(std::stod(micros) / 1'000);
    }
  }
  std::sort(latencies.begin(), latencies.end());
  return {static_cast<double>(latencies.size()) / took.count(), latencies[latencies.size() / 2],
          latencies[latencies.size() * 99 / 100]};
}

void measure(const std::string& folder, int jobs, int connections) {
  Cluster cluster(folder + "/cluster");
  const auto file = folder + "/emplooi.sqlite";
  std::cout << "building " << jobs << " done jobs ..." << '\n' << std::flush;
  const auto market = build_market(file, jobs, 0);
  for (const auto* database : {"served", "called"}) {
    cluster.create(database);
    store::copy_database(file, cluster.url("emplooi_server", database), [](const store::CopyProgress&) {});
  }
  RawPostgres served_rows(cluster.url("postgres", "served")), called_rows(cluster.url("postgres", "called"));
  served_rows.run("ANALYZE");
  const auto count = "SELECT count(*) FROM transfers";
  const auto before = std::stoll(served_rows.run(count));
  const auto rows_before = rows_written(cluster, "served");

  emplooi::testing::ServerProcess server(folder,
                                         {{"EMPLOOI_WEB_CONNECTIONS_PER_ADDRESS", std::to_string(connections + 10)},
                                          {"EMPLOOI_LOG_LEVEL", "info"},
                                          {"EMPLOOI_STORE_URL", cluster.url("emplooi_server", "served")}});
  const auto token = sign_in(market, server.port(), folder + "/tls/certificate.pem");
  const auto served =
      send_all({.port = server.port(), .connections = connections, .requests = redemptions(market, token)});
  const auto memory = resident_kib(server.pid());
  server.stop();
  if (served.others != 0) throw std::runtime_error(std::to_string(served.others) + " redemptions were refused");
  const auto transfers = static_cast<int>((std::stoll(served_rows.run(count)) - before) / jobs);
  const auto served_each = (rows_written(cluster, "served") - rows_before) / jobs;

  number_redeemables(called_rows, market);
  run(fmt::format(
      "psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --host={} --username=postgres --dbname=called --file={}bench/procedure.sql",
      cluster.folder(), source));
  const std::size_t part = market.redeemables.size() / 2;
  const auto called_before = rows_written(cluster, "called");
  const auto alone = drive(cluster, "called", part, transfers, 1);
  run("rm -f " + cluster.folder() + "/latencies*");
  const auto together = drive(cluster, "called", part, transfers, 16);
  const auto called_each = (rows_written(cluster, "called") - called_before) / static_cast<std::int64_t>(2 * part);
  const double best = std::max(alone.per_second, together.per_second);
  std::cout << "served, over TLS      " << static_cast<std::int64_t>(served.per_second()) << " redemptions/s ("
            << connections << " connections, " << jobs << " redemptions), p50 " << milliseconds(served.percentile(0.5))
            << " ms, p99 " << milliseconds(served.percentile(0.99)) << " ms\n"
            << "procedure, 1 session  " << static_cast<std::int64_t>(alone.per_second) << " redemptions/s ("
            << transfers << " transfers each), p50 " << alone.p50_ms << " ms, p99 " << alone.p99_ms << " ms\n"
            << "procedure, 16         " << static_cast<std::int64_t>(together.per_second) << " redemptions/s, p50 "
            << together.p50_ms << " ms, p99 " << together.p99_ms << " ms\n"
            << "ratio                 " << served.per_second() / best << " of the faster\n"
            << "rows written          " << served_each << " a redemption served, " << called_each << " called\n"
            << "server's memory       " << memory / 1024 << " MiB resident after the run\n"
            << "durability            fsync = " << served_rows.run("SHOW fsync")
            << ", synchronous_commit = " << served_rows.run("SHOW synchronous_commit") << '\n'
            << std::flush;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Measures redemptions on PostgreSQL");
  int jobs = 10'000, connections = 64;
  std::string folder = (std::filesystem::temp_directory_path() / "emplooi-bench").string();
  app.add_option("--jobs", jobs, "Redemptions")->check(CLI::Range(100, 100'000));
  app.add_option("--connections", connections)->check(CLI::Range(1, 1'000));
  app.add_option("--folder", folder, "Where the databases are made; on the disk to measure");
  CLI11_PARSE(app, argc, argv);
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  // The cluster's own account must reach its folder.
  std::filesystem::permissions(folder, std::filesystem::perms(0755));
  try {
    measure(folder, jobs, connections);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  std::filesystem::remove_all(folder);
}

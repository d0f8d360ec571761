// Reports at a standby: as long as it is recent enough, and never what somebody has just written.
#include <unistd.h>

#include <cstdlib>
#include <thread>

#include "postgres/two_servers.h"
#include "store/bare_store.h"
#include "web/metrics.h"

namespace emplooi::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds bound{1'500};

/// A cluster of its own, with a standby.
class Replica : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    ASSERT_EQ(cluster("start", EMPLOOI_PROGRAM), 0);
    ASSERT_EQ(cluster("replica"), 0);
  }
  static void TearDownTestSuite() { EXPECT_EQ(cluster("stop"), 0); }
  /// Where the database's own user can look, too.
  static std::string folder() {
    return std::filesystem::temp_directory_path() / fmt::format("emplooi-replica-{}", ::getpid());
  }
  static int cluster(const std::string& command, const std::string& more = "") {
    const auto run = fmt::format("{}/tests/postgres/cluster.sh {} {} {} >/dev/null 2>&1", EMPLOOI_SOURCE_DIR, command,
                                 folder(), more);
    return std::system(run.c_str());
  }
  static std::string primary(const std::string& role) {
    return "postgresql://" + role + "@/emplooi_template?host=" + folder();
  }
  static std::string standby(const std::string& role) { return primary(role) + "/standby"; }

  ~Replica() override { pause_replay(false); }

  static void pause_replay(bool is_paused) {
    RawPostgres(standby("postgres")).run(is_paused ? "SELECT pg_wal_replay_pause()" : "SELECT pg_wal_replay_resume()");
  }
  static std::unique_ptr<store::Store> open(const std::string& replica) {
    return store::open_postgres({.url = primary("emplooi_server"), .replica_url = replica, .replica_bound = bound});
  }
  /// How many messages of that name a report sees, and whether it looked at the standby.
  struct Report {
    std::int64_t messages = 0;
    bool is_of_standby = false;
  };
  static Report report(store::Store& store, const std::string& name) {
    static constexpr store::Statement count{"test.count",
                                            "SELECT COUNT(*) FROM outbox WHERE municipality_id = $1 AND step = $2"};
    static constexpr store::Statement is_standby{"test.is_standby", "SELECT pg_is_in_recovery()", true};
    Report seen;
    store.read_report(home, [&](Transaction& tx) {
      seen = {tx.one<std::int64_t>(count, name).value(), tx.one<bool>(is_standby).value()};
    });
    return seen;
  }
  static bool comes_true(const std::function<bool()>& condition) {
    const auto deadline = steady_clock::now() + std::chrono::seconds(20);
    while (!condition() && steady_clock::now() < deadline) std::this_thread::sleep_for(milliseconds(5));
    return condition();
  }
  store::Command next_command() { return command(++last_command); }

  static inline int last_command = 0;
};

TEST_F(Replica, is_where_reports_are_read_and_nothing_else) {
  const auto store = open(standby("emplooi_server"));
  ASSERT_TRUE(store->write_now(next_command(), leaving("soup")));
  EXPECT_TRUE(comes_true([&] {
    const auto seen = report(*store, "soup");
    return seen.is_of_standby && seen.messages == 1;
  }));
  EXPECT_LE(store->replica()->age.value(), bound);
  EXPECT_GT(store->replica()->reads, 0);
  for (int i = 0; i < 20; ++i) {
    const auto name = "bread " + std::to_string(i);
    ASSERT_TRUE(store->write_now(next_command(), leaving(name)));
    EXPECT_EQ(messages(*store, name), 1) << "whoever wrote reads it";
  }
}

TEST_F(Replica, does_not_look_late_where_nothing_happens) {
  const auto store = open(standby("emplooi_server"));
  ASSERT_TRUE(comes_true([&] { return report(*store, "soup").is_of_standby; }));
  const auto passed_over = store->replica()->passed_over;
  for (const auto end = steady_clock::now() + 2 * bound; steady_clock::now() < end;) {
    EXPECT_TRUE(report(*store, "soup").is_of_standby);
    std::this_thread::sleep_for(bound / 20);
  }
  EXPECT_EQ(store->replica()->passed_over, passed_over);
}

TEST_F(Replica, is_passed_over_while_it_is_too_old) {
  const auto store = open(standby("emplooi_server"));
  ASSERT_TRUE(comes_true([&] { return report(*store, "soup").is_of_standby; }));
  pause_replay(true);
  ASSERT_TRUE(store->write_now(next_command(), leaving("late")));
  EXPECT_EQ(messages(*store, "late"), 1) << "whoever wrote reads it";
  const auto written = steady_clock::now();
  while (true) {
    const auto seen = report(*store, "late");
    if (!seen.is_of_standby) {
      EXPECT_EQ(seen.messages, 1) << "the primary has it";
      break;
    }
    EXPECT_EQ(seen.messages, 0) << "its replay stands still";
    ASSERT_LT(steady_clock::now() - written, std::chrono::seconds(20)) << "it is believed for ever";
  }
  EXPECT_GT(store->replica()->age.value(), bound);
  EXPECT_GT(store->replica()->passed_over, 0);
  pause_replay(false);
  EXPECT_TRUE(comes_true([&] {
    const auto seen = report(*store, "late");
    return seen.is_of_standby && seen.messages == 1;
  })) << "once it has caught up, it is asked again";
}

TEST_F(Replica, that_is_gone_is_nobodys_worry) {
  const auto store = open(primary("emplooi_server") + "/nowhere");
  ASSERT_TRUE(store->write_now(next_command(), leaving("alone")));
  const auto seen = report(*store, "alone");
  EXPECT_EQ(seen.messages, 1);
  EXPECT_FALSE(seen.is_of_standby);
  EXPECT_FALSE(store->replica()->age) << "not known";
}

TEST_F(Replica, is_no_primary) {
  const auto store = open(primary("emplooi_server"));
  EXPECT_FALSE(report(*store, "soup").is_of_standby);
  EXPECT_EQ(store->replica()->reads, 0) << "after a failover it may be: then it is asked as such";
}

TEST(Reports, stand_in_the_figures_with_their_age) {
  web::Metrics metrics;
  metrics.show_replica({milliseconds(1'500), 7, 2});
  EXPECT_NE(metrics.text().find("\nemplooi_replica_age_seconds 1.5\n"), std::string::npos) << metrics.text();
  metrics.show_replica({std::nullopt, 9, 2});
  EXPECT_NE(metrics.text().find("\nemplooi_replica_age_seconds +Inf\n"), std::string::npos) << metrics.text();
  EXPECT_NE(metrics.text().find("\nemplooi_report_reads_total{at=\"replica\"} 9\n"), std::string::npos);
  EXPECT_NE(metrics.text().find("\nemplooi_report_reads_total{at=\"primary\"} 2\n"), std::string::npos);
}

TEST(Reports, are_what_may_be_a_little_old) {
  const auto& all = town_operations().all();
  for (const auto* operation : all) {
    const bool is_of_reporting = operation->rpc->service()->full_name() == "emplooi.reporting.v1.ReportingService";
    const bool reads = operation->access.effect() == base::v1::EFFECT_READ;
    EXPECT_EQ(operation->is_report, is_of_reporting && reads) << operation->rpc->full_name();
  }
}

}  // namespace
}  // namespace emplooi::testing

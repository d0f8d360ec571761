// What no standby has yet can be lost with its host, so it is nobody's answer.
#include <stdlib.h>
#include <unistd.h>

#include <thread>

#include "store/bare_store.h"
#include "store/postgres_store.h"
#include "support/raw_postgres.h"

namespace emplooi::testing {
namespace {

using namespace std::chrono_literals;

/// A cluster of its own, whose commits wait for a standby when told to.
class Standby : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    ASSERT_TRUE(tests_use_postgres());
    run("start");
    RawPostgres(url("postgres")).run("ALTER ROLE emplooi_server SET synchronous_commit = on");
  }
  static void TearDownTestSuite() { run("stop"); }
  ~Standby() override {
    find_standby();
    store.reset();
  }
  static void run(const std::string& command) {
    const auto line = EMPLOOI_SOURCE_DIR "/tests/postgres/cluster.sh " + command + ' ' + folder + " " EMPLOOI_PROGRAM;
    if (::system(line.c_str()) != 0) throw std::runtime_error(line + " failed");
  }
  static std::string url(const std::string& role) {
    return "postgresql://" + role + "@/emplooi_template?host=" + folder;
  }

  void lose_standby() { name_standby("elsewhere"); }
  void find_standby() { name_standby(""); }
  void name_standby(const std::string& name) {
    superuser.run("ALTER SYSTEM SET synchronous_standby_names = '" + name + "'");
    superuser.run("SELECT pg_reload_conf()");
    while (superuser.run("SHOW synchronous_standby_names") != name) std::this_thread::sleep_for(1ms);
  }
  /// The process of a session whose commit waits for the standby, other than that one; empty if the answer came first.
  std::string waiting_besides(const std::string& other, const std::future<Outcome<std::string>>& answer) {
    while (answer.wait_for(1ms) == std::future_status::timeout) {
      const auto found =
          superuser.run("SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND pid <> " + other);
      if (!found.empty()) return found;
    }
    return {};
  }

  static const inline std::string folder = "/tmp/emplooi-standby-" + std::to_string(::getpid());
  RawPostgres superuser{url("postgres")};
  std::unique_ptr<store::Store> store =
      store::open_postgres({.url = url("emplooi_server"), .seal_interval = std::chrono::hours(1)});
};

TEST_F(Standby, is_waited_for_by_who_looks_up_a_lost_commit) {
  lose_standby();
  auto answer = hand_in(*store, command(1), leaving("soup"));
  const auto cut_off = waiting_besides("0", answer);
  ASSERT_NE(cut_off, "");
  superuser.run("SELECT pg_terminate_backend(" + cut_off + ")");
  EXPECT_NE(waiting_besides(cut_off, answer), "") << "the record is there to be seen, and on this host alone";
  EXPECT_EQ(messages(*store, "soup"), 1);
  find_standby();
  EXPECT_TRUE(answer.get());
  EXPECT_EQ(messages(*store, "soup"), 1);
}

TEST_F(Standby, is_waited_for_by_a_command_that_is_repeated) {
  const auto first = store->write_now(command(2), leaving("bread"));
  lose_standby();
  auto answer = hand_in(*store, command(2), leaving("bread"));
  EXPECT_NE(waiting_besides("0", answer), "")
      << "its answer rests on a commit that may have been cut off while it waited";
  find_standby();
  EXPECT_EQ(answer.get().value(), first.value());
}

}  // namespace
}  // namespace emplooi::testing

// The schema's next step, while servers of this version work: several begin it at once, and those who do not know it go on.
#include <thread>

#include "postgres/two_servers.h"
#include "store/bare_store.h"
#include "store/migrate.h"

namespace emplooi::testing {
namespace {

/// The same URL for another database.
std::string in_database(std::string url, const std::string& name) {
  const auto begin = url.find("@/") + 2;
  return url.replace(begin, url.find('?') - begin, name);
}

TEST(Migrations, that_several_begin_at_once_happen_once) {
  TemporaryFolder folder;
  const TestDatabase beside(folder / "unused");
  const std::string name = "empty_" + std::to_string(::getpid());
  RawPostgres superuser(beside.superuser());
  superuser.run("CREATE DATABASE " + name + " OWNER emplooi_owner TEMPLATE template0");
  std::vector<std::thread> servers;
  std::atomic<int> done = 0;
  for (int i = 0; i < 5; ++i) {
    servers.emplace_back([&] {
      store::migrate_postgres(in_database(beside.owner(), name));
      ++done;
    });
  }
  for (auto& server : servers) server.join();
  EXPECT_EQ(done, 5);
  EXPECT_EQ(RawPostgres(in_database(beside.owner(), name)).run("SELECT count(*) FROM schema_migrations"),
            std::to_string(store::migrations().size()));
  {
    const auto store = store::open_postgres({.url = in_database(beside.where(), name)});
    EXPECT_TRUE(store->write_now(command(1), leaving("soup")));
    EXPECT_EQ(messages(*store, "soup"), 1);
  }
  superuser.run("DROP DATABASE " + name + " WITH (FORCE)");
}

/// What a later version's step may do at most while servers of this version work: add.
class NextStep {
 public:
  explicit NextStep(const std::string& url) : database_(url) {
    for_each_table("ALTER TABLE %I ADD COLUMN added_later BIGINT");
    database_.run(
        "CREATE TABLE added_later (municipality_id BYTEA NOT NULL, thing_id BYTEA NOT NULL, PRIMARY KEY "
        "(municipality_id, thing_id))");
    database_.run("CREATE INDEX vouchers_later ON vouchers (municipality_id, added_later)");
    database_.run("INSERT INTO schema_migrations VALUES (9999, '9999_later', 'a')");
  }
  ~NextStep() {
    database_.run("DELETE FROM schema_migrations WHERE version = 9999");
    database_.run("DROP TABLE added_later");
    database_.run("DROP INDEX vouchers_later");
    for_each_table("ALTER TABLE %I DROP COLUMN added_later");
  }

 private:
  void for_each_table(const std::string& change) {
    database_.run(
        "DO $$ DECLARE name text; BEGIN FOR name IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = "
        "'public'::regnamespace AND relname NOT IN ('schema_migrations', 'added_later') LOOP EXECUTE format('" +
        change + "', name); END LOOP; END $$");
  }
  RawPostgres database_;
};

class ThisVersion : public TwoServers {};

TEST_F(ThisVersion, work_on_the_schema_of_the_next) {
  rule(budget("W-deel", 10'000'000), 1);
  const auto ada = town.resident("Ada");
  const auto before = buy(ada, 2);
  const NextStep step(town.database().superuser());
  // One that has worked on the schema before the step, and one that begins after it.
  const auto late_store = open_another();
  Town late(*late_store);
  const auto job = done(ada, town.participant("Bram"));
  const auto redeem = [&](Town& server, VoucherId voucher, JobId job) {
    const vouchers::v1::RedeemVoucherRequest request = text("voucher_id: % job_id: %", voucher, job);
    return server.answer(
        call_of("emplooi.vouchers.v1.VoucherService/RedeemVoucher", coordinator, town.fresh_command_id(), request));
  };
  EXPECT_TRUE(redeem(late, before.front(), job));
  EXPECT_REFUSED(redeem(town.town(), before.front(), job), REFUSAL_VOUCHER_ALREADY_REDEEMED);
  EXPECT_TRUE(redeem(town.town(), buy(ada, 1).front(), done(ada, town.participant("Cor"))));
  town.check_invariants(town.municipality());
}

}  // namespace
}  // namespace emplooi::testing

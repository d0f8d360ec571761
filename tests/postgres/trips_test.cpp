// How often a command waits for the database.
#include "postgres/two_servers.h"
#include "store/journal.h"
#include "store/postgres_session.h"

namespace emplooi::testing {
namespace {

/// One transaction's work on a connection of its own, counted.
class Trips : public TwoServers {
 protected:
  template <class Work>
  std::int64_t trips(Work work) {
    const auto before = connection.trips();
    store::begin(connection, store::serializable, town.municipality());
    store::PostgresTransaction tx(connection, town.municipality(), town.clock().now(), &ids);
    work(tx);
    store::commit(connection);
    return connection.trips() - before;
  }

  store::PostgresConnection connection{town.database().where()};
  store::SharedIds ids{20260106};
};

TEST_F(Trips, of_a_redemption_are_those_whose_answers_it_needs) {
  rule(budget("W-deel", 1'000'000), 1);
  const auto ada = town.resident("Ada");
  const auto wanted = buy(ada, 3);
  const auto job = done(ada, town.participant("Bram"), 180);
  std::vector<std::int64_t> counted;
  for (const auto& voucher : wanted) {
    const vouchers::v1::RedeemVoucherRequest request = text("voucher_id: % job_id: %", voucher, job);
    auto call =
        call_of("emplooi.vouchers.v1.VoucherService/RedeemVoucher", coordinator, town.fresh_command_id(), request);
    ASSERT_TRUE(admit(call));
    const store::Command command{town.municipality(), *call.command_id, coordinator.id,
                                 call.operation->rpc->full_name(), request.SerializeAsString()};
    counted.push_back(trips([&](Transaction& tx) {
      std::vector<store::Leaf> unsealed;
      const auto redeem = [&](Transaction& inner) -> Outcome<std::string> {
        return TRY(call.operation->run(inner, *call.actor, *call.request))->SerializeAsString();
      };
      const auto done = store::carry_out(tx, command, redeem, unsealed);
      EXPECT_TRUE(done);
      store::postpone_sealing(tx, unsealed.front());
    }));
  }
  // The first opens accounts, and the last approves the job.
  EXPECT_EQ(counted, (std::vector<std::int64_t>{0, 0, 0}));
}

}  // namespace
}  // namespace emplooi::testing

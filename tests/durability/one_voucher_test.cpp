// One voucher, a thousand hands.
#include <atomic>
#include <thread>

#include "durability/served_town.h"
#include "emplooi/vouchers/v1/vouchers.pb.h"

namespace emplooi::testing {
namespace {

constexpr int hands = 1'000;

/// Lets everybody go at the same moment.
class StartingShot {
 public:
  void ready_and_wait() {
    ++ready_;
    is_fired_.wait(false);
  }
  void fire_when_ready(int count) {
    while (ready_ < count) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    is_fired_ = true;
    is_fired_.notify_all();
  }

 private:
  std::atomic<int> ready_ = 0;
  std::atomic<bool> is_fired_ = false;
};

TEST(OneVoucher, is_redeemed_by_exactly_one_of_a_thousand_at_the_same_time) {
  ServedTown town(1, {{"EMPLOOI_WEB_CONNECTIONS_PER_ADDRESS", "1200"},
                      {"EMPLOOI_WEB_IDLE", "120000"},
                      {"EMPLOOI_WEB_HANDSHAKE_WITHIN", "60000"}});
  const auto token = town.token();
  const auto wanted = town.redeemables.front();
  vouchers::v1::GetVoucherRequest look;
  look.set_voucher_id(to_string(wanted.voucher));
  const Sent looking{"/rpc/emplooi.vouchers.v1.VoucherService/GetVoucher", to_string(command_id(1)),
                     look.SerializeAsString()};

  std::vector<Sent> redemptions;
  for (int i = 0; i < hands; ++i) redemptions.push_back(redemption(wanted));
  std::vector<Reply> replies(hands);
  StartingShot shot;
  std::vector<std::thread> threads;
  for (int i = 0; i < hands; ++i) {
    threads.emplace_back([&, i] {
      try {
        auto options = town.client_options();
        options.timeout_ms = 100'000;
        web::Client client(options);
        // The connection stands before the shot.
        const auto looked = send(client, token, looking);
        shot.ready_and_wait();
        replies[i] = looked.status == 200 ? send(client, token, redemptions[i]) : looked;
      } catch (const std::exception& error) {
        replies[i].refusal = error.what();
        shot.ready_and_wait();
      }
    });
  }
  shot.fire_when_ready(hands);
  for (auto& thread : threads) thread.join();

  std::map<std::string, int> outcomes;
  std::optional<std::size_t> winner;
  for (std::size_t i = 0; i < replies.size(); ++i) {
    ++outcomes[replies[i].status == 200 ? "redeemed" : replies[i].refusal];
    if (replies[i].status == 200) winner = i;
  }
  EXPECT_EQ(outcomes, (std::map<std::string, int>{{"redeemed", 1}, {"voucher_already_redeemed", hands - 1}}));

  ASSERT_TRUE(winner);
  web::Client client(town.client_options());
  EXPECT_EQ(send(client, token, redemptions[*winner]).body, replies[*winner].body) << "the winner may ask again";
  EXPECT_EQ(send(client, token, redemptions[*winner == 0 ? 1 : 0]).refusal, "voucher_already_redeemed");
  EXPECT_EQ(town.number("SELECT COUNT(*) FROM transfers WHERE municipality_id = $1 AND reason = 'redeem' "
                        "AND debit_kind = 'voucher_float'"),
            1);
  EXPECT_EQ(town.number("SELECT COUNT(*) FROM journal WHERE municipality_id = $1 AND rpc LIKE '%.RedeemVoucher'"), 1)
      << "refusals leave no record";
  EXPECT_EQ(town.server().stop(), 0);
  const auto [status, says] = run_program({"verify", "--db", town.database()});
  EXPECT_EQ(status, 0) << says;
}

}  // namespace
}  // namespace emplooi::testing

// The command was carried out, and nobody heard: the line broke, or the server died between commit and reply.
#include "durability/losing_proxy.h"
#include "durability/served_town.h"
#include "emplooi/vouchers/v1/vouchers.pb.h"

namespace emplooi::testing {
namespace {

class LostReply : public ::testing::Test {
 protected:
  /// Sends the command on a line that loses its answer, after it has shown that it can carry one.
  void send_and_lose_the_answer(const Sent& sent) {
    LosingProxy proxy(town_.server().port());
    web::Client client(town_.client_options(proxy.port()));
    ASSERT_EQ(send(client, token_, order(town_.programme, town_.residents[0], 1)).status, 200);
    proxy.lose_answers();
    EXPECT_THROW(send(client, token_, sent), std::runtime_error);
    EXPECT_GT(proxy.lost_bytes(), 0u) << "the server has answered";
  }
  Reply send_again(const Sent& sent) {
    web::Client client(town_.client_options());
    return send(client, token_, sent);
  }
  std::int64_t orders() { return town_.number("SELECT COUNT(*) FROM orders WHERE municipality_id = $1"); }
  std::int64_t redemptions() {
    return town_.number(
        "SELECT COUNT(*) FROM transfers WHERE municipality_id = $1 AND reason = 'redeem' "
        "AND debit_kind = 'voucher_float'");
  }

  ServedTown town_{1};
  const std::string token_ = town_.token();
};

TEST_F(LostReply, of_a_broken_line_is_given_again) {
  const auto redeeming = redemption(town_.redeemables[0]);
  send_and_lose_the_answer(redeeming);
  EXPECT_EQ(redemptions(), 1) << "it was carried out";
  const auto reply = send_again(redeeming);
  EXPECT_EQ(reply.status, 200) << reply.refusal;
  EXPECT_EQ(redemptions(), 1);
  EXPECT_EQ(send_again(redemption(town_.redeemables[0])).refusal, "voucher_already_redeemed")
      << "as another command it would be refused: the 200 was the original answer";
}

TEST_F(LostReply, of_a_server_that_died_is_given_by_the_next) {
  const auto ordering = order(town_.programme, town_.residents[0], 3);
  const auto before = orders();
  send_and_lose_the_answer(ordering);
  town_.server().kill();
  EXPECT_EQ(orders(), before + 2) << "the order that showed that the line carries, and the one that nobody heard of";
  EXPECT_EQ(town_.recorded({ordering.command_id}), 1u);
  town_.start();
  const auto reply = send_again(ordering);
  ASSERT_EQ(reply.status, 200) << reply.refusal;
  vouchers::v1::OrderVouchersResponse answer;
  ASSERT_TRUE(answer.ParseFromString(reply.body));
  EXPECT_EQ(answer.lines(0).count(), 3);
  EXPECT_EQ(orders(), before + 2) << "not ordered again";
  EXPECT_EQ(send_again(ordering).body, reply.body);
}

}  // namespace
}  // namespace emplooi::testing

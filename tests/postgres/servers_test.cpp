// Several servers on one database: one winner, one answer, one round of due work, one chain of blocks.
#include <future>
#include <map>
#include <thread>

#include "due_work.h"
#include "identity/identity.h"
#include "postgres/two_servers.h"
#include "store/bare_store.h"
#include "store/journal.h"

namespace emplooi::testing {
namespace {

constexpr auto redeem_path = "emplooi.vouchers.v1.VoucherService/RedeemVoucher";

class Servers : public TwoServers {
 protected:
  const BudgetId w_deel = budget("W-deel", 10'000'000);
  const FundingRuleId all = rule(w_deel, 1);
  const ResidentPersona ada = town.resident("Ada");

  /// Hands all of them in, to one server and the other in turn, and counts the answers.
  template <class Request>
  std::map<std::string, int> send_to_both(const char* path, const std::vector<Request>& requests,
                                          const std::vector<CommandId>& commands) {
    std::vector<std::promise<std::string>> answers(requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i) {
      server(i).handle(call_of(path, coordinator, commands[i], requests[i]), [&answers, i](Outcome<MessagePtr> answer) {
        answers[i].set_value(answer ? "done: " + (*answer)->ShortDebugString()
                                    : std::string(name_of(answer.error().refusal)));
      });
    }
    std::map<std::string, int> counted;
    for (auto& answer : answers) ++counted[answer.get_future().get()];
    town.check_invariants(town.municipality());
    return counted;
  }
  std::vector<CommandId> fresh_commands(int count) {
    std::vector<CommandId> commands;
    for (int i = 0; i < count; ++i) commands.push_back(town.fresh_command_id());
    return commands;
  }
  store::Verification verified() {
    store::Verification found;
    for (int i = 0; i < 750; ++i) {
      found = town.read([](Transaction& tx) { return store::verify_journal(tx); });
      if (found.unsealed == 0) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return found;
  }
};

TEST_F(Servers, let_one_of_a_thousand_redemptions_win) {
  constexpr int hands = 1'000;
  const auto voucher = buy(ada, 1).front();
  const auto job = done(ada, town.participant("Bram"));
  const vouchers::v1::RedeemVoucherRequest request = text("voucher_id: % job_id: %", voucher, job);
  const auto answers = send_to_both(redeem_path, std::vector(hands, request), fresh_commands(hands));
  EXPECT_EQ(answers, (std::map<std::string, int>{{"done: face_cents: 1500 job_approved: true", 1},
                                                 {"voucher_already_redeemed", hands - 1}}));
  EXPECT_EQ(owed_to_provider(), 1'500);
  EXPECT_EQ(figures(w_deel).spent, 1'000);
}

TEST_F(Servers, answer_one_command_with_one_answer) {
  constexpr int sendings = 400;
  const auto voucher = buy(ada, 1).front();
  const auto job = done(ada, town.participant("Bram"));
  const vouchers::v1::RedeemVoucherRequest request = text("voucher_id: % job_id: %", voucher, job);
  const auto answers =
      send_to_both(redeem_path, std::vector(sendings, request), std::vector(sendings, town.fresh_command_id()));
  EXPECT_EQ(answers, (std::map<std::string, int>{{"done: face_cents: 1500 job_approved: true", sendings}}));
  EXPECT_EQ(owed_to_provider(), 1'500);
}

TEST_F(Servers, know_each_others_sessions) {
  identity::v1::SignInRequest request;
  request.set_sign_in_name("founder@tilburg");
  request.set_password("a long enough secret");
  const auto session = identity::sign_in(town.store(), Actor(), request).value();
  const auto caller = identity::caller_of(*second_store, {session.token(), {}, {}}).value();
  EXPECT_EQ(caller.role, ROLE_ADMINISTRATOR);
  EXPECT_TRUE(identity::sign_out(*second_store, caller, {}));
  EXPECT_EQ(identity::caller_of(town.store(), {session.token(), {}, {}}).value().role, ROLE_UNSPECIFIED);
}

TEST_F(Servers, lease_a_task_to_one_of_them_until_it_is_gone) {
  using std::chrono::seconds;
  auto& first = town.store();
  const auto here = town.municipality();
  EXPECT_TRUE(first.lease(here, "due_work", seconds(60)));
  EXPECT_FALSE(second_store->lease(here, "due_work", seconds(60)));
  EXPECT_TRUE(second_store->lease(here, "another task", seconds(60)));
  EXPECT_TRUE(first.lease(here, "due_work", seconds(60))) << "whoever has it may go on";
  town.advance(seconds(59));
  EXPECT_FALSE(second_store->lease(here, "due_work", seconds(60)));
  town.advance(seconds(1));
  EXPECT_TRUE(second_store->lease(here, "due_work", seconds(60))) << "the first has not come back";
  EXPECT_FALSE(first.lease(here, "due_work", seconds(60)));
}

TEST_F(Servers, do_due_work_once_between_them) {
  buy(ada, 40);
  town.advance_to("2027-06-01");
  std::vector<std::thread> threads;
  std::atomic<std::int64_t> done = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    // Without a lease even: each step takes what is due and not done yet.
    threads.emplace_back([&, i] { done += do_due_work(server(i), town.municipality()); });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(done, 40) << "forty vouchers end, each once";
  town.check_invariants(town.municipality());
}

TEST_F(Servers, seal_one_chain_within_a_second) {
  const auto before = verified().records;
  std::vector<vouchers::v1::OrderVouchersRequest> orders(300, order_request(ada.id, 1));
  send_to_both("emplooi.vouchers.v1.VoucherService/OrderVouchers", orders, fresh_commands(300));
  const auto written = std::chrono::steady_clock::now();
  const auto found = verified();
  EXPECT_LT(std::chrono::steady_clock::now() - written, std::chrono::seconds(5)) << "a second, on a busy machine";
  EXPECT_EQ(found.first_wrong, "");
  EXPECT_EQ(found.unsealed, 0);
  EXPECT_EQ(found.records, before + 300);
}

TEST_F(Servers, seal_what_one_left_that_is_gone) {
  // One that never comes to sealing.
  auto third = open_another({.seal_interval = std::chrono::hours(1)});
  RawPostgres superuser(town.database().superuser());
  ASSERT_TRUE(third->write_now({town.municipality(), town.fresh_command_id(), coordinator.id, "emplooi.test.Leave", ""},
                               leaving("soup")));
  EXPECT_EQ(verified().unsealed, 0) << "by whichever looks next";
}

}  // namespace
}  // namespace emplooi::testing

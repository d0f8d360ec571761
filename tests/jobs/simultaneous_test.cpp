#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "funding/story.h"

namespace emplooi::jobs {
namespace {

using testing::text;

class Simultaneous : public testing::StoryTest {
 protected:
  static constexpr int clients = 200;
  const BudgetId w_deel = budget("W-deel", 1'000'000);
  const FundingRuleId all = rule(w_deel, 1);
  const testing::ResidentPersona ada = town.resident("Ada");

  /// Each client on a thread of its own, all let go at the same moment. How often each answer was given.
  template <class Request>
  std::map<std::string, int> send(const std::string& path, const std::vector<Request>& requests,
                                  const std::vector<CommandId>& commands) {
    std::promise<void> go;
    const auto gone = go.get_future().share();
    std::vector<std::string> answers(requests.size());
    std::vector<std::thread> threads;
    const auto* operation = town_operations().find(path);
    for (std::size_t i = 0; i < requests.size(); ++i) {
      threads.emplace_back([&, i] {
        Call call{operation, coordinator, commands[i], operation->new_request()};
        call.request->CopyFrom(requests[i]);
        gone.wait();
        const auto answer = town.town().answer(std::move(call));
        answers[i] = answer ? "done: " + (*answer)->ShortDebugString() : std::string(name_of(answer.error().refusal));
      });
    }
    go.set_value();
    for (auto& thread : threads) thread.join();
    town.check_invariants(town.municipality());
    std::map<std::string, int> counted;
    for (const auto& answer : answers) ++counted[answer];
    return counted;
  }
  std::vector<CommandId> fresh_commands() {
    std::vector<CommandId> commands;
    for (int i = 0; i < clients; ++i) commands.push_back(town.fresh_command_id());
    return commands;
  }
};

constexpr auto redeem_path = "emplooi.vouchers.v1.VoucherService/RedeemVoucher";
using Answers = std::map<std::string, int>;

TEST_F(Simultaneous, redemptions_of_one_voucher_have_one_winner) {
  const auto voucher = buy(ada, 1).front();
  const auto job = done(ada, town.participant("Bram"));
  const vouchers::v1::RedeemVoucherRequest request = text("voucher_id: % job_id: %", voucher, job);
  const auto answers = send(redeem_path, std::vector(clients, request), fresh_commands());
  EXPECT_EQ(answers,
            (Answers{{"done: face_cents: 1500 job_approved: true", 1}, {"voucher_already_redeemed", clients - 1}}));
  EXPECT_EQ(owed_to_provider(), 1'500);
  EXPECT_EQ(figures(w_deel).spent, 1'000);
}

TEST_F(Simultaneous, sendings_of_one_command_get_one_answer) {
  const auto voucher = buy(ada, 1).front();
  const auto job = done(ada, town.participant("Bram"));
  const vouchers::v1::RedeemVoucherRequest request = text("voucher_id: % job_id: %", voucher, job);
  const auto answers = send(redeem_path, std::vector(clients, request), std::vector(clients, town.fresh_command_id()));
  EXPECT_EQ(answers, (Answers{{"done: face_cents: 1500 job_approved: true", clients}}));
  EXPECT_EQ(owed_to_provider(), 1'500);
}

TEST_F(Simultaneous, redemptions_of_many_vouchers_for_one_job_take_what_it_needs) {
  const auto vouchers = buy(ada, 50);
  const auto job = done(ada, town.participant("Bram"), 180);
  std::vector<vouchers::v1::RedeemVoucherRequest> requests;
  for (int i = 0; i < clients; ++i) {
    requests.push_back(text("voucher_id: % job_id: %", vouchers[static_cast<std::size_t>(i) % 50], job));
  }
  const auto answers = send(redeem_path, requests, fresh_commands());
  EXPECT_EQ(answers.at("done: face_cents: 1500") + answers.at("done: face_cents: 1500 job_approved: true"), 3);
  EXPECT_EQ(answers.at("done: face_cents: 1500 job_approved: true"), 1);
  EXPECT_EQ(owed_to_provider(), 4'500);
}

TEST_F(Simultaneous, orders_never_take_more_than_a_budget_has) {
  town.must(funding::change_budget_ceiling, administrator, text("budget_id: % ceiling_cents: 30999", w_deel));
  std::vector<vouchers::v1::PayOrderRequest> requests;
  for (int i = 0; i < clients / 4; ++i) {
    const auto who = town.resident("resident " + std::to_string(i));
    requests.push_back(text("order_id: % method: PAYMENT_METHOD_CARD amount_cents: 500", order(who, 1).order_id()));
  }
  auto commands = fresh_commands();
  send("emplooi.vouchers.v1.VoucherService/PayOrder", requests, commands);
  EXPECT_EQ(figures(w_deel), (testing::Figures{30'999, 999, 30'000, 0}));
  EXPECT_EQ(cash(), 30 * 500);
}

TEST_F(Simultaneous, plans_never_send_one_helper_to_two_places) {
  const auto bram = town.participant("Bram");
  buy(ada, 20);
  std::vector<v1::PlanJobRequest> requests;
  for (int i = 0; i < 20; ++i) {
    requests.push_back(text("job_id: % participant_id: % starts_at { local: '2026-01-06T10:30' }", ask(ada), bram.id));
  }
  const auto answers = send("emplooi.jobs.v1.JobService/PlanJob", requests, fresh_commands());
  EXPECT_EQ(answers.at("participant_busy"), 19);
  EXPECT_EQ(answers.size(), 2u);
}

}  // namespace
}  // namespace emplooi::jobs

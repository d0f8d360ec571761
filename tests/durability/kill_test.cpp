// kill -9 at any moment under load, hundreds of times on one database: nothing acknowledged is lost, and what was sent
// again acts once.
#include <atomic>
#include <iostream>
#include <random>
#include <thread>

#include "durability/served_town.h"

namespace emplooi::testing {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

struct Answered {
  Sent sent;
  std::string body;
};

/// A counter in the community centre: one connection, one command after the other until the server is gone.
struct Counter {
  std::vector<Answered> answered;
  std::optional<Sent> unanswered;
  std::vector<std::string> refusals;
};

class Kill : public ::testing::Test {
 protected:
  static constexpr int counters = 4;
  static constexpr int most_cycles = 500;
  static constexpr int fewest_cycles = 40;
  static constexpr auto most_time = 60s;

  Sent next_command(std::mt19937& chance) {
    if (chance() % 3 == 0) {
      if (const auto next = next_voucher_++; next < town_.redeemables.size())
        return redemption(town_.redeemables[next]);
    }
    return order(town_.programme, town_.residents[chance() % town_.residents.size()], 1);
  }
  void work(Counter& counter, unsigned seed);
  std::vector<Counter> work_until_killed();
  void check(const std::vector<Counter>& before);

  ServedTown town_{12};
  const std::string token_ = town_.token();
  std::atomic<std::size_t> next_voucher_ = 0;
  std::atomic<int> acknowledged_ = 0;
  std::mt19937 chance_{9};
  int unanswered_ = 0, unanswered_but_done_ = 0;
};

void Kill::work(Counter& counter, unsigned seed) {
  std::mt19937 chance(seed);
  try {
    web::Client client(town_.client_options());
    while (true) {
      counter.unanswered = next_command(chance);
      const auto reply = send(client, token_, *counter.unanswered);
      if (reply.status == 200) {
        ++acknowledged_;
        counter.answered.push_back({*std::exchange(counter.unanswered, std::nullopt), reply.body});
      } else {
        counter.refusals.push_back(reply.refusal + reply.body);
        counter.unanswered.reset();
      }
    }
  } catch (const std::exception&) {
    // The server is gone: whether the last command was carried out is unknown.
  }
}

std::vector<Counter> Kill::work_until_killed() {
  std::vector<Counter> all(counters);
  std::vector<std::thread> threads;
  const int before = acknowledged_;
  for (auto& counter : all) threads.emplace_back([this, &counter, seed = chance_()] { work(counter, seed); });
  const auto deadline = steady_clock::now() + 10s;
  while (acknowledged_ == before && steady_clock::now() < deadline) std::this_thread::sleep_for(100us);
  std::this_thread::sleep_for(std::chrono::microseconds(chance_() % 40'000));
  town_.server().kill();
  for (auto& thread : threads) thread.join();
  return all;
}

/// On the server that was started after the kill.
void Kill::check(const std::vector<Counter>& before) {
  web::Client client(town_.client_options());
  std::vector<std::string> acknowledged;
  for (const auto& counter : before) {
    EXPECT_EQ(counter.refusals, std::vector<std::string>());
    for (const auto& answered : counter.answered) acknowledged.push_back(answered.sent.command_id);
  }
  // Read from the file, because sending a lost command again would carry it out.
  ASSERT_EQ(town_.recorded(acknowledged), acknowledged.size()) << "an acknowledged command is lost";
  for (const auto& counter : before) {
    if (!counter.answered.empty()) {
      const auto& last = counter.answered.back();
      ASSERT_EQ(send(client, token_, last.sent).body, last.body) << "a retry gets the original answer";
    }
    if (!counter.unanswered) continue;
    ++unanswered_;
    unanswered_but_done_ += town_.recorded({counter.unanswered->command_id}) == 1;
    const auto retried = send(client, token_, *counter.unanswered);
    ASSERT_EQ(retried.status, 200) << retried.refusal;
    ASSERT_EQ(send(client, token_, *counter.unanswered).body, retried.body);
    ASSERT_EQ(town_.recorded({counter.unanswered->command_id}), 1u);
    ++acknowledged_;
  }
}

TEST_F(Kill, at_any_moment_loses_nothing_and_repeats_nothing) {
  const auto begun = steady_clock::now();
  std::chrono::microseconds starting{};
  int cycles = 0;
  for (; cycles < most_cycles && steady_clock::now() - begun < most_time && !HasFailure(); ++cycles) {
    const auto before = work_until_killed();
    town_.start();
    starting += town_.server().start_up_time();
    check(before);
  }
  ASSERT_FALSE(HasFailure()) << "in cycle " << cycles;
  EXPECT_GE(cycles, fewest_cycles);
  EXPECT_EQ(town_.server().stop(), 0);

  const auto redeemed = std::min<std::int64_t>(next_voucher_, static_cast<std::int64_t>(town_.redeemables.size()));
  EXPECT_EQ(town_.number("SELECT COUNT(*) FROM vouchers WHERE municipality_id = $1 AND state = 'redeemed'"), redeemed);
  EXPECT_EQ(town_.number("SELECT COUNT(*) FROM transfers WHERE municipality_id = $1 AND reason = 'redeem' "
                         "AND debit_kind = 'voucher_float'"),
            redeemed)
      << "each is in the books once";
  EXPECT_EQ(town_.number("SELECT COUNT(*) FROM journal WHERE municipality_id = $1 AND "
                         "(rpc LIKE '%.OrderVouchers' OR rpc LIKE '%.RedeemVoucher')"),
            acknowledged_ + static_cast<std::int64_t>(town_.residents.size()))
      << "those that were acknowledged, now or when the town was made, and no other";
  const auto [status, says] = run_program({"verify", "--db", town_.database()});
  EXPECT_EQ(status, 0) << says;
  std::cout << cycles << " cycles, " << acknowledged_ << " commands acknowledged (" << redeemed << " redemptions); "
            << unanswered_ << " unanswered, of which " << unanswered_but_done_ << " were carried out; start-up "
            << starting.count() / std::max(cycles, 1) / 1000 << " ms on average" << '\n';
}

}  // namespace
}  // namespace emplooi::testing

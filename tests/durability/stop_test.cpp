// A stop under load: what was accepted is answered, and what was answered is kept.
#include <atomic>
#include <thread>

#include "durability/served_town.h"

namespace emplooi::testing {
namespace {

using namespace std::chrono_literals;

TEST(Stop, answers_everything_that_it_carried_out) {
  constexpr int counters = 12, rounds = 3;
  ServedTown town(2);
  const auto token = town.token();
  std::atomic<std::size_t> next_voucher = 0;
  std::vector<std::string> answered;
  std::mutex mutex;
  for (int round = 0; round < rounds; ++round) {
    if (round > 0) town.start();
    const auto goal = answered.size() + 60;
    std::atomic<std::size_t> acknowledged = answered.size();
    std::vector<std::thread> threads;
    for (int i = 0; i < counters; ++i) {
      threads.emplace_back([&, i] {
        try {
          web::Client client(town.client_options());
          for (auto status = 200; status == 200;) {
            const bool redeems = i == 0 && next_voucher < town.redeemables.size();
            const auto sent =
                redeems ? redemption(town.redeemables[next_voucher++]) : order(town.programme, town.residents[0], 1);
            status = send(client, token, sent).status;
            if (status != 200) continue;
            ++acknowledged;
            const std::lock_guard lock(mutex);
            answered.push_back(sent.command_id);
          }
        } catch (const std::exception&) {
          // Turned away before it was accepted.
        }
      });
    }
    while (acknowledged < goal) std::this_thread::sleep_for(1ms);
    EXPECT_EQ(town.server().stop(), 0);
    for (auto& thread : threads) thread.join();

    EXPECT_EQ(town.recorded(answered), answered.size()) << "what was answered is kept";
    EXPECT_EQ(town.number("SELECT COUNT(*) FROM journal WHERE municipality_id = $1 "
                          "AND HEX(command_id) LIKE '0D0AB1E0%'"),
              static_cast<std::int64_t>(answered.size()))
        << "and what was carried out is answered";
  }
  const auto [status, says] = run_program({"verify", "--db", town.database()});
  EXPECT_EQ(status, 0) << says;
}

}  // namespace
}  // namespace emplooi::testing

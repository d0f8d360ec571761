// Money under fire: two servers, a line that is cut, sessions that are killed, and every cent in every read.
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "postgres/cutting_proxy.h"
#include "postgres/two_servers.h"

namespace emplooi::testing {
namespace {

using std::chrono::milliseconds;

constexpr store::Statement recorded{"test.recorded",
                                    "SELECT COUNT(*) FROM journal WHERE municipality_id = $1 AND command_id = $2"};

/// What everybody may reach for.
class Pot {
 public:
  void add(const std::string& id) {
    const std::lock_guard lock(mutex_);
    ids_.push_back(id);
  }
  std::string any(std::mt19937& random) {
    const std::lock_guard lock(mutex_);
    return ids_[random() % ids_.size()];
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> ids_;
};

class Money : public TwoServers {
 protected:
  static constexpr int workers = 6;
  static constexpr int commands_each = 60;

  Money() {
    rule(budget("W-deel", 400'000), 1);
    third_store = open_another({.url = proxy.url()});
    third = std::make_unique<Town>(*third_store);
    for (int i = 0; i < 6; ++i) {
      residents.push_back(town.resident("Resident " + std::to_string(i)));
      for (const auto& voucher : buy(residents.back(), 12)) vouchers.add(to_string(voucher));
      jobs.add(to_string(done(residents.back(), town.participant("Helper " + std::to_string(i)), 120)));
    }
  }

  /// Repeats a command under its id until it has an answer that says what is true; whether it was done.
  template <class Request>
  std::optional<MessagePtr> settle(Town& server, const char* path, const Request& request) {
    const auto command = fresh();
    for (int i = 0; i < 200; ++i) {
      auto answer = server.answer(call_of(path, coordinator, command, request));
      const auto refusal = answer ? REFUSAL_UNSPECIFIED : answer.error().refusal;
      if (refusal == REFUSAL_STORE_UNAVAILABLE || refusal == REFUSAL_SERVER_BUSY) {
        ++repeats;
        std::this_thread::sleep_for(milliseconds(10));
        continue;
      }
      EXPECT_NE(refusal, REFUSAL_INTERNAL_ERROR) << path;
      ++settled;
      const std::lock_guard lock(mutex);
      (answer ? done_commands : refused_commands).push_back(command);
      if (!answer) return std::nullopt;
      return std::move(*answer);
    }
    ADD_FAILURE() << path << " was never settled";
    return std::nullopt;
  }

  void work(std::size_t number) {
    std::mt19937 random(static_cast<unsigned>(number));
    auto& server = number % 2 == 0 ? second : *third;
    for (int i = 0; i < commands_each; ++i) {
      const auto voucher = vouchers.any(random), job = jobs.any(random);
      switch (random() % 6) {
        case 0:
          buy_some(server, residents[random() % residents.size()].id);
          break;
        case 1:
          settle<vouchers::v1::RefundVoucherRequest>(server, "emplooi.vouchers.v1.VoucherService/RefundVoucher",
                                                     text("voucher_id: %", voucher));
          break;
        case 2:
          settle<jobs::v1::UndoApprovalRequest>(server, "emplooi.jobs.v1.JobService/UndoApproval",
                                                text("job_id: % reason: 'Fout'", job));
          break;
        case 3:
          settle<jobs::v1::ResolveDisputeRequest>(server, "emplooi.jobs.v1.JobService/ResolveDispute",
                                                  text("job_id: % approve: true minutes: 60", job));
          break;
        default:
          settle<vouchers::v1::RedeemVoucherRequest>(server, "emplooi.vouchers.v1.VoucherService/RedeemVoucher",
                                                     text("voucher_id: % job_id: %", voucher, job));
      }
    }
  }

  void buy_some(Town& server, ResidentId who) {
    const auto ordered = settle<vouchers::v1::OrderVouchersRequest>(
        server, "emplooi.vouchers.v1.VoucherService/OrderVouchers", order_request(who, 2));
    if (!ordered) return;
    const auto& order = static_cast<const vouchers::v1::OrderVouchersResponse&>(**ordered);
    const auto paid = settle<vouchers::v1::PayOrderRequest>(
        server, "emplooi.vouchers.v1.VoucherService/PayOrder",
        text("order_id: % amount_cents: % method: PAYMENT_METHOD_CASH", order.order_id(), order.total_cents()));
    if (!paid) return;
    for (const auto& id : static_cast<const vouchers::v1::PayOrderResponse&>(**paid).voucher_ids()) vouchers.add(id);
  }

  /// Cuts and kills until all is done; how many sessions it ended.
  int disturb() {
    RawPostgres superuser(town.database().superuser());
    std::mt19937 random(7);
    int killed = 0;
    for (int due = 0; working > 0;) {
      // By what was done, not by the clock: on a busy machine nothing would ever be done between two kills.
      std::this_thread::sleep_for(milliseconds(2));
      if (settled < due) continue;
      due = settled + 6;
      if (random() % 3 == 0) proxy.cut_after(1);
      if (random() % 3 == 0) proxy.cut_before(1);
      const auto ended = superuser.all(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
          "pg_backend_pid() AND state <> 'idle' ORDER BY random() LIMIT 1");
      killed += static_cast<int>(ended.size());
    }
    return killed;
  }

  /// Every rule, in snapshot after snapshot; a reader whose session is killed reads again.
  int read_on() {
    int reads = 0;
    while (working > 0) {
      try {
        town.check_invariants(town.municipality());
        ++reads;
      } catch (const store::Unavailable&) {
      }
    }
    return reads;
  }

  CommandId fresh() {
    const std::lock_guard lock(mutex);
    return town.fresh_command_id();
  }

  CuttingProxy proxy{town.database().where()};
  std::unique_ptr<store::Store> third_store;
  std::unique_ptr<Town> third;
  std::vector<ResidentPersona> residents;
  Pot vouchers;
  Pot jobs;
  std::mutex mutex;
  std::vector<CommandId> done_commands;
  std::vector<CommandId> refused_commands;
  std::atomic<int> repeats = 0;
  std::atomic<int> settled = 0;
  std::atomic<int> working = workers;
};

TEST_F(Money, is_neither_made_nor_lost) {
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < workers; ++i) {
    threads.emplace_back([this, i] {
      work(i);
      --working;
    });
  }
  int reads = 0, killed = 0;
  threads.emplace_back([&] { reads = read_on(); });
  threads.emplace_back([&] { killed = disturb(); });
  for (auto& thread : threads) thread.join();
  town.check_invariants(town.municipality());
  EXPECT_GT(reads, 0);
  EXPECT_GT(killed, 0) << "or nothing was disturbed";
  EXPECT_GT(proxy.cuts(), 0);
  EXPECT_GT(done_commands.size(), 60u);
  town.read([&](Transaction& tx) {
    for (const auto& id : done_commands) EXPECT_EQ(tx.one<std::int64_t>(recorded, id), 1) << "said to be done";
    for (const auto& id : refused_commands) EXPECT_EQ(tx.one<std::int64_t>(recorded, id), 0) << "said to be refused";
    EXPECT_EQ(ledger::first_altered_record(tx), "");
    EXPECT_EQ(store::verify_journal(tx).first_wrong, "");
    return 0;
  });
  std::cout << done_commands.size() << " done, " << refused_commands.size() << " refused, " << repeats << " repeated, "
            << killed << " sessions killed, " << proxy.cuts() << " commits cut, " << reads << " reads\n";
}

}  // namespace
}  // namespace emplooi::testing

// Two programs serve one town over TLS: whichever of them a client reaches.
#include "postgres/processes.h"

#include <barrier>
#include <iostream>
#include <random>
#include <sstream>
#include <thread>

#include "emplooi/jobs/v1/jobs.pb.h"
#include "emplooi/vouchers/v1/vouchers.pb.h"
#include "ledger/ledger.h"
#include "support/raw_postgres.h"
#include "verify.h"
#include "web/envelope.h"
#include "web/running_server.h"

namespace emplooi::testing {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

class ServedTwice : public Processes {
 protected:
  ServedTwice() : Processes(Trade::options()), trade(town, 3) { serve(); }

  Trade trade;
};

TEST_F(ServedTwice, knows_who_signed_in_and_out_at_the_other) {
  web::Client one(client_options(0)), other(client_options(1));
  const auto token = sign_in(one);
  const identity::v1::GetSelfRequest who;
  EXPECT_EQ(ask(other, token, "identity.v1.IdentityService/GetSelf", who).status, 200);
  EXPECT_EQ(ask(other, token, "identity.v1.IdentityService/SignOut", identity::v1::SignOutRequest()).status, 200);
  const auto refused = ask(one, token, "identity.v1.IdentityService/GetSelf", who);
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(refused.refusal, "not_signed_in");
}

/// A board that is open in a browser: what has come through the stream so far.
class OpenBoard {
 public:
  OpenBoard(std::uint16_t port, const std::string& token, ProgrammeId programme) : connection_(port) {
    const auto body = web::enveloped(0, "{\"programmeId\":\"" + to_string(programme) + "\"}");
    connection_.send(
        fmt::format("POST /rpc/emplooi.jobs.v1.JobService/WatchJobs HTTP/1.1\r\nHost: localhost:{}\r\nContent-Type: "
                    "application/connect+json\r\nAuthorization: Bearer {}\r\nContent-Length: {}\r\n\r\n{}",
                    port, token, body.size(), body));
  }

  /// Whether what it was told holds the text so often, within twenty seconds.
  bool is_told(const std::string& text, int times) {
    const auto deadline = steady_clock::now() + 20s;
    while (count(text) < times && steady_clock::now() < deadline) told_ += connection_.receive_some(500);
    return count(text) == times;
  }
  int count(const std::string& text) const {
    int found = 0;
    for (auto at = told_.find(text); at != std::string::npos; at = told_.find(text, at + 1)) ++found;
    return found;
  }

 private:
  RawConnection connection_;
  std::string told_;
};

TEST_F(ServedTwice, shows_on_boards_at_one_what_happens_at_the_other) {
  web::Client other(client_options(1));
  const auto token = sign_in(other);
  OpenBoard here(server(0).port(), token, trade.programme), there(server(1).port(), token, trade.programme);
  constexpr auto read_again = "\"readAgain\":true";
  ASSERT_TRUE(here.is_told(read_again, 1));
  ASSERT_TRUE(there.is_told(read_again, 1));
  const auto service = town.setting().walk;
  const jobs::v1::RequestJobRequest request = text("programme_id: % resident_id: % service_id: % minutes: 60",
                                                   trade.programme, trade.residents.front(), service);
  const auto reply = ask(other, token, "jobs.v1.JobService/RequestJob", request, to_string(town.fresh_command_id()));
  ASSERT_EQ(reply.status, 200) << reply.refusal;
  jobs::v1::RequestJobResponse made;
  ASSERT_TRUE(made.ParseFromString(reply.body));
  EXPECT_TRUE(there.is_told("\"jobId\":\"" + made.job_id() + '"', 1)) << "the server that did it knows which";
  EXPECT_TRUE(here.is_told(read_again, 2)) << "the other that there is something to read";
  EXPECT_EQ(there.count(read_again), 1);
}

TEST_F(ServedTwice, lets_one_of_a_thousand_redemptions_win) {
  constexpr int hands = 1'000;
  std::string tokens[2];
  for (std::size_t i = 0; i < 2; ++i) {
    web::Client client(client_options(i));
    tokens[i] = sign_in(client);
  }
  std::vector<Sent> redemptions;
  for (int i = 0; i < hands; ++i) redemptions.push_back(redemption(trade.redeemables.front()));
  std::vector<Reply> replies(hands);
  std::barrier start(hands);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < hands; ++i) {
    threads.emplace_back([&, i] {
      web::Client client(client_options(i));
      std::optional<Reply> looked;
      try {
        // The connection stands before the start.
        looked = ask(client, tokens[i % 2], "identity.v1.IdentityService/GetSelf", identity::v1::GetSelfRequest());
      } catch (const std::exception& error) {
        replies[i].refusal = error.what();
      }
      start.arrive_and_wait();
      if (!looked) return;
      try {
        replies[i] = looked->status == 200 ? send(client, tokens[i % 2], redemptions[i]) : *looked;
      } catch (const std::exception& error) {
        replies[i].refusal = error.what();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  std::map<std::string, int> outcomes;
  std::optional<std::size_t> winner;
  for (std::size_t i = 0; i < replies.size(); ++i) {
    ++outcomes[replies[i].status == 200 ? "redeemed" : replies[i].refusal];
    if (replies[i].status == 200) winner = i;
  }
  EXPECT_EQ(outcomes, (std::map<std::string, int>{{"redeemed", 1}, {"voucher_already_redeemed", hands - 1}}));
  ASSERT_TRUE(winner);
  web::Client other(client_options(*winner + 1));
  EXPECT_EQ(send(other, tokens[0], redemptions[*winner]).body, replies[*winner].body)
      << "the winner may ask again, at the other server too";
  town.check_invariants(town.municipality());
}

/// One connection after another at a counter that has two servers to go to: where one is gone, the same command goes to the
/// other.
class Counter {
 public:
  std::vector<Sent> acknowledged;
  std::map<std::string, std::string> answers;
  std::vector<std::string> refusals;
  int repeats = 0;
};

class KilledServer : public ServedTwice {
 protected:
  static constexpr int counters = 6;
  static constexpr int kills = 4;

  Reply settle(Counter& counter, std::size_t& at, std::unique_ptr<web::Client>& client, const Sent& sent) {
    for (int i = 0;; ++i) {
      try {
        if (!client) client = std::make_unique<web::Client>(options_of(at));
        const auto reply = send(*client, token_, sent);
        if (reply.refusal != "server_busy" && reply.refusal != "store_unavailable" &&
            reply.refusal != "shutting_down") {
          return reply;
        }
      } catch (const std::exception&) {
        client.reset();
        ++at;
      }
      ++counter.repeats;
      if (i == 500) return {};
      std::this_thread::sleep_for(10ms);
    }
  }

  void work(Counter& counter, std::size_t number) {
    std::mt19937 chance(static_cast<unsigned>(number));
    std::size_t at = number;
    std::unique_ptr<web::Client> client;
    while (!is_over_) {
      const auto next = next_voucher_++;
      const auto sent = chance() % 3 != 0 && next < trade.redeemables.size()
                            ? redemption(trade.redeemables[next])
                            : order(trade.programme, trade.residents[chance() % trade.residents.size()], 1);
      const auto reply = settle(counter, at, client, sent);
      if (reply.status == 200) {
        counter.acknowledged.push_back(sent);
        counter.answers[sent.command_id] = reply.body;
        ++acknowledged_;
      } else {
        counter.refusals.push_back(reply.refusal + reply.body);
      }
    }
  }

  /// Where a server listens now; they get new ports.
  web::ClientOptions options_of(std::size_t number) {
    const std::lock_guard lock(mutex_);
    return client_options(number);
  }

  void wait_for_more(int commands) {
    const auto deadline = steady_clock::now() + 60s;
    for (const int before = acknowledged_; acknowledged_ < before + commands && steady_clock::now() < deadline;) {
      std::this_thread::sleep_for(1ms);
    }
  }

  std::string token_;
  std::atomic<std::size_t> next_voucher_ = 0;
  std::atomic<int> acknowledged_ = 0;
  std::atomic<bool> is_over_ = false;
  std::mutex mutex_;
};

TEST_F(KilledServer, takes_nothing_with_it_and_holds_nobody_up) {
  {
    web::Client client(client_options(0));
    token_ = sign_in(client);
  }
  std::vector<Counter> all(counters);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < all.size(); ++i) threads.emplace_back([&, i] { work(all[i], i); });
  for (std::size_t i = 0; i < kills; ++i) {
    wait_for_more(20);
    server(i).kill();
    wait_for_more(20);
    const std::lock_guard lock(mutex_);
    serve();
  }
  wait_for_more(20);
  is_over_ = true;
  for (auto& thread : threads) thread.join();
  std::vector<std::string> acknowledged;
  int repeats = 0;
  web::Client client(client_options(0));
  for (const auto& counter : all) {
    EXPECT_EQ(counter.refusals, std::vector<std::string>()) << "whatever was sent was settled";
    for (const auto& sent : counter.acknowledged) acknowledged.push_back(sent.command_id);
    repeats += counter.repeats;
    const auto& last = counter.acknowledged.back();
    EXPECT_EQ(send(client, token_, last).body, counter.answers.at(last.command_id)) << "one command, one answer";
  }
  EXPECT_EQ(recorded(acknowledged), acknowledged.size()) << "an acknowledged command is lost";
  EXPECT_GT(repeats, 0) << "or nobody was at the server that was killed";
  town.check_invariants(town.municipality());
  EXPECT_EQ(server(0).stop(), 0);
  EXPECT_EQ(server(1).stop(), 0);
  std::ostringstream says;
  EXPECT_EQ(verify(town.database().owner(), says), 0) << says.str();
  std::cout << acknowledged.size() << " acknowledged, " << repeats << " repeated, " << kills << " kills\n";
}

}  // namespace
}  // namespace emplooi::testing

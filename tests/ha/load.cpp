// The load of the failover test. `ha_load town` makes a town with trade in it; `ha_load run` lets clerks redeem and order
// through several servers, each command under its id until it is settled, whatever happens to servers and databases.
#include <pthread.h>
#include <signal.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <deque>
#include <fstream>
#include <future>
#include <iostream>
#include <mutex>
#include <thread>

#include "durability/served_town.h"
#include "emplooi/identity/v1/identity.pb.h"

namespace {

using namespace emplooi;
using namespace emplooi::testing;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

/// What the town's file holds that a load can be made of: one word and its ids a line.
struct Stock {
  ProgrammeId programme;
  std::vector<ResidentId> residents;
  std::vector<Redeemable> redeemables;
};

void build_town(const std::string& file, const std::string& stock_file, int jobs) {
  TestTown town(Trade::options());
  // The servers live by the machine's clock: what they find was done yesterday.
  town.advance_to(to_string(add_days(local_date(SystemClock().now()), -1)));
  const Trade trade(town, jobs);
  store::backup_sqlite((town.folder() / "town.sqlite").string(), file, [](int, int) {});
  std::ofstream stock(stock_file);
  stock << "programme " << to_string(trade.programme) << '\n';
  for (const auto& resident : trade.residents) stock << "resident " << to_string(resident) << '\n';
  for (const auto& [voucher, job] : trade.redeemables)
    stock << "voucher " << to_string(voucher) << ' ' << to_string(job) << '\n';
}

Stock read_stock(const std::string& file) {
  Stock stock;
  std::ifstream lines(file);
  for (std::string word, id, job; lines >> word >> id;) {
    if (word == "programme") stock.programme = ProgrammeId::of(id);
    if (word == "resident") stock.residents.push_back(ResidentId::of(id));
    if (word == "voucher" && lines >> job) stock.redeemables.push_back({VoucherId::of(id), JobId::of(job)});
  }
  if (stock.residents.empty()) throw std::runtime_error(file + " holds no stock");
  return stock;
}

struct Options {
  std::vector<std::string> servers;
  std::string certificate;
  std::string stock;
  std::string acknowledged;
  int clerks = 6;
  int redemptions_a_minute = 400;
};

/// Who is not settled by then is given up.
constexpr auto patience = 150s;

web::ClientOptions client_options(const Options& options, std::size_t server) {
  const auto& where = options.servers[server];
  const auto colon = where.find(':');
  return {.host = where.substr(0, colon),
          .port = static_cast<std::uint16_t>(std::stoi(where.substr(colon + 1))),
          .trusted_certificate = options.certificate,
          .timeout_ms = 10'000};
}

std::string sign_in(const web::ClientOptions& options) {
  identity::v1::SignInRequest request;
  request.set_sign_in_name(Trade::sign_in_name);
  request.set_password(Trade::password);
  web::Client client(options);
  const auto answer = client.post("/rpc/emplooi.identity.v1.IdentityService/SignIn",
                                  {{"Content-Type", "application/proto"}}, request.SerializeAsString());
  identity::v1::SignInResponse response;
  if (answer.status != 200 || !response.ParseFromString(answer.body)) throw std::runtime_error(answer.body);
  return response.token();
}

/// What became of all commands; shared by the clerks.
class Book {
 public:
  explicit Book(const std::string& file) : acknowledged_(file) {}

  /// Written at once: when, by the clock that is the same for every program on the machine; the command; how often it was sent.
  void acknowledge(const Sent& sent, int sendings) {
    const std::chrono::duration<double> now = steady_clock::now().time_since_epoch();
    const std::lock_guard lock(mutex_);
    acknowledged_ << fmt::format("{:.6f} {} {}\n", now.count(), sent.command_id, sendings) << std::flush;
    ++count_;
    repeated_ += sendings > 1;
  }
  void note(const std::string& what) {
    const std::lock_guard lock(mutex_);
    ++notes_[what];
  }
  void say(std::ostream& says) {
    says << "acknowledged " << count_ << '\n' << "settled_by_a_retry " << repeated_ << '\n';
    for (const auto& [what, times] : notes_) says << what << ' ' << times << '\n';
  }

 private:
  std::mutex mutex_;
  std::ofstream acknowledged_;
  std::int64_t count_ = 0, repeated_ = 0;
  std::map<std::string, std::int64_t> notes_;
};

/// One counter in town: sends a command to one server after the other until one has settled it.
class Clerk {
 public:
  Clerk(const Options& options, const std::string& token, Book& book, std::size_t number)
      : token_(token), book_(book), next_server_(number) {
    for (std::size_t i = 0; i < options.servers.size(); ++i) clients_.emplace_back(client_options(options, i));
  }

  /// The answer that settled it: 200, or a refusal of what it asks for. Nothing: it was given up.
  std::optional<Reply> settle(const Sent& sent) {
    const auto begun = steady_clock::now();
    for (int sendings = 1; steady_clock::now() - begun < patience; ++sendings) {
      const auto reply = send_once(sent);
      if (reply && reply->status == 200) {
        book_.acknowledge(sent, sendings);
        remember(sent, *reply);
        return reply;
      }
      if (reply && !is_for_later(*reply)) return reply;
      std::this_thread::sleep_for(100ms);
    }
    book_.note("unsettled");
    return std::nullopt;
  }

  /// Whether the commands settled last are still answered as they were.
  void ask_again() {
    for (const auto& [sent, body] : last_) {
      std::optional<Reply> reply;
      for (int i = 0; i < 100 && (!reply || is_for_later(*reply)); ++i) reply = send_once(sent);
      book_.note(reply && reply->body == body ? "answered_again" : "answered_otherwise");
    }
  }

 private:
  static bool is_for_later(const Reply& reply) {
    return reply.refusal == "store_unavailable" || reply.refusal == "server_busy" ||
           reply.refusal == "deadline_passed" || reply.refusal == "shutting_down" || reply.status == 503;
  }

  std::optional<Reply> send_once(const Sent& sent) {
    try {
      return send(clients_[next_server_++ % clients_.size()], token_, sent);
    } catch (const std::exception&) {
      return std::nullopt;
    }
  }

  void remember(const Sent& sent, const Reply& reply) {
    last_.emplace_back(sent, reply.body);
    if (last_.size() > 200) last_.pop_front();
  }

  std::deque<web::Client> clients_;
  const std::string& token_;
  Book& book_;
  std::size_t next_server_;
  std::deque<std::pair<Sent, std::string>> last_;
};

/// Two clerks want the same voucher at the same moment, each under a command of their own: one gets it.
void redeem_twice(Clerk& clerk, Clerk& rival, const Redeemable& redeemable, Book& book) {
  const auto mine = redemption(redeemable), theirs = redemption(redeemable);
  auto other = std::async(std::launch::async, [&] { return rival.settle(theirs); });
  const auto reply = clerk.settle(mine), rivals_reply = other.get();
  int winners = 0;
  for (const auto* one : {&reply, &rivals_reply}) {
    if (!*one) continue;
    winners += (*one)->status == 200;
    const bool is_known = (*one)->status == 200 || (*one)->refusal == "voucher_already_redeemed";
    if (!is_known) book.note("unexpected_" + ((*one)->refusal.empty() ? (*one)->body : (*one)->refusal));
  }
  book.note(winners == 1 ? "redeemed" : winners == 2 ? "redeemed_twice" : "redeemed_by_nobody");
}

class Load {
 public:
  explicit Load(const Options& options)
      : options_(options), stock_(read_stock(options.stock)), book_(options.acknowledged) {}

  void run_until(const std::function<void()>& wait) {
    token_ = sign_in(client_options(options_, 0));
    std::vector<std::thread> threads;
    for (int i = 0; i < options_.clerks; ++i) threads.emplace_back([this, i] { work(static_cast<std::size_t>(i)); });
    wait();
    stopping_ = true;
    for (auto& thread : threads) thread.join();
    book_.say(std::cout);
  }

 private:
  void work(std::size_t number) {
    Clerk clerk(options_, token_, book_, number), rival(options_, token_, book_, number + 1);
    for (std::size_t i = number; !stopping_; ++i) {
      if (const auto* redeemable = next_redeemable()) {
        redeem_twice(clerk, rival, *redeemable, book_);
        continue;
      }
      const auto reply = clerk.settle(order(stock_.programme, stock_.residents[i % stock_.residents.size()], 1));
      if (reply && reply->status != 200) book_.note("unexpected_" + reply->refusal);
      std::this_thread::sleep_for(20ms);
    }
    clerk.ask_again();
    rival.ask_again();
  }

  /// Vouchers come forward evenly in time, so that there are some left for the last fault.
  const Redeemable* next_redeemable() {
    const std::lock_guard lock(mutex_);
    const auto due =
        std::chrono::duration<double>(steady_clock::now() - begun_).count() * options_.redemptions_a_minute / 60;
    if (next_ >= stock_.redeemables.size() || static_cast<double>(next_) > due) return nullptr;
    return &stock_.redeemables[next_++];
  }

  const Options options_;
  const Stock stock_;
  Book book_;
  std::string token_;
  std::mutex mutex_;
  std::size_t next_ = 0;
  const steady_clock::time_point begun_ = steady_clock::now();
  std::atomic<bool> stopping_ = false;
};

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("The load of the failover test");
  app.require_subcommand(1);
  std::string file, stock;
  int jobs = 40;
  auto* town = app.add_subcommand("town", "Make a town with trade in it");
  town->add_option("file", file, "The new database")->required();
  town->add_option("stock", stock, "Where to say what a load can be made of")->required();
  town->add_option("--jobs", jobs, "Done jobs, of 96 vouchers each");
  Options options;
  auto* run = app.add_subcommand("run", "Send commands until SIGTERM, and settle them");
  run->add_option("--server", options.servers, "host:port")->required();
  run->add_option("--certificate", options.certificate, "Whom to trust")->required();
  run->add_option("--stock", options.stock, "What `town` said")->required();
  run->add_option("--acknowledged", options.acknowledged, "File: what was acknowledged, and when")->required();
  run->add_option("--clerks", options.clerks, "Who send at the same time");
  CLI11_PARSE(app, argc, argv);
  if (*town) {
    build_town(file, stock, jobs);
    return 0;
  }
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  Load(options).run_until([&ending] {
    int signal = 0;
    sigwait(&ending, &signal);
  });
}

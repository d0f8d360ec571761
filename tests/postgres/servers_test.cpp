// Several servers on one database: one winner, one answer, one round of due work, one chain of blocks.
#include <future>
#include <map>
#include <thread>

#include "due_work.h"
#include "identity/identity.h"
#include "identity/test_device.h"
#include "postgres/two_servers.h"
#include "store/bare_store.h"
#include "store/journal.h"
#include "store/postgres_session.h"

namespace emplooi::testing {
namespace {

using namespace std::chrono_literals;

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

/// Announces that something of the kind has changed.
store::Work announcing(const char* kind, bool is_refused = false) {
  return [kind, is_refused](Transaction& tx) -> Outcome<std::string> {
    tx.announce(kind, tx.new_id<Uuid>());
    if (is_refused) return refuse(REFUSAL_NAME_TAKEN);
    return std::string();
  };
}

TEST_F(Servers, tell_each_other_what_kind_of_thing_has_changed) {
  const auto here = town.municipality();
  const auto watch = [](store::Store& store, MunicipalityId municipality, const char* kind) {
    return store.changes().watch(municipality, kind);
  };
  const auto at_home = watch(town.store(), here, "job"), at_other = watch(*second_store, here, "job");
  const auto unconcerned = watch(*second_store, here, "voucher");
  const auto elsewhere = watch(*second_store, MunicipalityId::of("01890a5d-ac96-774b-bcce-b302099a8057"), "job");
  ASSERT_TRUE(town.store().write_now({here, town.fresh_command_id()}, announcing("job")));
  EXPECT_TRUE(at_other->wait({}, 20s).is_everything);
  const auto known = at_home->wait({}, 20s);
  EXPECT_EQ(known.ids.size(), 1u) << "what a server did itself it knows exactly";
  EXPECT_FALSE(known.is_everything);

  EXPECT_REFUSED(town.store().write_now({here, town.fresh_command_id()}, announcing("job", true)), REFUSAL_NAME_TAKEN);
  // What is said is heard in its order: so all that was said before is heard.
  const auto last_at_home = watch(town.store(), here, "last"), last_at_other = watch(*second_store, here, "last");
  ASSERT_TRUE(town.store().write_now({here, town.fresh_command_id()}, announcing("last")));
  EXPECT_TRUE(last_at_other->wait({}, 20s).is_everything);
  ASSERT_TRUE(second_store->write_now({here, town.fresh_command_id()}, announcing("last")));
  EXPECT_TRUE(last_at_home->wait({}, 20s).is_everything || last_at_home->wait({}, 20s).is_everything);
  for (const auto& one : {at_home, at_other, unconcerned, elsewhere}) EXPECT_TRUE(one->wait({}, 0s).is_nothing());
}

TEST_F(Servers, say_it_once_for_all_that_share_a_commit) {
  const auto here = town.municipality();
  store::PostgresConnection ear(town.database().where());
  ear.execute(store::listen_to_announcements);
  std::promise<void> opened;
  std::atomic<bool> is_held = false;
  const auto holding = hand_in(*second_store, {here, town.fresh_command_id()},
                               [is_open = opened.get_future().share(), &is_held](Transaction&) {
                                 is_held = true;
                                 is_held.notify_one();
                                 is_open.wait();
                                 return std::string();
                               });
  is_held.wait(false);
  std::vector<std::future<Outcome<std::string>>> answers;
  for (int i = 0; i < 20; ++i) {
    answers.push_back(
        hand_in(*second_store, {here, town.fresh_command_id()}, announcing(i % 2 == 0 ? "job" : "voucher")));
  }
  opened.set_value();
  for (auto& answer : answers) EXPECT_TRUE(answer.get());
  std::vector<std::string> heard;
  while (heard.size() < 2) {
    const auto more = ear.heard(-1, 20s);
    ASSERT_FALSE(more.empty());
    heard.insert(heard.end(), more.begin(), more.end());
  }
  ASSERT_TRUE(second_store->write_now({here, town.fresh_command_id()}, announcing("last")));
  while (!heard.back().ends_with(" last")) {
    const auto more = ear.heard(-1, 20s);
    ASSERT_FALSE(more.empty());
    heard.insert(heard.end(), more.begin(), more.end());
  }
  EXPECT_EQ(heard.size(), 3u) << "jobs, vouchers, the last";
  for (const auto& payload : heard) {
    const auto said = store::read_announcement(payload);
    ASSERT_TRUE(said) << payload;
    EXPECT_EQ(said->municipality, here);
    EXPECT_EQ(payload, fmt::format("{} {} {}", to_string(said->server), to_string(here), said->kind)) << "no more";
  }
}

TEST_F(Servers, look_at_everything_again_after_they_could_not_hear) {
  const auto here = town.municipality();
  const auto watch = second_store->changes().watch(here, "job");
  RawPostgres superuser(town.database().superuser());
  superuser.run(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
      "pg_backend_pid()");
  EXPECT_TRUE(watch->wait({}, 20s).is_everything) << "something may have been said meanwhile";
  ASSERT_TRUE(town.store().write_now({here, town.fresh_command_id()}, announcing("job")));
  EXPECT_TRUE(watch->wait({}, 20s).is_everything) << "and it hears again";
}

TEST_F(Servers, bear_no_more_refusals_from_one_address_than_one_of_them_would) {
  constexpr int tries = 120, threads_each = 4;
  const identity::AttemptLimit limit{60, std::chrono::minutes(10)};
  std::atomic<int> borne = 0;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < 2 * threads_each; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < tries / threads_each; ++j) {
        borne += identity::take_attempt(i % 2 == 0 ? town.store() : *second_store, 7, limit);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(borne, 60);

  Actor stranger;
  stranger.origin = 8;
  const identity::v1::SignInRequest request = text("sign_in_name: 'founder@tilburg' password: 'Summer holiday 2026'");
  std::map<Refusal, int> refusals;
  for (int i = 0; i < 64; ++i) {
    auto& store = i % 2 == 0 ? town.store() : *second_store;
    ++refusals[identity::sign_in(store, stranger, request).error().refusal];
  }
  EXPECT_EQ(refusals, (std::map<Refusal, int>{{REFUSAL_SIGN_IN_FAILED, 60}, {REFUSAL_TOO_MANY_ATTEMPTS, 4}}));
}

TEST_F(Servers, count_a_signature_once_between_them) {
  auto kiosk = TestDevice::kiosk(town);
  const auto show = [](store::Store& store, const Letter& letter) {
    identity::Shown shown;
    shown.signature = {letter.device, letter.sequence, letter.signature, letter.target, letter.body};
    return identity::caller_of(store, shown);
  };
  const auto first = kiosk.letter(), next = kiosk.letter();
  EXPECT_TRUE(show(town.store(), first));
  const auto replayed = show(*second_store, first);
  ASSERT_FALSE(replayed);
  EXPECT_EQ(replayed.error().refusal, REFUSAL_DEVICE_SEQUENCE_STALE);
  EXPECT_EQ(replayed.error().facts.at("sequence"), first.sequence);
  EXPECT_TRUE(show(*second_store, next)) << "the device need not know that it spoke with another server";
  EXPECT_REFUSED(show(town.store(), next), REFUSAL_DEVICE_SEQUENCE_STALE);
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
  EXPECT_EQ(done, 40 + 5) << "forty vouchers end and the figures of five quarters are published, each once";
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

// Where the store draws its lines: time, room, one writer, readers that read.
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "store/bare_store.h"

namespace emplooi::testing {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

class Limits : public ::testing::Test {
 protected:
  std::unique_ptr<store::Store> open(std::size_t queue_bound = 4096) {
    return store::open_sqlite({.path = path, .queue_bound = queue_bound, .durable = false});
  }
  TemporaryFolder folder_;
  const std::string path = folder_ / "a.sqlite";
};

TEST_F(Limits, carries_out_nothing_whose_time_is_over) {
  const auto store = open();
  Gate gate;
  gate.close(*store);
  auto late = command(1), in_time = command(2);
  late.deadline = steady_clock::now() + 20ms;
  in_time.deadline = steady_clock::now() + 1h;
  auto late_answer = hand_in(*store, late, leaving("late"));
  auto answer = hand_in(*store, in_time, leaving("in time"));
  std::this_thread::sleep_until(late.deadline + 1ms);
  gate.open();
  EXPECT_REFUSED(late_answer.get(), REFUSAL_DEADLINE_PASSED);
  EXPECT_TRUE(answer.get());
  EXPECT_EQ(messages(*store, "late"), 0);
  late.deadline = steady_clock::time_point::max();
  EXPECT_TRUE(store->write_now(late, leaving("late"))) << "a later try is as good as the first";
}

TEST_F(Limits, is_busy_when_the_queue_is_full) {
  const auto store = open(10);
  Gate gate;
  gate.close(*store);
  std::vector<std::future<Outcome<std::string>>> waiting;
  for (int i = 0; i < 10; ++i) waiting.push_back(hand_in(*store, command(i), leaving("soup")));
  auto refused = hand_in(*store, command(10), leaving("soup"));
  ASSERT_EQ(refused.wait_for(0s), std::future_status::ready) << "who cannot wait is told at once";
  const auto answer = refused.get();
  EXPECT_REFUSED(answer, REFUSAL_SERVER_BUSY);
  EXPECT_GT(answer.error().retry_after_seconds, 0);
  gate.open();
  for (auto& one : waiting) EXPECT_TRUE(one.get());
  EXPECT_TRUE(store->write_now(command(10), leaving("soup")));
  EXPECT_EQ(messages(*store, "soup"), 11);
}

TEST_F(Limits, answers_what_it_accepted_before_it_closes) {
  std::vector<std::future<Outcome<std::string>>> accepted;
  auto store = open();
  Gate gate;
  gate.close(*store);
  for (int i = 0; i < 1'000; ++i) accepted.push_back(hand_in(*store, command(i), leaving("soup")));
  std::thread closing([&] { store.reset(); });
  std::this_thread::sleep_for(20ms);
  gate.open();
  closing.join();
  for (auto& answer : accepted) {
    ASSERT_EQ(answer.wait_for(0s), std::future_status::ready);
    EXPECT_TRUE(answer.get());
  }
  EXPECT_EQ(messages(*open(), "soup"), 1'000);
}

TEST_F(Limits, refuses_new_work_while_it_closes) {
  auto store = open();
  auto* const closing_store = store.get();
  std::promise<void> closing;
  std::optional<Outcome<std::string>> answer;
  // The last command answers while the store waits for it; what its answer hands in comes too late.
  auto last = std::make_shared<std::promise<void>>();
  store->write(
      command(1),
      [&closing](Transaction&) -> Outcome<std::string> {
        closing.get_future().wait();
        std::this_thread::sleep_for(50ms);
        return std::string();
      },
      [&, last](const Outcome<std::string>&) {
        closing_store->write(command(2), leaving("soup"), [&](Outcome<std::string> outcome) { answer = outcome; });
        last->set_value();
      });
  std::thread destroying([&] {
    closing.set_value();
    store.reset();
  });
  last->get_future().wait();
  destroying.join();
  ASSERT_TRUE(answer.has_value());
  EXPECT_REFUSED(*answer, REFUSAL_SHUTTING_DOWN);
  EXPECT_EQ(messages(*open(), "soup"), 0);
}

TEST_F(Limits, lets_no_second_writer_in) {
  auto store = open();
  try {
    open();
    FAIL() << "two writers";
  } catch (const store::Unavailable& error) {
    EXPECT_TRUE(std::string(error.what()).find("another process writes this database") != std::string::npos);
  }
  // Another process is refused as well: the lock belongs to the file, not to this program.
  const pid_t child = ::fork();
  if (child == 0) {
    const int lock = ::open((path + ".lock").c_str(), O_RDWR);
    ::_exit(lock >= 0 && ::flock(lock, LOCK_EX | LOCK_NB) != 0 ? 0 : 1);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  store.reset();
  EXPECT_NO_THROW(open()) << "who comes after finds it free";
}

TEST_F(Limits, lets_readers_read_only) {
  static constexpr store::Statement statements[] = {
      {"test.insert", "INSERT INTO journal_salts (municipality_id, record_id, salt) VALUES ($1, $1, $1)"},
      {"test.update", "UPDATE journal SET rpc = '' WHERE municipality_id = $1"},
      {"test.delete", "DELETE FROM journal WHERE municipality_id = $1"},
      {"test.drop", "DROP TABLE journal", true},
  };
  const auto store = open();
  ASSERT_TRUE(store->write_now(command(1), leaving("soup")));
  const auto reader = store::open_sqlite_for_reading({.path = path});
  for (auto* const each : {store.get(), reader.get()}) {
    for (const auto& statement : statements) {
      EXPECT_ANY_THROW(each->read(home, [&](Transaction& tx) { tx.run(statement); })) << statement.name;
    }
    EXPECT_ANY_THROW(each->read(home, [](Transaction& tx) { tx.new_id<Uuid>(); })) << "readers make no ids";
    EXPECT_EQ(records(*each), 1) << "and go on reading";
  }
  EXPECT_REFUSED(reader->write_now(command(2), leaving("soup")), REFUSAL_STORE_UNAVAILABLE);
  EXPECT_FALSE(reader->can_write());
  EXPECT_EQ(verification(*store).first_wrong, "");
}

TEST_F(Limits, gives_a_reader_one_instant) {
  const auto store = open();
  ASSERT_TRUE(store->write_now(command(1), leaving("soup")));
  store->read(home, [&](Transaction& tx) {
    static constexpr store::Statement count{"test.count", "SELECT COUNT(*) FROM outbox WHERE municipality_id = $1"};
    EXPECT_EQ(tx.one<std::int64_t>(count), 1);
    ASSERT_TRUE(store->write_now(command(2), leaving("soup"))) << "which does not hold up the writer";
    EXPECT_EQ(tx.one<std::int64_t>(count), 1);
  });
  EXPECT_EQ(messages(*store, "soup"), 2);
}

TEST_F(Limits, bounds_its_readers) {
  const auto store = store::open_sqlite({.path = path, .reader_bound = 2, .durable = false});
  std::promise<void> done;
  auto is_done = done.get_future().share();
  std::atomic<int> inside = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      store->read(home, [&](Transaction&) {
        ++inside;
        is_done.wait();
      });
    });
  }
  while (inside < 2) std::this_thread::yield();
  std::this_thread::sleep_for(20ms);
  EXPECT_EQ(inside, 2);
  done.set_value();
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(inside, 3) << "the third had its turn";
}

TEST_F(Limits, opens_nothing_that_is_not_its_own) {
  EXPECT_THROW(store::open_sqlite({.path = folder_ / "nowhere/a.sqlite"}), store::Unavailable);
  EXPECT_THROW(store::open_sqlite_for_reading({.path = folder_ / "nothing.sqlite"}), store::Unavailable);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "nothing.sqlite")) << "reading makes no file";
  std::ofstream(folder_ / "letter.sqlite") << std::string(5'000, 'x');
  EXPECT_THROW(store::open_sqlite({.path = folder_ / "letter.sqlite"}), store::Unavailable);
  EXPECT_THROW(store::open_sqlite_for_reading({.path = folder_ / "letter.sqlite"}), store::Unavailable);
}

}  // namespace
}  // namespace emplooi::testing

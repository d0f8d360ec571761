// `emplooi backup` and `emplooi verify` beside a server that writes, and where nobody does.
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <sstream>
#include <thread>

#include "store/bare_store.h"
#include "store/raw_file.h"
#include "store/trade.h"
#include "verify.h"

namespace emplooi::testing {
namespace {

class Backup : public ::testing::Test {
 protected:
  static std::string content(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  int backup_to(const std::string& to) { return backup(path, to, says); }
  int verify_of(const std::string& file) { return verify(file, says); }

  TemporaryFolder folder_;
  const std::string path = folder_ / "a.sqlite";
  const std::string copy = folder_ / "copy.sqlite";
  std::ostringstream says;
};

/// Writes without a pause, until it is stopped; counts what was acknowledged.
class WriteLoad {
 public:
  explicit WriteLoad(store::Store& store) : store_(store), writer_([this] { write(); }) {}
  ~WriteLoad() { stop(); }

  int acknowledged() const { return acknowledged_; }
  void wait_for(int more) const {
    for (const int goal = acknowledged_ + more; acknowledged_ < goal;) std::this_thread::yield();
  }
  void stop() {
    if (!stopping_.exchange(true)) writer_.join();
  }

 private:
  void write() {
    for (int i = 0; !stopping_; ++i) {
      // Rows of some size, so that the copy takes more than one step.
      auto work = [i](Transaction& tx) -> Outcome<std::string> {
        store::add_message(tx, "test", tx.new_id<Uuid>(), "soup");
        return std::string(4'000, static_cast<char>(i));
      };
      if (store_.write_now(command(i), work)) ++acknowledged_;
    }
  }

  store::Store& store_;
  std::atomic<int> acknowledged_ = 0;
  std::atomic<bool> stopping_ = false;
  std::thread writer_;
};

TEST_F(Backup, copies_one_instant_of_a_database_that_is_being_written) {
  const auto store = store::open_sqlite({.path = path, .durable = false});
  WriteLoad load(*store);
  load.wait_for(300);
  for (int i = 0; i < 2; ++i) {
    load.wait_for(50);
    const auto to = copy + std::to_string(i);
    const int before = load.acknowledged();
    EXPECT_EQ(backup_to(to), 0) << says.str();
    const int after = load.acknowledged();
    EXPECT_GT(after, before) << "the writer was not held up";
    const auto copied = RawFile(to).number("SELECT count(*) FROM journal");
    EXPECT_EQ(RawFile(to).number("SELECT count(*) FROM outbox"), copied) << "no command was copied by half";
    EXPECT_GE(copied, before);
    EXPECT_FALSE(std::filesystem::exists(to + ".part"));
  }
  EXPECT_EQ(verify_of(path), 0) << "and the original can be verified meanwhile";
  load.stop();
  EXPECT_EQ(verification(*store).first_wrong, "");
}

TEST_F(Backup, goes_on_from_its_copy) {
  store::open_sqlite({.path = path, .durable = false})->write_now(command(1), leaving("soup")).value();
  ASSERT_EQ(backup_to(copy), 0);
  const auto restored = store::open_sqlite({.path = copy, .durable = false});
  EXPECT_TRUE(restored->write_now(command(1), leaving("soup")));
  EXPECT_TRUE(restored->write_now(command(2), leaving("soup")));
  EXPECT_EQ(messages(*restored, "soup"), 2) << "the first was known already";
  EXPECT_EQ(verification(*restored).first_wrong, "");
}

TEST_F(Backup, never_writes_over_a_file_nor_leaves_half_a_one) {
  store::open_sqlite({.path = path, .durable = false});
  std::ofstream(copy) << "last year's";
  EXPECT_THROW(backup_to(copy), store::Unavailable);
  EXPECT_EQ(content(copy), "last year's");
  EXPECT_THROW(backup_to(folder_ / "nowhere/copy.sqlite"), store::Unavailable);
  std::ofstream(folder_ / "letter") << std::string(5'000, 'x');
  EXPECT_ANY_THROW(backup(folder_ / "letter", folder_ / "b", says));
  EXPECT_ANY_THROW(backup(folder_ / "nothing", folder_ / "b", says));
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(path).parent_path())) {
    const auto name = entry.path().filename().string();
    EXPECT_EQ(name.find(".part"), std::string::npos) << name;
    files += name == "b";
  }
  EXPECT_EQ(files, 0u);
}

TEST_F(Backup, verifies_without_touching_the_file) {
  store::open_sqlite({.path = path, .durable = false})->write_now(command(1), leaving("soup")).value();
  ASSERT_FALSE(std::filesystem::exists(path + "-wal")) << "closing puts everything into the file";
  const auto before = content(path);
  EXPECT_EQ(verify_of(path), 0) << says.str();
  EXPECT_EQ(content(path), before);
  EXPECT_NO_THROW(store::open_sqlite({.path = path})) << "and leaves nothing in a server's way";
}

TEST_F(Backup, verifies_where_it_may_not_write) {
  const auto shelf = folder_ / "shelf";
  std::filesystem::create_directory(shelf);
  store::open_sqlite({.path = path, .durable = false})->write_now(command(1), leaving("soup")).value();
  std::filesystem::copy_file(path, shelf + "/a.sqlite");
  using std::filesystem::perms;
  const auto all_read = perms::owner_read | perms::group_read | perms::others_read;
  const auto all_enter = perms::owner_exec | perms::group_exec | perms::others_exec;
  std::filesystem::permissions(shelf + "/a.sqlite", all_read);
  std::filesystem::permissions(shelf, all_read | all_enter);
  std::filesystem::permissions(std::filesystem::path(path).parent_path(), perms::owner_all | all_enter);
  // Whoever is not root: for root no folder is read-only.
  const pid_t child = ::fork();
  if (child == 0) {
    int result = 1;
    try {
      const bool is_somebody = ::geteuid() != 0 || ::setuid(65534) == 0;
      if (is_somebody) result = verify_of(shelf + "/a.sqlite");
    } catch (const std::exception& error) {
      std::cerr << error.what() << '\n';
    }
    ::_exit(result);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_FALSE(std::filesystem::exists(shelf + "/a.sqlite-shm"));
  std::filesystem::permissions(shelf, perms::owner_all);
}

TEST_F(Backup, says_what_is_damaged) {
  {
    TestTown town(Trade::options());
    const Trade trade(town, 1);
    ASSERT_EQ(backup((town.folder() / "town.sqlite").string(), copy, says), 0);
  }
  const auto whole = content(copy);
  // A page in the middle, overwritten by a disk that failed.
  auto damaged = whole;
  damaged.replace(damaged.size() / 2 / 4096 * 4096, 4096, std::string(4096, '\x55'));
  std::ofstream(copy, std::ios::binary) << damaged;
  EXPECT_EQ(verify_of(copy), 1);
  EXPECT_NE(says.str().find("WRONG: the file is damaged: "), std::string::npos) << says.str();
}

}  // namespace
}  // namespace emplooi::testing

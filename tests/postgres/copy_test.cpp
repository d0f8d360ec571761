// Moving house, there and back, also when it is interrupted.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sstream>
#include <thread>

#include "postgres/two_servers.h"
#include "store/bare_store.h"
#include "store/copy.h"
#include "store/trade.h"
#include "verify.h"

namespace emplooi::testing {
namespace {

/// Starts `emplooi copy` and kills it after that time, if it has not ended. Its exit status, or -1 if it was killed.
int copy_for(std::chrono::microseconds time, const std::string& from, const std::string& to) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, STDOUT_FILENO);
    ::execl(EMPLOOI_PROGRAM, "emplooi", "copy", "--from", from.c_str(), "--to", to.c_str(), nullptr);
    ::_exit(127);
  }
  const auto end = std::chrono::steady_clock::now() + time;
  int status = 0;
  while (::waitpid(pid, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > end) ::kill(pid, SIGKILL);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class Copies : public ::testing::Test {
 protected:
  Copies() {
    // Two municipalities, so that each is copied under its own name.
    town.stranger(ROLE_COORDINATOR);
    trade.emplace(town, 1);
  }
  std::string complaint_of(const std::string& from, const std::string& to) {
    try {
      store::copy_database(from, to, [](const store::CopyProgress&) {});
      return "";
    } catch (const store::Unavailable& error) {
      return error.what();
    }
  }

  TestTown town{Trade::options()};
  std::optional<Trade> trade;
  TemporaryFolder folder;
  TestDatabase other{folder / "unused"};
  const std::string file = folder / "copy.sqlite";
};

TEST_F(Copies, go_to_a_file_and_back_and_are_sound) {
  std::ostringstream says;
  EXPECT_EQ(copy_and_verify(town.database().where(), "sqlite:" + file, says), 0) << says.str();
  EXPECT_EQ(copy_and_verify(file, other.where(), says), 0) << says.str();
  EXPECT_NE(says.str().find("vouchers 96 of 96"), std::string::npos) << says.str();
  // Life goes on where it ended: the same command gets its first answer, and the next voucher is redeemed.
  const auto moved = store::open_postgres({.url = other.where(), .clock = {std::shared_ptr<void>(), &town.clock()}});
  Town there(*moved);
  const auto redeem = [&](Town& at, CommandId command) {
    const auto& wanted = trade->redeemables.front();
    const vouchers::v1::RedeemVoucherRequest request = text("voucher_id: % job_id: %", wanted.voucher, wanted.job);
    return at.answer(
        TwoServers::call_of("emplooi.vouchers.v1.VoucherService/RedeemVoucher", trade->coordinator, command, request));
  };
  const auto command = town.fresh_command_id();
  EXPECT_TRUE(redeem(there, command));
  EXPECT_TRUE(redeem(there, command));
  EXPECT_REFUSED(redeem(there, town.fresh_command_id()), REFUSAL_VOUCHER_ALREADY_REDEEMED);
}

TEST_F(Copies, that_were_killed_go_on_where_they_were) {
  int killed = 0, status = -1;
  auto time = std::chrono::milliseconds(150);
  for (; status == -1 && killed < 40; killed += status == -1, time += time / 2) {
    status = copy_for(time, town.database().where(), file);
  }
  EXPECT_EQ(status, 0);
  EXPECT_GE(killed, 2) << "or nothing was interrupted";
  std::ostringstream says;
  EXPECT_EQ(verify(file, says), 0) << says.str();
  for (status = -1, time = std::chrono::milliseconds(100); status == -1; time += time / 3) {
    status = copy_for(time, file, other.where());
  }
  EXPECT_EQ(status, 0);
  EXPECT_EQ(verify(other.owner(), says), 0) << says.str();
}

TEST_F(Copies, say_why_they_are_not_what_was_asked_for) {
  bool is_first = true;
  const auto write_meanwhile = [&](const store::CopyProgress& progress) {
    if (progress.table != "vouchers" || !std::exchange(is_first, false)) return;
    town.resident("Somebody new");
  };
  const auto half = folder / "half.sqlite";
  EXPECT_THROW(store::copy_database(town.database().where(), half, write_meanwhile), store::Unavailable);
  EXPECT_FALSE(is_first);

  ASSERT_EQ(complaint_of(town.database().where(), file), "");
  ASSERT_EQ(complaint_of(file, other.where()), "");
  RawPostgres owner(other.owner());
  owner.run("UPDATE vouchers SET minutes = minutes + 1");
  EXPECT_EQ(complaint_of(file, other.where()),
            "the rows of vouchers differ: the source was written meanwhile, or the target held something else");
  owner.run("INSERT INTO municipalities VALUES ('0123456789abcdef', 'goirle', 'Goirle')");
  EXPECT_EQ(complaint_of(file, other.where()), "the target holds another municipality");
}

}  // namespace
}  // namespace emplooi::testing

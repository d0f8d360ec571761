#include "store/changes.h"

#include <gtest/gtest.h>

#include <thread>

namespace emplooi::store {
namespace {

using namespace std::chrono_literals;

Uuid thing(int number) {
  Uuid id;
  id.bytes[14] = static_cast<std::uint8_t>(number >> 8);
  id.bytes[15] = static_cast<std::uint8_t>(number);
  return id;
}

const MunicipalityId here(thing(1)), elsewhere(thing(2));

class ChangesTest : public ::testing::Test {
 protected:
  Watch::News news(Watch& watch, std::chrono::milliseconds patience = 0ms) {
    return watch.wait(over_.get_token(), patience);
  }

  Changes changes_;
  std::stop_source over_;
};

TEST_F(ChangesTest, are_told_once_each_in_their_order_and_to_those_who_watch) {
  const auto watch = changes_.watch(here, "job");
  changes_.tell(here, {{"job", thing(2)}, {"job", thing(1)}, {"voucher", thing(3)}, {"job", thing(2)}});
  changes_.tell(elsewhere, {{"job", thing(4)}});
  EXPECT_EQ(news(*watch).ids, (std::vector<Uuid>{thing(2), thing(1)}));
  EXPECT_TRUE(news(*watch).is_nothing()) << "what was told is told no more";
  changes_.tell(here, {{"job", thing(2)}});
  EXPECT_EQ(news(*watch).ids, std::vector<Uuid>{thing(2)}) << "until it changes again";
}

TEST_F(ChangesTest, of_too_many_things_are_told_as_everything) {
  const auto watch = changes_.watch(here, "job");
  for (int i = 0; i < static_cast<int>(Watch::bound); ++i) changes_.tell(here, {{"job", thing(i)}});
  EXPECT_EQ(news(*watch).ids.size(), Watch::bound);
  for (int i = 0; i < 10'000; ++i) changes_.tell(here, {{"job", thing(i)}});
  const auto too_much = news(*watch);
  EXPECT_TRUE(too_much.is_everything);
  EXPECT_TRUE(too_much.ids.empty());
  changes_.tell(here, {{"job", thing(1)}});
  EXPECT_EQ(news(*watch).ids, std::vector<Uuid>{thing(1)});
}

TEST_F(ChangesTest, wake_who_waits) {
  const auto watch = changes_.watch(here, "job");
  std::thread teller([&] { changes_.tell(here, {{"job", thing(1)}}); });
  EXPECT_EQ(news(*watch, 10s).ids, std::vector<Uuid>{thing(1)});
  teller.join();
  std::thread ender([&] { over_.request_stop(); });
  EXPECT_TRUE(news(*watch, 10s).is_nothing());
  ender.join();
}

TEST_F(ChangesTest, are_not_kept_for_who_has_left) {
  auto first = changes_.watch(here, "job");
  const auto second = changes_.watch(here, "job");
  first.reset();
  changes_.tell(here, {{"job", thing(1)}});
  EXPECT_EQ(news(*second).ids, std::vector<Uuid>{thing(1)});
}

}  // namespace
}  // namespace emplooi::store

#include <gtest/gtest.h>

#include "residents/residents.h"
#include "support/town.h"

namespace emplooi::residents {
namespace {

using testing::TestTown;
using testing::text;

class Known : public ::testing::Test {
 protected:
  /// Inside a transaction of its own.
  template <class Work>
  void write(Work work) {
    town_.store()
        .write_now({town_.municipality()},
                   [&](Transaction& tx) {
                     work(tx);
                     return std::string();
                   })
        .value();
  }
  v1::Resident shown(ResidentId id) {
    const auto answer = town_.must(get_resident, coordinator_, text("resident_id: %", id));
    return answer.resident();
  }
  int found(const std::string& prefix) {
    return town_.must(search_residents, coordinator_, text("name_prefix: %", prefix)).residents_size();
  }

  TestTown town_;
  Actor coordinator_ = town_.actor(ROLE_COORDINATOR);
  testing::ResidentPersona ada_ = town_.resident("Ada Byron");
};

TEST_F(Known, by_another_name_once_it_is_corrected) {
  const auto born_on = shown(ada_.id).born_on();
  write([&](Transaction& tx) { EXPECT_TRUE(correct(tx, ada_.id, "Ada Lovelace", "", "0612345678")); });
  EXPECT_EQ(shown(ada_.id).name(), "Ada Lovelace");
  EXPECT_EQ(shown(ada_.id).phone(), "0612345678");
  EXPECT_EQ(shown(ada_.id).born_on(), born_on) << "what is not given stays";
  EXPECT_EQ(found("Lovelace"), 1);
  EXPECT_EQ(found("Byron"), 0);
  write([&](Transaction& tx) { EXPECT_REFUSED(correct(tx, ada_.id, "...", "", ""), REFUSAL_FIELD_OUT_OF_BOUNDS); });
}

TEST_F(Known, no_more_once_they_are_erased) {
  const auto bob = town_.resident("Bob Byron", {.household = ada_.household});
  write([&](Transaction& tx) { EXPECT_EQ(erase(tx, ada_.id), std::nullopt) << "Bob lives on at that address"; });
  EXPECT_EQ(found("Ada"), 0);
  EXPECT_EQ(found("Bob"), 1);
  write([&](Transaction& tx) { EXPECT_EQ(erase(tx, bob.id), ada_.household) << "nobody who is known lives there"; });
  EXPECT_EQ(found("Bob"), 0);
}

}  // namespace
}  // namespace emplooi::residents

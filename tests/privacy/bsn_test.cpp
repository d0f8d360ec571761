#include "privacy/bsn.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "privacy/privacy.h"
#include "support/town.h"

namespace emplooi::privacy {
namespace {

using testing::TestTown;
using testing::text;

constexpr MasterKey first_key{{1, 1, 1}, {2, 2, 2}};
constexpr MasterKey second_key{{3, 3, 3}, {4, 4, 4}};
constexpr auto number = "012345672";

TEST(Bsn, passes_the_test_of_eleven) {
  for (const auto* good : {"012345672", "123456782", "111222333", "000000012"}) EXPECT_TRUE(is_bsn(good)) << good;
  for (const auto* bad : {"", "12345672", "0123456720", "012345673", "102345672", "000000000", "01234567x", "01234567 ",
                          "-12345672", "012345672\n"}) {
    EXPECT_FALSE(is_bsn(bad)) << bad;
  }
}

TEST(Bsn, is_not_passed_by_any_number_with_one_wrong_digit) {
  for (std::size_t place = 0; place < 9; ++place) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string wrong = "123456782";
      if (wrong[place] == digit) continue;
      wrong[place] = digit;
      EXPECT_FALSE(is_bsn(wrong)) << wrong;
    }
  }
}

class Numbers : public ::testing::Test {
 protected:
  Numbers() { use_key_ring({{1, first_key}}); }

  Outcome<v1::SetBsnResponse> set(const Uuid& resident, const std::string& bsn) {
    return town.call(set_bsn, case_manager, text("person { resident_id: % } bsn: %", resident, bsn));
  }
  Outcome<v1::GetBsnResponse> get(const Actor& actor, const std::string& purpose = "PURPOSE_REINTEGRATION") {
    return town.call(get_bsn, actor, text("person { resident_id: % } purpose: " + purpose, ada));
  }
  Outcome<v1::FindByBsnResponse> find(const Actor& actor, const std::string& bsn) {
    return town.call(find_by_bsn, actor, text("bsn: % purpose: PURPOSE_HELP_AT_HOME", bsn));
  }
  /// The bytes of the database and its log.
  std::string files() {
    std::string bytes;
    for (const auto& file : std::filesystem::directory_iterator(town.folder())) {
      std::ifstream in(file.path(), std::ios::binary);
      bytes.append(std::istreambuf_iterator<char>(in), {});
    }
    return bytes;
  }

  TestTown town;
  const Actor case_manager = town.actor(ROLE_CASE_MANAGER);
  const ResidentId ada = town.resident("Ada").id;
};

TEST_F(Numbers, are_kept_sealed_with_their_leading_zero) {
  ASSERT_TRUE(set(ada, number));
  EXPECT_EQ(get(case_manager)->bsn(), number);
  EXPECT_EQ(find(case_manager, number)->persons(0).resident_id(), to_string(ada));
  EXPECT_EQ(files().find(number), std::string::npos);
}

TEST_F(Numbers, are_corrected_by_setting_them_again) {
  ASSERT_TRUE(set(ada, number));
  ASSERT_TRUE(set(ada, number));
  ASSERT_TRUE(set(ada, "123456782"));
  EXPECT_EQ(get(case_manager)->bsn(), "123456782");
  EXPECT_REFUSED(find(case_manager, number), REFUSAL_BSN_NOT_FOUND);
}

TEST_F(Numbers, are_refused_by_name) {
  EXPECT_REFUSED(set(ada, "012345673"), REFUSAL_BSN_INVALID);
  EXPECT_REFUSED(set(ada, "12345672"), REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_REFUSED(set(ada, ""), REFUSAL_FIELD_MISSING);
  EXPECT_REFUSED(set(town.setting().programme, number), REFUSAL_RESIDENT_NOT_FOUND);
  EXPECT_REFUSED(get(case_manager), REFUSAL_BSN_NOT_FOUND);
  ASSERT_TRUE(set(ada, number));
  EXPECT_REFUSED(set(town.resident("Ben").id, number), REFUSAL_BSN_TAKEN);
  EXPECT_REFUSED(town.call(set_bsn, case_manager, text("bsn: % person {}", number)), REFUSAL_FIELD_MISSING);
  EXPECT_REFUSED(
      town.call(set_bsn, case_manager, text("bsn: % person { resident_id: % participant_id: % }", number, ada, ada)),
      REFUSAL_FIELD_OUT_OF_BOUNDS);
}

TEST_F(Numbers, are_for_the_municipality_with_a_purpose) {
  ASSERT_TRUE(set(ada, number));
  for (const auto role : {ROLE_COORDINATOR, ROLE_COACH, ROLE_AUDITOR, ROLE_CLIENT_COUNCIL}) {
    EXPECT_REFUSED(get(town.actor(role)), REFUSAL_ACTOR_NOT_ALLOWED);
    EXPECT_REFUSED(find(town.actor(role), number), REFUSAL_ACTOR_NOT_ALLOWED);
  }
  EXPECT_REFUSED(get(town.resident("Ada").actor), REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_REFUSED(get(case_manager, "PURPOSE_ACCOUNTABILITY"), REFUSAL_PURPOSE_NOT_ALLOWED);
  EXPECT_REFUSED(get(case_manager, "PURPOSE_UNSPECIFIED"), REFUSAL_FIELD_MISSING);
  EXPECT_REFUSED(get(town.stranger(ROLE_CASE_MANAGER)), REFUSAL_RESIDENT_NOT_FOUND);
  EXPECT_REFUSED(find(town.stranger(ROLE_CASE_MANAGER), number), REFUSAL_BSN_NOT_FOUND);
  ASSERT_TRUE(get(case_manager, "PURPOSE_RIGHTS"));
  const auto log = town.must(list_accesses, case_manager, text("person { resident_id: % }", ada));
  EXPECT_EQ(log.accesses(0).name(), "emplooi.privacy.v1.PrivacyService.GetBsn");
  EXPECT_EQ(log.accesses(0).purpose(), base::v1::PURPOSE_RIGHTS);
}

TEST_F(Numbers, move_to_a_new_key_and_need_the_old_one_no_more) {
  const auto ben = town.resident("Ben").id;
  ASSERT_TRUE(set(ada, number));
  ASSERT_TRUE(set(ben, "123456782"));
  use_key_ring({{1, first_key}, {2, second_key}});
  EXPECT_EQ(find(case_manager, number)->persons(0).resident_id(), to_string(ada)) << "under the old key";
  EXPECT_REFUSED(set(ben, number), REFUSAL_BSN_TAKEN);
  const auto system = system_actor(town.municipality());
  EXPECT_EQ(town.must(rotate_bsn_key, system, text("limit: 1")).rotated(), 1);
  EXPECT_EQ(town.must(rotate_bsn_key, system, text("")).rotated(), 1);
  EXPECT_EQ(town.must(rotate_bsn_key, system, text("")).rotated(), 0);
  use_key_ring({{2, second_key}});
  EXPECT_EQ(get(case_manager)->bsn(), number);
  EXPECT_EQ(find(case_manager, "123456782")->persons(0).resident_id(), to_string(ben));
}

TEST_F(Numbers, open_with_their_own_key_only) {
  ASSERT_TRUE(set(ada, number));
  use_key_ring({{1, second_key}});
  EXPECT_REFUSED(get(case_manager), REFUSAL_INTERNAL_ERROR);
  use_key_ring({{2, first_key}});
  EXPECT_REFUSED(get(case_manager), REFUSAL_INTERNAL_ERROR);
}

class KeyFile : public ::testing::Test {
 protected:
  void write(const std::string& content, mode_t mode = 0600) {
    std::ofstream(file_) << content;
    ::chmod(file_.c_str(), mode);
  }
  TestTown town_;
  const std::string file_ = town_.folder() / "keys";
};

TEST_F(KeyFile, is_made_for_its_owner_alone_and_grows_by_a_key) {
  EXPECT_EQ(add_key(file_), 1);
  struct stat found {};
  ASSERT_EQ(::stat(file_.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600u);
  const auto one = read_key_ring(file_);
  EXPECT_EQ(add_key(file_), 2);
  const auto two = read_key_ring(file_);
  ASSERT_EQ(two.size(), 2u);
  EXPECT_EQ(two.at(1).sealing, one.at(1).sealing);
  EXPECT_NE(two.at(2).sealing, two.at(1).sealing);
  EXPECT_NE(two.at(1).lookup, two.at(1).sealing);
}

TEST_F(KeyFile, is_refused_where_it_is_not_what_it_must_be) {
  EXPECT_THROW(read_key_ring(file_), std::runtime_error) << "not there";
  const std::string key(64, 'a');
  for (const auto& content : {std::string(), "1 " + key.substr(1), "0 " + key, "x " + key, "1" + key, "1 " + key + "a",
                              "1 " + key + "\n1 " + key, "1 " + std::string(64, 'g')}) {
    write(content);
    try {
      read_key_ring(file_);
      ADD_FAILURE() << "was read: " << content;
    } catch (const std::runtime_error& error) {
      EXPECT_EQ(std::string(error.what()).find("aaaa"), std::string::npos) << "says a key";
    }
  }
  write("1 " + key, 0644);
  EXPECT_THROW(read_key_ring(file_), std::runtime_error) << "others may read it";
  write("1 " + key);
  EXPECT_EQ(read_key_ring(file_).size(), 1u);
}

}  // namespace
}  // namespace emplooi::privacy

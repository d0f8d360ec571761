#include <gtest/gtest.h>

#include "identity/identity.h"
#include "support/town.h"

namespace emplooi::identity {
namespace {

using testing::TestTown;
using testing::text;

constexpr auto password = "correct horse battery staple";

class Accounts : public ::testing::Test {
 protected:
  Outcome<v1::CreateAccountResponse> create(const std::string& name, const std::string& role_and_subject,
                                            const std::string& secret = password) {
    return town_.call(create_account, administrator_,
                      text("sign_in_name: % password: % role: " + role_and_subject, name, secret));
  }
  Outcome<v1::SignInResponse> try_sign_in(const std::string& name) {
    return sign_in(town_.store(), Actor(), text("sign_in_name: % password: %", name, password));
  }

  TestTown town_;
  Actor administrator_ = town_.actor(ROLE_ADMINISTRATOR);
};

TEST_F(Accounts, are_made_by_the_administrator_only) {
  EXPECT_TRUE(create("ada", "ROLE_COORDINATOR"));
  for (const auto role : {ROLE_COORDINATOR, ROLE_CASE_MANAGER, ROLE_AUDITOR}) {
    EXPECT_REFUSED(town_.call(create_account, town_.actor(role),
                              text("sign_in_name: 'bob' password: % role: ROLE_COORDINATOR", password)),
                   REFUSAL_ACTOR_NOT_ALLOWED);
  }
}

TEST_F(Accounts, carry_the_subject_that_their_role_needs) {
  const std::string corporation = "01a1ffec-0a0d-7000-a3ab-6d2683ece0db";
  ASSERT_TRUE(create("buyer", "ROLE_CORPORATION_BUYER subject_id: '" + corporation + "'"));
  const auto actor = town_.actor_of_token(try_sign_in("buyer@tilburg")->token());
  ASSERT_TRUE(actor);
  EXPECT_EQ(to_string(actor->subject), corporation);
  EXPECT_EQ(town_.must(get_self, *actor, v1::GetSelfRequest()).subject_id(), corporation);
}

TEST_F(Accounts, are_refused_by_name) {
  ASSERT_TRUE(create("ada", "ROLE_COORDINATOR"));
  EXPECT_REFUSED(create("ADA", "ROLE_AUDITOR"), REFUSAL_NAME_TAKEN);
  EXPECT_REFUSED(create("x", "ROLE_SYSTEM"), REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_REFUSED(create("x", "ROLE_UNSPECIFIED"), REFUSAL_FIELD_MISSING);
  EXPECT_REFUSED(create("x", "99"), REFUSAL_ENUM_UNKNOWN);
  EXPECT_REFUSED(create("x", "ROLE_RESIDENT"), REFUSAL_FIELD_MISSING);
  EXPECT_REFUSED(create("x", "ROLE_COACH subject_id: 'x'"), REFUSAL_ID_MALFORMED);
  EXPECT_REFUSED(create("x", "ROLE_COORDINATOR", "eleven char"), REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_REFUSED(create("", "ROLE_COORDINATOR"), REFUSAL_FIELD_MISSING);
  EXPECT_REFUSED(create(std::string(65, 'x'), "ROLE_COORDINATOR"), REFUSAL_FIELD_OUT_OF_BOUNDS);
}

TEST_F(Accounts, close_for_good_with_all_their_sessions) {
  const auto account = create("ada", "ROLE_COORDINATOR")->actor_id();
  const auto token = try_sign_in("ada@tilburg")->token();
  town_.must(disable_account, administrator_, text("actor_id: %", account));
  EXPECT_FALSE(town_.actor_of_token(token));
  EXPECT_REFUSED(try_sign_in("ada@tilburg"), REFUSAL_SIGN_IN_FAILED);
  EXPECT_REFUSED(create("ada", "ROLE_COORDINATOR"), REFUSAL_NAME_TAKEN);
  town_.must(disable_account, administrator_, text("actor_id: %", account));
}

TEST_F(Accounts, of_others_stay_out_of_reach) {
  const auto account = create("ada", "ROLE_COORDINATOR")->actor_id();
  EXPECT_REFUSED(town_.call(disable_account, town_.stranger(ROLE_ADMINISTRATOR), text("actor_id: %", account)),
                 REFUSAL_ACTOR_NOT_FOUND);
  EXPECT_TRUE(try_sign_in("ada@tilburg"));
}

TEST_F(Accounts, are_not_closed_by_their_own_administrator) {
  EXPECT_REFUSED(town_.call(disable_account, administrator_, text("actor_id: %", administrator_.id)),
                 REFUSAL_ACTOR_NOT_ALLOWED);
}

TEST_F(Accounts, exist_for_nobody_who_is_not_registered) {
  EXPECT_REFUSED(town_.call(get_self, system_actor(town_.municipality()), v1::GetSelfRequest()),
                 REFUSAL_ACTOR_NOT_ALLOWED);
}

TEST(Founding, makes_a_municipality_and_somebody_who_can_sign_in) {
  TestTown town;
  ASSERT_TRUE(found_municipality(town.store(), {"Breda", "breda", "Boss", password}));
  const auto session = sign_in(town.store(), Actor(), text("sign_in_name: 'boss@breda' password: %", password));
  ASSERT_TRUE(session);
  EXPECT_EQ(session->role(), ROLE_ADMINISTRATOR);

  v1::ListMunicipalitiesResponse listed;
  town.store().read(MunicipalityId(), [&](Transaction& tx) { listed = list_municipalities(tx, Actor(), {}).value(); });
  ASSERT_GE(listed.municipalities_size(), 2);
}

TEST_F(Accounts, have_no_password_that_everybody_tries_first) {
  for (const auto* secret :
       {"123456789012", "Password1234", "Welkom2026!!!", "qwertyuiop123456", "!!!tilburg2026", "999 999 999 999"}) {
    EXPECT_REFUSED(create("ada", "ROLE_COORDINATOR", secret), REFUSAL_PASSWORD_TOO_COMMON) << secret;
  }
  EXPECT_TRUE(create("ada", "ROLE_COORDINATOR", "zeven gele bakfietsen"));
}

TEST(Founding, is_refused_by_name) {
  TestTown town;
  const auto found = [&](const std::string& slug, const std::string& name, const std::string& secret) {
    return found_municipality(town.store(), {"Town", slug, name, secret});
  };
  EXPECT_REFUSED(found("tilburg", "boss", password), REFUSAL_NAME_TAKEN);
  for (const auto* slug : {"", "Breda", "bre da", "bre@da"}) {
    EXPECT_REFUSED(found(slug, "boss", password), REFUSAL_FIELD_OUT_OF_BOUNDS);
  }
  EXPECT_REFUSED(found("breda", "", password), REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_REFUSED(found("breda", "boss", "eleven char"), REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_REFUSED(found("breda", "boss", "administrator1"), REFUSAL_PASSWORD_TOO_COMMON);
}

}  // namespace
}  // namespace emplooi::identity

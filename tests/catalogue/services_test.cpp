#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "catalogue/catalogue.h"
#include "support/town.h"

namespace emplooi::catalogue {
namespace {

using testing::TestTown;
using testing::text;

class Catalogue : public ::testing::Test {
 protected:
  TestTown town;
  const Actor administrator = town.actor(ROLE_ADMINISTRATOR);
  const testing::Setting setting = town.setting();

  Outcome<v1::DefineServiceResponse> define(std::string_view differently) {
    v1::DefineServiceRequest request = text(
        "name_nl: 'Tuinwerk' name_en: 'Gardening' domain: SERVICE_DOMAIN_HOUSING risk: RISK_LOW "
        "performance_fields: 6");
    const v1::DefineServiceRequest changes = text(differently);
    request.MergeFrom(changes);
    return town.call(define_service, administrator, request);
  }
};

TEST_F(Catalogue, a_service_is_defined_with_the_usual_minutes) {
  const auto id = ServiceId::of(define("").value().service_id());
  const auto found = town.read([&](auto& tx) { return service(tx, id); }).value();
  EXPECT_EQ(found.name_nl, "Tuinwerk");
  EXPECT_EQ(found.domain, "housing");
  EXPECT_TRUE(found.is_low_risk);
  EXPECT_EQ(found.default_minutes, 60);
  EXPECT_EQ(found.min_minutes, 30);
  EXPECT_EQ(found.max_minutes, 180);
  EXPECT_FALSE(found.pairs_allowed);
  EXPECT_FALSE(found.is_retired);
}

TEST_F(Catalogue, a_service_is_listed_as_it_was_defined) {
  const v1::DefineServiceRequest asked = text(
      "name_nl: 'Eetpunt' name_en: 'Shared table' domain: SERVICE_DOMAIN_CARE risk: RISK_ELEVATED "
      "default_minutes: 90 min_minutes: 60 max_minutes: 120 needed_capabilities: ['koken', 'tillen'] "
      "pairs_allowed: true groups_allowed: true performance_fields: [1, 6]");
  const auto made = town.must(define_service, administrator, asked);
  const auto list = town.must(list_services, town.actor(ROLE_COORDINATOR), text(""));
  ASSERT_EQ(list.services_size(), 3);
  const v1::Service expected = text(
      "service_id: % name_nl: 'Eetpunt' name_en: 'Shared table' domain: SERVICE_DOMAIN_CARE risk: RISK_ELEVATED "
      "default_minutes: 90 min_minutes: 60 max_minutes: 120 needed_capabilities: ['koken', 'tillen'] "
      "pairs_allowed: true groups_allowed: true performance_fields: [1, 6]",
      made.service_id());
  EXPECT_EQ(list.services(2).DebugString(), expected.DebugString());
}

TEST_F(Catalogue, refuses_a_definition_that_is_incomplete_or_at_odds) {
  struct {
    const char* differently;
    const char* field;
    Refusal refusal;
  } const table[] = {
      {"name_nl: 'Samen wandelen'", "", REFUSAL_NAME_TAKEN},
      {"domain: 9", "domain", REFUSAL_ENUM_UNKNOWN},
      {"min_minutes: 61", "default_minutes", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"max_minutes: 59", "default_minutes", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"default_minutes: 481", "default_minutes", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"min_minutes: 4", "min_minutes", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"performance_fields: 10", "performance_fields[1]", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"performance_fields: 6", "performance_fields", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"needed_capabilities: ['tillen', 'tillen']", "needed_capabilities", REFUSAL_FIELD_OUT_OF_BOUNDS},
  };
  for (const auto& row : table) {
    const auto outcome = define(row.differently);
    EXPECT_REFUSED(outcome, row.refusal) << row.differently;
    EXPECT_EQ(outcome ? "" : outcome.error().field, row.field) << row.differently;
  }
  v1::DefineServiceRequest request = text("name_nl: 'A' name_en: 'A' domain: SERVICE_DOMAIN_CARE risk: RISK_LOW");
  EXPECT_REFUSED(town.call(define_service, administrator, request), REFUSAL_FIELD_MISSING) << "serves no field";
  EXPECT_REFUSED(town.call(define_service, town.actor(ROLE_COORDINATOR), request), REFUSAL_ACTOR_NOT_ALLOWED);
}

TEST_F(Catalogue, a_retired_service_is_known_but_no_longer_offered) {
  const auto request = text("service_id: %", setting.walk);
  town.must(retire_service, administrator, request);
  EXPECT_REFUSED(town.call(retire_service, administrator, request), REFUSAL_SERVICE_NOT_OFFERED);
  town.read([&](auto& tx) {
    EXPECT_TRUE(service(tx, setting.walk)->is_retired);
    EXPECT_REFUSED(offered_service(tx, setting.walk), REFUSAL_SERVICE_NOT_OFFERED);
    EXPECT_TRUE(offered_service(tx, setting.cleaning));
    return true;
  });
  const auto resident = town.actor(ROLE_RESIDENT, setting.funder);
  EXPECT_EQ(town.must(list_services, resident, text("")).services_size(), 1);
  EXPECT_EQ(town.must(list_services, resident, text("with_retired: true")).services_size(), 2);
}

TEST_F(Catalogue, refuses_services_that_are_not_there) {
  EXPECT_REFUSED(town.call(retire_service, administrator, text("service_id: %", setting.funder)),
                 REFUSAL_SERVICE_NOT_FOUND);
  EXPECT_REFUSED(town.call(retire_service, town.stranger(ROLE_ADMINISTRATOR), text("service_id: %", setting.walk)),
                 REFUSAL_SERVICE_NOT_FOUND);
  EXPECT_EQ(town.must(list_services, town.stranger(ROLE_COORDINATOR), text("")).services_size(), 0);
  EXPECT_REFUSED(town.call(list_services, administrator, text("page { token: 'x' }")), REFUSAL_PAGE_TOKEN_INVALID);
}

/// Domain, Dutch name and English name of each line of the project's own list.
std::set<std::string> services_of_the_project() {
  std::ifstream file(EMPLOOI_SOURCE_DIR "/server/catalogue/services.csv");
  std::set<std::string> lines;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) lines.insert(line.substr(0, line.rfind(',')));
  return lines;
}

TEST(TilburgNoord, offers_the_sixteen_services_of_the_project) {
  TestTown town;
  std::set<std::string> offered;
  for (const auto& request : tilburg_noord_services()) {
    town.must(define_service, town.actor(ROLE_ADMINISTRATOR), request);
  }
  const auto list = town.must(list_services, town.actor(ROLE_COORDINATOR), text(""));
  for (const auto& service : list.services()) {
    const auto id = ServiceId::of(service.service_id());
    const auto domain = town.read([&](auto& tx) { return catalogue::service(tx, id)->domain; });
    offered.insert(domain + "," + service.name_nl() + "," + service.name_en());
    EXPECT_LE(service.max_minutes(), 180) << "jobs stay small: " << service.name_en();
    EXPECT_GT(service.needed_capabilities_size(), 0) << service.name_en();
  }
  EXPECT_EQ(offered.size(), 16u);
  EXPECT_EQ(offered, services_of_the_project());
}

}  // namespace
}  // namespace emplooi::catalogue

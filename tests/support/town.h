#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
// In brackets: the server's, not this file.
#include <town.h>
#include <type_traits>

#include "base/virtual_clock.h"
#include "emplooi/organisations/v1/organisations.pb.h"
#include "support/database.h"
#include "support/text.h"

namespace emplooi::testing {

/// The programme of most stories: tariffs of 15 and 5 euros, one complex whose tenants are in its target group, a
/// service with a low risk of harm and one with an elevated risk.
struct Setting {
  ProviderId provider;
  ProgrammeId programme;
  NeighbourhoodId neighbourhood;
  CorporationId corporation;
  ComplexId complex;
  FunderId funder;
  ServiceId walk;
  ServiceId cleaning;
};

/// A resident in a household of their own.
struct ResidentPersona {
  ResidentId id;
  HouseholdId household;
  Actor actor;
};

struct ParticipantPersona {
  ParticipantId id;
  Actor actor;
};

/// How a resident lives; by default with a low income, outside the complex, so in the target group.
struct Living {
  bool low_income = true;
  bool in_complex = false;
  /// With somebody else, instead of in a new household.
  std::optional<HouseholdId> household;
};

struct TestTownOptions {
  /// Commits wait for the disk, as in town.
  bool durable = false;
  /// What of the programme's terms differs from the defaults.
  organisations::v1::Terms terms;
};

/// A town in an empty database: a virtual clock that starts on Monday 2026-01-05 at 09:00 in Amsterdam, the same ids in
/// every run, and a founded municipality. Calls go through the front desk as they do in town: access, field rules,
/// journal. After every command all invariants of the town are checked.
class TestTown {
 public:
  explicit TestTown(TestTownOptions options = {});
  ~TestTown();

  /// Calls an operation with a fresh command id.
  template <class Request, class Response>
  Outcome<Response> call(Outcome<Response> (*operation)(Transaction&, const Actor&, const Request&), const Actor& actor,
                         const std::type_identity_t<Request>& request) {
    return call(operation, actor, request, fresh_command_id());
  }

  /// Calls it with that command id, as a client that tries again.
  template <class Request, class Response>
  Outcome<Response> call(Outcome<Response> (*)(Transaction&, const Actor&, const Request&), const Actor& actor,
                         const std::type_identity_t<Request>& request, CommandId command) {
    auto answer = send(Response::descriptor(), actor, request, command);
    if (!answer) return std::move(answer).error();
    return static_cast<Response&>(**answer);
  }

  /// Calls an operation of sessions, which no command id is for.
  template <class Request, class Response>
  Outcome<Response> call(Outcome<Response> (*)(store::Store&, const Actor&, const Request&), const Actor& actor,
                         const std::type_identity_t<Request>& request) {
    auto answer = send(Response::descriptor(), actor, request, CommandId());
    if (!answer) return std::move(answer).error();
    return static_cast<Response&>(**answer);
  }

  /// As call(), and throws, naming the refusal, if it is refused.
  template <class Operation, class Request>
  auto must(Operation operation, const Actor& actor, const Request& request) {
    auto outcome = call(operation, actor, request);
    if (!outcome) throw_refused(outcome.error());
    return *std::move(outcome);
  }

  /// As must(), after somebody else has approved exactly this call of the actor's.
  template <class Request, class Response>
  Response must_approved(Outcome<Response> (*operation)(Transaction&, const Actor&, const Request&), const Actor& actor,
                         const std::type_identity_t<Request>& request) {
    approve(actor, request);
    return must(operation, actor, request);
  }
  /// Lets somebody else approve that call of the actor's.
  void approve(const Actor& actor, const google::protobuf::Message& request);

  /// Somebody with that role who works in the municipality, always the same one; for roles of a person or an
  /// organisation, the one who is, or works for, `subject`.
  Actor actor(Role role, const Uuid& subject = {});
  /// Somebody with that role in another municipality, who owns nothing here nor there.
  Actor stranger(Role role);
  /// The resident of that name, registered when first named (with `living`).
  const ResidentPersona& resident(const std::string& name, const Living& living = {});
  /// The participant of that name, registered when first named: 20 hours a week, no track yet.
  const ParticipantPersona& participant(const std::string& name);

  /// Whose session it is; nothing where it is nobody's.
  std::optional<Actor> actor_of_token(const std::string& token);

  /// Made when first asked for.
  const Setting& setting();

  MunicipalityId municipality() const { return home_; }
  VirtualClock& clock() { return *clock_; }
  /// By hours, days, or what else <chrono> measures in.
  template <class Duration>
  void advance(Duration duration) {
    clock_->set(clock_->now() + duration);
  }
  /// To 09:00 in Amsterdam on that day.
  void advance_to(std::string_view day);

  Town& town() { return town_; }
  store::Store& store() { return *store_; }
  const std::filesystem::path& folder() const { return folder_; }
  const TestDatabase& database() const { return database_; }

  /// Reads through the doors of the domains: `town.read([&](auto& tx) { return residents::resident(tx, id); })`.
  template <class Read>
  auto read(Read read) {
    std::optional<std::invoke_result_t<Read, Transaction&>> result;
    store_->read(home_, [&](Transaction& tx) { result.emplace(read(tx)); });
    return *std::move(result);
  }

  CommandId fresh_command_id() { return CommandId(command_ids_.next(to_us(clock_->now()))); }
  /// Throws, naming the rule and what breaks it.
  void check_invariants(MunicipalityId municipality);

 private:
  Outcome<MessagePtr> send(const google::protobuf::Descriptor* response, const Actor& actor,
                           const google::protobuf::Message& request, CommandId command);
  Actor actor_in(MunicipalityId municipality, Role role, const Uuid& subject);
  Setting build_setting();
  [[noreturn]] static void throw_refused(const Refused& refused);

  TestTownOptions options_;
  std::filesystem::path folder_;
  std::shared_ptr<VirtualClock> clock_;
  TestDatabase database_;
  std::unique_ptr<store::Store> store_;
  Town town_;
  IdSource command_ids_;
  MunicipalityId home_;
  std::optional<MunicipalityId> elsewhere_;
  std::map<std::tuple<MunicipalityId, Role, Uuid>, Actor> actors_;
  std::optional<Setting> setting_;
  std::map<std::string, ResidentPersona> residents_;
  std::map<std::string, ParticipantPersona> participants_;
};

/// Whether `outcome` was refused with `refusal`; says what it was instead.
template <class T>
::testing::AssertionResult was_refused(const Outcome<T>& outcome, Refusal refusal) {
  if (outcome) return ::testing::AssertionFailure() << "was not refused";
  if (outcome.error().refusal == refusal) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "was refused with " << name_of(outcome.error().refusal) << " ("
                                       << outcome.error().field << " " << outcome.error().says << ")";
}

}  // namespace emplooi::testing

#define EXPECT_REFUSED(outcome, refusal) EXPECT_TRUE(::emplooi::testing::was_refused((outcome), (refusal)))

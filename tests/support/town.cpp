#include "support/town.h"

#include <stdlib.h>

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <boost/algorithm/string/replace.hpp>

#include "approvals/approvals.h"
#include "base/words.h"
#include "catalogue/catalogue.h"
#include "identity/identity.h"
#include "organisations/organisations.h"
#include "participants/participants.h"
#include "residents/residents.h"
#include "support/kept_reader.h"
#include "support/logs.h"
#include "support/statements.h"

namespace emplooi::testing {

namespace {

constexpr auto password = "a long enough secret";
constexpr std::uint64_t id_seed = 20260105;

std::filesystem::path new_folder() {
  auto pattern = (std::filesystem::temp_directory_path() / "emplooi-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("cannot make a folder like " + pattern);
  return pattern;
}

Time opening_time(std::string_view day) { return parse_local_time(std::string(day) + "T09:00", false).value().time; }

MunicipalityId found(store::Store& store, const std::string& name, const std::string& slug) {
  return identity::found_municipality(store, {name, slug, "founder", password, {}, /*second_factor=*/false}).value();
}

const Operation& operation_of(const google::protobuf::Descriptor* request,
                              const google::protobuf::Descriptor* response) {
  const auto& all = town_operations().all();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Operation* operation) {
    return operation->rpc->input_type() == request && operation->rpc->output_type() == response;
  });
  if (found == all.end()) throw std::logic_error("no operation is offered for " + request->full_name());
  return **found;
}

}  // namespace

TestTown::TestTown(TestTownOptions options)
    : options_(std::move(options)),
      folder_(new_folder()),
      clock_(std::make_shared<VirtualClock>(opening_time("2026-01-05"))),
      database_(folder_ / "town.sqlite"),
      store_(database_.open({.clock = clock_, .id_seed = id_seed, .durable = options_.durable})),
      town_(*store_),
      command_ids_(id_seed + 1) {
  identity::configure({.password_strength = identity::PasswordStrength::test});
  home_ = found(*store_, "Tilburg", "tilburg");
}

TestTown::~TestTown() {
  store_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void TestTown::advance_to(std::string_view day) { clock_->set(opening_time(day)); }

Outcome<MessagePtr> TestTown::send(const google::protobuf::Descriptor* response, const Actor& actor,
                                   const google::protobuf::Message& request, CommandId command) {
  const auto& operation = operation_of(request.GetDescriptor(), response);
  Call call{&operation, actor, command, operation.new_request()};
  call.request->CopyFrom(request);
  note_secrets_in(request);
  auto answer = town_.answer(std::move(call));
  if (answer) note_secrets_in(**answer);
  if (operation.access.effect() != base::v1::EFFECT_READ) check_invariants(actor.municipality);
  return answer;
}

namespace {

/// All rules in one question, because on PostgreSQL each question is a round trip: "rule (offender)".
const store::Statement& every_invariant() {
  static const std::string sql = [] {
    std::string all;
    for (const auto& invariant : town_invariants()) {
      all += all.empty() ? "" : " UNION ALL ";
      all += "SELECT '" + boost::replace_all_copy(std::string(invariant.rule), "'", "''") +
             " (' || offender || ')' FROM (" + std::string(invariant.broken_by->sql) + ") AS broken (offender)";
    }
    return all;
  }();
  static const store::Statement statement{"test.every_invariant", sql};
  for (const auto& invariant : town_invariants()) note_statement(invariant.broken_by->name);
  return statement;
}

}  // namespace

void TestTown::check_invariants(MunicipalityId municipality) {
  if (tests_use_postgres()) {
    return kept_reader(database_).read(municipality, [](Transaction& tx) {
      if (const auto broken = tx.one<std::string>(every_invariant())) throw std::runtime_error("broken: " + *broken);
    });
  }
  store_->read(municipality, [](Transaction& tx) {
    for (const auto& invariant : town_invariants()) {
      const auto offender = tx.one<std::string>(*invariant.broken_by);
      if (offender) throw std::runtime_error("broken: " + std::string(invariant.rule) + " (" + *offender + ")");
    }
  });
}

void TestTown::throw_refused(const Refused& refused) {
  throw std::runtime_error(std::string(name_of(refused.refusal)) + ": " + refused.field + " " + refused.says);
}

Actor TestTown::actor_in(MunicipalityId municipality, Role role, const Uuid& subject) {
  const std::tuple key(municipality, role, subject);
  if (const auto known = actors_.find(key); known != actors_.end()) return known->second;
  const Actor administrator{ActorId(), municipality, ROLE_ADMINISTRATOR, Uuid()};
  auto request = text("sign_in_name: % password: % role: %", "actor-" + std::to_string(actors_.size()), password,
                      static_cast<int>(role));
  identity::v1::CreateAccountRequest account = request;
  if (!subject.is_nil()) account.set_subject_id(to_string(subject));
  const auto made = must(identity::create_account, administrator, account);
  return actors_[key] = Actor{ActorId::of(made.actor_id()), municipality, role, subject};
}

void TestTown::approve(const Actor& actor, const google::protobuf::Message& request) {
  const auto& all = town_operations().all();
  const auto operation = std::find_if(
      all.begin(), all.end(), [&](const Operation* one) { return one->rpc->input_type() == request.GetDescriptor(); });
  std::string json;
  ensure(google::protobuf::util::MessageToJsonString(request, &json).ok(), "a request has a JSON form");
  const auto approval =
      must(approvals::request_approval, actor, text("rpc: % request: %", (*operation)->rpc->full_name(), json));
  // Whoever decides is another one than all whom actor() gives.
  const Uuid other = parse_uuid("019b8b3d-7c00-7abc-8def-000000000002").value();
  must(approvals::decide_approval, actor_in(actor.municipality, ROLE_ADMINISTRATOR, other),
       text("approval_id: % approve: true", approval.approval_id()));
}

Actor TestTown::actor(Role role, const Uuid& subject) { return actor_in(home_, role, subject); }

std::optional<Actor> TestTown::actor_of_token(const std::string& token) {
  auto actor = identity::caller_of(*store_, {token, {}, {}}).value();
  return actor.role == ROLE_UNSPECIFIED ? std::nullopt : std::optional(actor);
}

Actor TestTown::stranger(Role role) {
  if (!elsewhere_) elsewhere_ = found(*store_, "Breda", "breda");
  // A subject that does not exist there: the stranger owns nothing in either town.
  const Uuid nobody = command_ids_.next(to_us(clock_->now()));
  return actor_in(*elsewhere_, role, nobody);
}

const Setting& TestTown::setting() {
  if (!setting_) setting_ = build_setting();
  return *setting_;
}

Setting TestTown::build_setting() {
  const auto administrator = actor(ROLE_ADMINISTRATOR);
  const auto make = [&](auto operation, const auto& request) { return must(operation, administrator, request); };
  Setting made;
  made.provider = ProviderId::of(make(organisations::create_provider, text("name: 'De Buurt Werkt'")).provider_id());
  made.programme = ProgrammeId::of(
      make(organisations::create_programme, text("name: 'Wonen, Zorg en Service in de Wijk' starts_on: '2026-01-01' "
                                                 "provider_id: %",
                                                 made.provider))
          .programme_id());
  organisations::v1::SetProgrammeTermsRequest terms = text("programme_id: %", made.programme);
  *terms.mutable_terms() = options_.terms;
  terms.mutable_terms()->set_starts_on("2026-01-01");
  make(organisations::set_programme_terms, terms);
  made.neighbourhood = NeighbourhoodId::of(
      make(organisations::create_neighbourhood, text("name: 'Tilburg-Noord' postcode: '5042'")).neighbourhood_id());
  made.corporation =
      CorporationId::of(make(organisations::create_corporation, text("name: 'Wonen Noord'")).corporation_id());
  made.complex =
      ComplexId::of(make(organisations::create_complex, text("corporation_id: % neighbourhood_id: % name: 'De Linde'",
                                                             made.corporation, made.neighbourhood))
                        .complex_id());
  make(organisations::add_target_complex, text("programme_id: % complex_id: %", made.programme, made.complex));
  made.funder = FunderId::of(make(organisations::create_funder, text("name: 'Gemeente Tilburg'")).funder_id());
  made.walk = ServiceId::of(
      make(catalogue::define_service, text("name_nl: 'Samen wandelen' name_en: 'A walk together' risk: RISK_LOW "
                                           "domain: SERVICE_DOMAIN_WELFARE performance_fields: 1"))
          .service_id());
  made.cleaning = ServiceId::of(
      make(catalogue::define_service, text("name_nl: 'Schoonmaak' name_en: 'Cleaning' risk: RISK_ELEVATED "
                                           "domain: SERVICE_DOMAIN_CARE performance_fields: 6"))
          .service_id());
  return made;
}

const ResidentPersona& TestTown::resident(const std::string& name, const Living& living) {
  if (const auto known = residents_.find(name); known != residents_.end()) return known->second;
  const auto coordinator = actor(ROLE_COORDINATOR);
  ResidentPersona persona;
  if (living.household) {
    persona.household = *living.household;
  } else {
    residents::v1::RegisterHouseholdRequest home = text("neighbourhood_id: % postcode: '5042AB' house_number: %",
                                                        setting().neighbourhood, std::to_string(residents_.size() + 1));
    if (living.in_complex) home.set_complex_id(to_string(setting().complex));
    persona.household = HouseholdId::of(must(residents::register_household, coordinator, home).household_id());
  }
  persona.id = ResidentId::of(must(residents::register_resident, coordinator,
                                   text("household_id: % name: % born_on: '1941-05-17' low_income: %",
                                        persona.household, name, living.low_income))
                                  .resident_id());
  persona.actor = actor(ROLE_RESIDENT, persona.id);
  return residents_[name] = persona;
}

const ParticipantPersona& TestTown::participant(const std::string& name) {
  if (const auto known = participants_.find(name); known != participants_.end()) return known->second;
  ParticipantPersona persona;
  persona.id = ParticipantId::of(must(participants::register_participant, actor(ROLE_CASE_MANAGER),
                                      text("name: % provider_id: % coach_id: % case_manager_id: % weekly_hours: 20",
                                           name, setting().provider, actor(ROLE_COACH).id, actor(ROLE_CASE_MANAGER).id))
                                     .participant_id());
  persona.actor = actor(ROLE_PARTICIPANT, persona.id);
  return participants_[name] = persona;
}

}  // namespace emplooi::testing

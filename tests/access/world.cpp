#include "access/world.h"

#include <regex>

#include "base/words.h"
#include "emplooi/matching/v1/matching.pb.h"
#include "emplooi/settlement/v1/settlement.pb.h"
#include "emplooi/vouchers/v1/vouchers.pb.h"
#include "identity/identity.h"
#include "privacy/key_ring.h"
#include "support/last_message.h"

namespace emplooi::testing {

namespace {

constexpr auto password = "a long enough secret";

Names with(std::initializer_list<const Names*> all) {
  Names together;
  for (const auto* names : all) together.insert(names->begin(), names->end());
  return together;
}

Names names_of(const Side& side) { return with({&side.person, &side.organisation, &side.shared}); }

std::string filled(const std::string& form, const Names& names) {
  static const std::regex name(R"(\$(\w+))");
  std::string text;
  auto rest = form.cbegin();
  for (std::sregex_iterator at(form.begin(), form.end(), name), end; at != end; ++at) {
    const auto found = names.find((*at)[1]);
    if (found == names.end()) throw std::logic_error("nothing is called " + at->str());
    text.append(rest, (*at)[0].first).append(found->second);
    rest = (*at)[0].second;
  }
  return text.append(rest, form.cend());
}

std::string text_field(const google::protobuf::Message& message, const std::string& name) {
  const auto* field = message.GetDescriptor()->FindFieldByName(name);
  if (!field) throw std::logic_error(message.GetDescriptor()->full_name() + " has no " + name);
  if (field->is_repeated()) return message.GetReflection()->GetRepeatedString(message, field, 0);
  return message.GetReflection()->GetString(message, field);
}

const Operation& operation_named(const std::string& rpc) {
  const auto& all = town_operations().all();
  for (const auto* operation : all) {
    if (operation->rpc->service()->name() + "/" + operation->rpc->name() == rpc) return *operation;
  }
  throw std::logic_error("there is no rpc " + rpc);
}

void merge(const std::string& text, google::protobuf::Message& request) {
  if (!google::protobuf::TextFormat::ParseFromString(text, &request)) {
    throw std::logic_error("not a " + request.GetDescriptor()->full_name() + ": " + text);
  }
}

/// Every text of the message that is an id.
void collect_ids(const google::protobuf::Message& message, std::set<std::string>& ids) {
  const auto* reflection = message.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const auto* field : fields) {
    const int count = field->is_repeated() ? reflection->FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      if (field->message_type()) {
        collect_ids(field->is_repeated() ? reflection->GetRepeatedMessage(message, field, i)
                                         : reflection->GetMessage(message, field),
                    ids);
      } else if (field->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_STRING) {
        ids.insert(field->is_repeated() ? reflection->GetRepeatedString(message, field, i)
                                        : reflection->GetString(message, field));
      }
    }
  }
}

bool names_any(const std::set<std::string>& ids, std::initializer_list<const Names*> all) {
  for (const auto* names : all) {
    for (const auto& [name, value] : *names) {
      if (parse_uuid(value) && ids.contains(value)) return true;
    }
  }
  return false;
}

}  // namespace

/// Who works in a municipality, and what its sides share.
struct World::Place {
  Actor administrator;
  Actor coordinator;
  Actor case_manager;
  std::string slug;
  Names shared;
  std::vector<Side*> sides;
};

World::World() {
  privacy::use_key_ring({{1, {{1, 2, 3}, {4, 5, 6}}}});
  Place tilburg{town_.actor(ROLE_ADMINISTRATOR),
                town_.actor(ROLE_COORDINATOR),
                town_.actor(ROLE_CASE_MANAGER),
                "tilburg",
                {},
                {&own_, &other_}};
  Place breda{town_.stranger(ROLE_ADMINISTRATOR),
              town_.stranger(ROLE_COORDINATOR),
              town_.stranger(ROLE_CASE_MANAGER),
              "breda",
              {},
              {&elsewhere_}};
  Place* const places[] = {&tilburg, &breda};
  for (auto* place : places) build(*place);
  town_.advance_to("2026-02-02");
  for (auto* place : places) {
    call(place->administrator, "SettlementService/CloseMonth", "programme_id: '$programme' month: 202601",
         place->shared);
    for (auto* side : place->sides) name_statements(*place, *side);
  }
  town_.advance_to("2026-03-02");
  for (auto* place : places) {
    for (auto* side : place->sides) live_through_march(*place, *side);
    propose_week(*place);
  }
  // What was planned two hours ahead can be started, what lies further cannot.
  town_.advance(std::chrono::hours(3));
}

void World::build(Place& place) {
  share(place);
  const char* tag = "A";
  for (auto* side : place.sides) {
    side->shared = place.shared;
    settle(place, *side, tag);
    move_in(place, *side, tag);
    give_accounts(place, *side, tag);
    tag = "B";
  }
  for (auto* side : place.sides) live_through_january(place, *side);
}

MessagePtr World::call(const Actor& actor, const std::string& rpc, const std::string& form, const Names& names) {
  const auto& operation = operation_named(rpc);
  Call call{&operation, actor, town_.fresh_command_id(), operation.new_request()};
  merge(filled(form, names), *call.request);
  auto answer = town_.town().answer(std::move(call));
  if (!answer) {
    throw std::runtime_error(rpc + " was refused: " + std::string(name_of(answer.error().refusal)) + " " +
                             answer.error().field + " " + answer.error().says);
  }
  return *std::move(answer);
}

void World::make(const Actor& actor, const std::string& rpc, const std::string& form, const Names& names, Names& into,
                 const std::string& name, const std::string& field) {
  into[name] = text_field(*call(actor, rpc, form, names), field);
}

void World::share(Place& place) {
  auto& shared = place.shared;
  const auto add = [&](const std::string& rpc, const std::string& form, const std::string& name) {
    make(place.administrator, rpc, form, shared, shared, name, name + "_id");
  };
  add("OrganisationService/CreateProvider", "name: 'De Buurt Werkt'", "provider");
  const std::string account = "provider_id: '$provider' iban: 'NL91ABNA0417164300' account_holder: 'De Buurt Werkt'";
  organisations::v1::SetBankDetailsRequest bank_details;
  merge(filled(account, shared), bank_details);
  town_.approve(place.administrator, bank_details);
  call(place.administrator, "OrganisationService/SetBankDetails", account, shared);
  add("OrganisationService/CreateProgramme", "name: 'Wijk' starts_on: '2026-01-01' provider_id: '$provider'",
      "programme");
  call(place.administrator, "OrganisationService/SetProgrammeTerms",
       "programme_id: '$programme' terms { starts_on: '2026-01-01' }", shared);
  add("OrganisationService/CreateNeighbourhood", "name: 'Noord' postcode: '5042'", "neighbourhood");
  add("CatalogueService/DefineService",
      "name_nl: 'Wandelen' name_en: 'A walk' risk: RISK_LOW domain: SERVICE_DOMAIN_WELFARE performance_fields: 1",
      "service");
  shared["later"] = "2026-03-03T10:00";
}

void World::settle(Place& place, Side& side, const std::string& tag) {
  auto& names = side.organisation;
  const auto add = [&](const std::string& rpc, const std::string& form, const std::string& name,
                       const std::string& field) {
    make(place.administrator, rpc, form, with({&names, &place.shared}), names, name, field);
  };
  add("OrganisationService/CreateCorporation", "name: 'Wonen " + tag + "'", "corporation", "corporation_id");
  add("OrganisationService/CreateComplex",
      "corporation_id: '$corporation' neighbourhood_id: '$neighbourhood' name: 'De Linde'", "complex", "complex_id");
  call(place.administrator, "OrganisationService/AddTargetComplex", "programme_id: '$programme' complex_id: '$complex'",
       names_of(side));
  add("OrganisationService/CreateFunder", "name: 'Fonds " + tag + "'", "funder", "funder_id");
  add("FundingService/OpenBudget",
      "programme_id: '$programme' funder_id: '$funder' name: 'Budget " + tag +
          "' source: SOURCE_RE_INTEGRATION ceiling_cents: 10000000 starts_on: '2026-01-01' ends_on: '2027-12-31'",
      "budget", "budget_id");
  const std::string share = tag == "A" && place.sides.size() > 1 ? "basis_points_of_gap: 5000" : "remainder: true";
  add("FundingService/AddFundingRule",
      "budget_id: '$budget' name: 'Regel " + tag + "' rank: " + (tag == "A" ? "2" : "3") + " share { " + share + " }",
      "rule", "rule_id");
  add("FundingService/BuyTracks",
      "budget_id: '$budget' provider_id: '$provider' kind: TRACK_KIND_ACTIVATION count: 5 price_cents: 400 "
      "instalments { start_cents: 100 halfway_cents: 100 end_cents: 100 outflow_cents: 100 }",
      "purchase", "track_purchase_id");
  const auto bought = call(place.administrator, "VoucherService/BuyHours",
                           "programme_id: '$programme' corporation_id: '$corporation' name: 'Uren " + tag +
                               "' hours: 20 complex_ids: '$complex' ends_on: '2027-12-31'",
                           names_of(side));
  names["prepaid_budget"] = text_field(*bought, "budget_id");
  names["invoice"] = text_field(*bought, "invoice_id");
}

void World::move_in(Place& place, Side& side, const std::string& tag) {
  auto& names = side.person;
  const auto add = [&](const Actor& actor, const std::string& rpc, const std::string& form, const std::string& name,
                       const std::string& field) { make(actor, rpc, form, names_of(side), names, name, field); };
  names["name"] = tag == "A" ? "Ada" : "Ben";
  names["bsn"] = place.slug == "breda" ? "123456782" : tag == "A" ? "012345672" : "111222333";
  names["postcode"] = tag == "A" ? "5042AA" : "5042BB";
  add(place.coordinator, "ResidentService/RegisterHousehold",
      "neighbourhood_id: '$neighbourhood' complex_id: '$complex' postcode: '$postcode' house_number: '1'", "household",
      "household_id");
  add(place.coordinator, "ResidentService/RegisterResident",
      "household_id: '$household' name: '$name' born_on: '1941-05-17' low_income: true", "resident", "resident_id");
  add(place.administrator, "IdentityService/CreateAccount",
      "sign_in_name: 'coach" + tag + "' password: '" + password + "' role: ROLE_COACH", "coach", "actor_id");
  add(place.administrator, "IdentityService/CreateAccount",
      "sign_in_name: 'spare" + tag + "' password: '" + password + "' role: ROLE_COACH", "account", "actor_id");
  side.shared["case_manager"] = to_string(place.case_manager.id);
  const std::string participant =
      "name: 'Piet' provider_id: '$provider' coach_id: '$coach' case_manager_id: '$case_manager' weekly_hours: 20";
  add(place.case_manager, "ParticipantService/RegisterParticipant", participant, "participant", "participant_id");
  add(place.case_manager, "ParticipantService/RegisterParticipant", participant, "newcomer", "participant_id");
  add(place.case_manager, "ParticipantService/StartTrack",
      "participant_id: '$participant' kind: TRACK_KIND_ACTIVATION track_purchase_id: '$purchase'", "track", "track_id");
}

void World::give_accounts(Place& place, Side& side, const std::string& tag) {
  const auto id = [&](const Names& names, const char* name) { return *parse_uuid(names.at(name)); };
  const std::map<Role, Uuid> subjects = {{ROLE_RESIDENT, id(side.person, "resident")},
                                         {ROLE_PARTICIPANT, id(side.person, "participant")},
                                         {ROLE_CORPORATION_BUYER, id(side.organisation, "corporation")},
                                         {ROLE_CORPORATION_FINANCE, id(side.organisation, "corporation")},
                                         {ROLE_FUNDER_FINANCE, id(side.organisation, "funder")},
                                         {ROLE_COORDINATOR, {}},
                                         {ROLE_CASE_MANAGER, {}},
                                         {ROLE_ADMINISTRATOR, {}},
                                         {ROLE_AUDITOR, {}},
                                         {ROLE_CLIENT_COUNCIL, {}}};
  const auto sign_in = [&](const std::string& name) {
    identity::v1::SignInRequest request = text("sign_in_name: % password: %", name + "@" + place.slug, password);
    const auto session = identity::sign_in(town_.store(), Actor(), request).value();
    return *town_.actor_of_token(session.token());
  };
  for (const auto& [role, subject] : subjects) {
    const auto name = word_of(role) + tag;
    std::string form = "sign_in_name: '" + name + "' password: '" + password + "' role: " + base::v1::Role_Name(role);
    if (!subject.is_nil()) form += " subject_id: '" + to_string(subject) + "'";
    call(place.administrator, "IdentityService/CreateAccount", form, {});
    side.actors[role] = sign_in(name);
  }
  side.actors[ROLE_COACH] = sign_in("coach" + tag);
  side.actors[ROLE_SYSTEM] = system_actor(place.administrator.municipality);
  for (const auto& [role, actor] : side.actors) side.sessions[role] = to_string(actor.session);
  make(place.coordinator, "CardService/IssueCard", "resident_id: '$resident' pin: '482913'", names_of(side),
       side.person, "card_code", "code");
  make(place.coordinator, "DeviceService/InviteKiosk", "name: 'Hal'", {}, side.shared, "device", "device_id");
}

void World::work(Place& place, Side& side, const std::string& name, const std::string& until, int hours_ahead) {
  auto& names = side.person;
  make(place.coordinator, "JobService/RequestJob",
       "programme_id: '$programme' resident_id: '$resident' service_id: '$service' minutes: 60", names_of(side), names,
       name, "job_id");
  const auto begin = local_text(town_.clock().now() + std::chrono::hours(hours_ahead));
  const std::string job = "job_id: '$" + name + "'";
  const std::pair<const char*, std::string> steps[] = {
      {"requested", ""},
      {"planned", "PlanJob " + job + " participant_id: '$participant' starts_at { local: '" + begin + "' }"},
      {"accepted", "RespondToJob " + job + " accept: true"},
      {"started", "StartJob " + job},
      {"done", "RegisterHours " + job + " minutes: 60"},
      {"approved", "ApproveJob " + job}};
  for (const auto& [state, step] : steps) {
    const auto space = step.find(' ');
    if (!step.empty()) {
      call(place.coordinator, "JobService/" + step.substr(0, space), step.substr(space + 1), names_of(side));
    }
    if (until == state) return;
  }
}

void World::live_through_january(Place& place, Side& side) {
  const auto names = [&] { return names_of(side); };
  const std::string campaign =
      "programme_id: '$programme' vouchers_per_household: 4 complex_ids: '$complex' ends_on: '2026-12-31' name: ";
  const auto& buyer = side.actors.at(ROLE_CORPORATION_BUYER);
  make(buyer, "VoucherService/OpenCampaign", campaign + "'Nu " + side.organisation.at("complex") + "'", names(),
       side.organisation, "campaign", "campaign_id");
  make(buyer, "VoucherService/OpenCampaign", campaign + "'Straks " + side.organisation.at("complex") + "'", names(),
       side.organisation, "fresh_campaign", "campaign_id");
  make(place.coordinator, "VoucherService/IssueFreeVouchers",
       "campaign_id: '$campaign' household_id: '$household' count: 1", names(), side.person, "free_voucher",
       "voucher_ids");
  work(place, side, "first_job", "approved");
  make(place.coordinator, "VoucherService/OrderVouchers",
       "programme_id: '$programme' resident_id: '$resident' kind: VOUCHER_KIND_REDUCED count: 20", names(), side.person,
       "paid_order", "order_id");
  const auto paid = call(place.coordinator, "VoucherService/PayOrder",
                         "order_id: '$paid_order' method: PAYMENT_METHOD_CASH amount_cents: 10000", names());
  const auto& ids = static_cast<const vouchers::v1::PayOrderResponse&>(*paid).voucher_ids();
  // The oldest are set aside for jobs first.
  side.person["voucher"] = ids[ids.size() - 1];
  side.person["blocked_voucher"] = ids[ids.size() - 2];
  const auto shown = call(place.coordinator, "VoucherService/GetVoucher", "voucher_id: '$voucher'", names());
  side.person["code"] = static_cast<const vouchers::v1::GetVoucherResponse&>(*shown).voucher().code();
  work(place, side, "second_job", "approved");
}

void World::name_statements(Place& place, Side& side) {
  const auto answer = call(place.administrator, "SettlementService/ListStatements",
                           "programme_id: '$programme' month: 202601", side.shared);
  for (const auto& one : static_cast<const settlement::v1::ListStatementsResponse&>(*answer).statements()) {
    const auto name = [&](Names& names, const std::string& whose) {
      names[whose + "_statement"] = one.statement_id();
      names[whose + "_cents"] = std::to_string(one.due_cents());
    };
    if (one.party_id() == side.organisation.at("funder")) name(side.organisation, "funder");
    if (one.party_id() == side.organisation.at("corporation")) name(side.organisation, "corporation");
    if (one.party_id() == side.shared.at("provider")) name(side.shared, "provider");
  }
}

void World::live_through_march(Place& place, Side& side) {
  call(place.coordinator, "VoucherService/BlockVoucher", "voucher_id: '$blocked_voucher' reason: BLOCK_REASON_LOST",
       names_of(side));
  make(place.coordinator, "VoucherService/OrderVouchers",
       "programme_id: '$programme' resident_id: '$resident' kind: VOUCHER_KIND_REDUCED count: 1", names_of(side),
       side.person, "order", "order_id");
  call(place.administrator, "PrivacyService/SetBsn", "person { resident_id: '$resident' } bsn: '$bsn'", names_of(side));
  call(place.administrator, "PrivacyService/SetBsn", "person { participant_id: '$participant' } bsn: '$bsn'",
       names_of(side));
  make(place.administrator, "ApprovalService/RequestApproval",
       "rpc: 'emplooi.privacy.v1.PrivacyService.ExportPerson' "
       "request: '{\"person\": {\"residentId\": \"$resident\"}}'",
       names_of(side), side.person, "approval", "approval_id");
  work(place, side, "approved_job", "approved");
  work(place, side, "done_job", "done");
  work(place, side, "disputed_job", "done");
  call(place.coordinator, "JobService/DisputeJob", "job_id: '$disputed_job' reason: 'nobody came'", names_of(side));
  work(place, side, "started_job", "started");
  work(place, side, "accepted_job", "accepted", 2);
  work(place, side, "planned_job", "planned", 5);
  work(place, side, "requested_job", "requested");
}

void World::propose_week(Place& place) {
  const auto& operation = operation_named("MatchingService/ProposeWeekPlan");
  Call call{&operation, place.coordinator, town_.fresh_command_id(), operation.new_request()};
  merge(filled("programme_id: '$programme' week_starts_on: '2026-03-02' seconds: 1", place.shared), *call.request);
  LastMessage outlet;
  if (!town_.town().stream(std::move(call), outlet)) throw std::runtime_error("no week plan was proposed");
  const auto& last = static_cast<const matching::v1::ProposeWeekPlanResponse&>(outlet.message());
  for (auto* side : place.sides) side->shared["plan"] = last.progress().plan_id();
}

Actor World::actor(Role role) const { return own_.actors.at(role); }

void World::fill(const std::string& form, Relation relation, Role role, google::protobuf::Message& request) const {
  const auto& whose_person = relation == Relation::other_person         ? other_
                             : relation == Relation::other_municipality ? elsewhere_
                                                                        : own_;
  const auto& whose_organisation = relation == Relation::other_corporation    ? other_
                                   : relation == Relation::other_municipality ? elsewhere_
                                                                              : own_;
  const auto& whose_shared = relation == Relation::other_municipality ? elsewhere_ : own_;
  auto names = with({&whose_person.person, &whose_organisation.organisation, &whose_shared.shared});
  names["session"] = whose_person.sessions.at(role);
  names["person"] = role == ROLE_PARTICIPANT ? "participant_id: '" + names["participant"] + "'"
                                             : "resident_id: '" + names["resident"] + "'";
  merge(filled(form, names), request);
}

std::string World::whose(const google::protobuf::Message& answer) const {
  std::set<std::string> ids;
  collect_ids(answer, ids);
  if (names_any(ids, {&elsewhere_.person, &elsewhere_.organisation, &elsewhere_.shared})) {
    throw std::runtime_error("an answer shows things of another municipality: " + answer.ShortDebugString());
  }
  const bool sees_own = names_any(ids, {&own_.person, &own_.organisation});
  const bool sees_other = names_any(ids, {&other_.person, &other_.organisation});
  return sees_own && sees_other ? "sees_all" : sees_own ? "sees_own" : sees_other ? "sees_other" : "allowed";
}

}  // namespace emplooi::testing

#include <gtest/gtest.h>

#include <cctype>

#include "access/world.h"
#include "base/words.h"
#include "emplooi/residents/v1/residents.pb.h"
#include "identity/personal_data.h"

namespace emplooi::testing {
namespace {

constexpr auto folder = EMPLOOI_SOURCE_DIR "/tests/access/";

/// What a cell may come to: the outcome of each relation, as a line of expected.csv has it.
using Row = std::array<std::string, std::size(all_relations)>;

std::vector<std::string> lines_of(const std::string& file) {
  std::ifstream in(folder + file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line[0] != '#') lines.push_back(line);
  }
  return lines;
}

/// The template of every rpc's request, by `Service/Rpc`.
std::map<std::string, std::string> templates() {
  std::map<std::string, std::string> all;
  for (const auto& line : lines_of("requests.txt")) {
    const auto space = std::min(line.find(' '), line.size());
    all[line.substr(0, space)] = line.substr(space);
  }
  return all;
}

std::string name_of_rpc(const Operation& operation) {
  return operation.rpc->service()->name() + "/" + operation.rpc->name();
}

const std::vector<Role>& all_roles() {
  static const auto all = [] {
    std::vector<Role> roles;
    for (int number = 1; number < base::v1::Role_ARRAYSIZE; ++number) roles.push_back(static_cast<Role>(number));
    return roles;
  }();
  return all;
}

/// No field that names somebody reaches a role that may not see names, unless it is the actor's own.
bool shows_personal_data(const google::protobuf::Message& message) {
  const auto* reflection = message.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const auto* field : fields) {
    if (field->options().GetExtension(base::v1::rule).personal()) return true;
    if (!field->message_type()) continue;
    const int count = field->is_repeated() ? reflection->FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      if (shows_personal_data(field->is_repeated() ? reflection->GetRepeatedMessage(message, field, i)
                                                   : reflection->GetMessage(message, field))) {
        return true;
      }
    }
  }
  return false;
}

/// Reads a stream as far as its first message.
class FirstMessage final : public Outlet {
 public:
  bool send(const google::protobuf::Message& message) override {
    first_.reset(message.New());
    first_->CopyFrom(message);
    return !over_.request_stop();
  }
  std::stop_token over() const override { return over_.get_token(); }
  MessagePtr take() { return std::move(first_); }

 private:
  std::stop_source over_;
  MessagePtr first_;
};

/// Every rpc is tried by every role on everybody's things, each time in a town that looks the same: what a call does is
/// undone before the next.
class Matrix : public ::testing::Test {
 protected:
  static World& world() {
    static World only;
    return only;
  }

  std::string outcome_of(const Outcome<MessagePtr>& answer, const Operation& operation, const Actor& actor) {
    ++cells_;
    if (!answer) return std::string(name_of(answer.error().refusal));
    if (!may_see_names(actor.role) && actor.reach != REACH_OWN_PERSON) {
      EXPECT_FALSE(shows_personal_data(**answer)) << operation.rpc->full_name() << " to " << word_of(actor.role);
    }
    // Whoever made something sees its id; whose things a command touches, its refusals tell.
    if (operation.access.effect() != base::v1::EFFECT_READ) return "allowed";
    return world().whose(**answer);
  }

  /// As the front desk does it; but the transaction is refused at its end, so that nothing stays.
  std::string try_in_vain(Call call) {
    const Operation& operation = *call.operation;
    const auto municipality = call.actor ? call.actor->municipality : world().town().municipality();
    if (auto admitted = admit(call); !admitted) return outcome_of(admitted.error(), operation, Actor());
    const Actor actor = call.actor.value_or(Actor());
    std::optional<Outcome<MessagePtr>> answer;
    const auto undone =
        world().town().store().write_now({municipality, CommandId(), actor.id, operation.rpc->full_name(), ""},
                                         [&](Transaction& tx) -> Outcome<std::string> {
                                           answer.emplace(operation.run(tx, actor, *call.request));
                                           return refuse(REFUSAL_UNSPECIFIED);
                                         });
    if (!answer)
      throw std::runtime_error(operation.rpc->full_name() + ": " + std::string(name_of(undone.error().refusal)));
    if (*answer) hide_personal_data(***answer, actor);
    return outcome_of(*answer, operation, actor);
  }

  /// Sessions are opened and closed outside a transaction of ours: these calls stay.
  std::string try_session(Call call) {
    const Operation& operation = *call.operation;
    const Actor actor = call.actor.value_or(Actor());
    return outcome_of(world().town().town().answer(std::move(call)), operation, actor);
  }

  /// What a stream that is a command writes stays too.
  std::string try_stream(Call call) {
    const Operation& operation = *call.operation;
    const Actor actor = call.actor.value_or(Actor());
    FirstMessage outlet;
    auto ended = world().town().town().stream(std::move(call), outlet);
    return outcome_of(ended ? Outcome<MessagePtr>(outlet.take()) : ended.error(), operation, actor);
  }

  std::string try_cell(const Operation& operation, const std::string& form, Role role, Relation relation) {
    Call call{&operation, world().actor(role), world().town().fresh_command_id(), operation.new_request()};
    world().fill(form, relation, role, *call.request);
    if (relation == Relation::signed_out) call.actor.reset();
    if (operation.streams()) return try_stream(std::move(call));
    const bool is_session = operation.access.effect() == base::v1::EFFECT_SESSION;
    return is_session ? try_session(std::move(call)) : try_in_vain(std::move(call));
  }

  Row row_of(const Operation& operation, const std::string& form, Role role) {
    Row row;
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = try_cell(operation, form, role, all_relations[i]);
    return row;
  }

  /// The rows of an rpc; roles that fare the same share a line.
  std::vector<std::string> lines_for(const Operation& operation, const std::string& form) {
    std::vector<std::pair<Row, std::string>> groups;
    for (const auto role : all_roles()) {
      const auto row = row_of(operation, form, role);
      auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& one) { return one.first == row; });
      if (group == groups.end()) group = groups.insert(groups.end(), {row, ""});
      group->second += (group->second.empty() ? "" : " ") + word_of(role);
    }
    std::vector<std::string> lines;
    for (const auto& [row, roles] : groups) {
      auto line = name_of_rpc(operation) + "," + roles;
      for (const auto& outcome : row) line += "," + outcome;
      lines.push_back(line);
    }
    return lines;
  }

  int cells_ = 0;
};

TEST_F(Matrix, is_as_the_reviewed_table_says) {
  auto forms = templates();
  std::vector<std::string> found;
  // What opens and closes sessions comes last, because it stays done.
  auto operations = town_operations().all();
  std::stable_partition(operations.begin(), operations.end(), [](const Operation* operation) {
    return operation->access.effect() != base::v1::EFFECT_SESSION;
  });
  for (const auto* operation : operations) {
    const auto form = forms.find(name_of_rpc(*operation));
    if (form == forms.end()) {
      ADD_FAILURE() << name_of_rpc(*operation) << " has no request in requests.txt";
      continue;
    }
    for (auto& line : lines_for(*operation, form->second)) found.push_back(std::move(line));
    forms.erase(form);
  }
  for (const auto& [name, form] : forms) ADD_FAILURE() << "there is no rpc " << name;
  std::sort(found.begin(), found.end());
  const auto expected = lines_of("expected.csv");
  std::vector<std::string> missing, unexpected;
  std::set_difference(expected.begin(), expected.end(), found.begin(), found.end(), std::back_inserter(missing));
  std::set_difference(found.begin(), found.end(), expected.begin(), expected.end(), std::back_inserter(unexpected));
  for (const auto& line : missing) ADD_FAILURE() << "expected  " << line;
  for (const auto& line : unexpected) ADD_FAILURE() << "found     " << line;
  const auto roles = all_roles().size();
  EXPECT_EQ(cells_, static_cast<int>(operations.size() * roles * std::size(all_relations)));
  RecordProperty("cells", cells_);
  std::cout << cells_ << " cells: " << operations.size() << " rpcs, " << roles << " roles, " << std::size(all_relations)
            << " relations\n";
}

TEST_F(Matrix, leaves_the_town_as_it_was) {
  auto& town = world().town();
  town.check_invariants(town.municipality());
  const auto& asked = *town_operations().find("emplooi.residents.v1.ResidentService/GetResident");
  Call call{&asked, world().actor(ROLE_COORDINATOR), std::nullopt, asked.new_request()};
  world().fill("resident_id: '$resident'", Relation::own, ROLE_COORDINATOR, *call.request);
  const auto answer = town.town().answer(std::move(call)).value();
  const auto& resident = static_cast<const residents::v1::GetResidentResponse&>(*answer).resident();
  EXPECT_TRUE(resident.low_income()) << "SetLowIncome was undone";
  EXPECT_EQ(resident.deceased_on(), "") << "RecordDeath was undone";
}

}  // namespace
}  // namespace emplooi::testing

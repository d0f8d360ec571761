#include "privacy/access_log.h"

#include <algorithm>

#include "base/timestamp.h"
#include "base/words.h"
#include "identity/identity.h"
#include "privacy/privacy.sql.h"

namespace emplooi::privacy {

namespace {

template <std::size_t size>
store::Bytes bytes_of(const std::array<std::uint8_t, size>& id) {
  return {std::string(id.begin(), id.end())};
}

template <std::size_t size>
store::Bytes random_bytes(Transaction& tx) {
  std::array<std::uint8_t, size> id;
  tx.randomise(id);
  return bytes_of(id);
}

std::string hexadecimal(const store::Bytes& bytes) {
  std::string text;
  for (const char byte : bytes.value) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return text;
}

base::v1::Purpose purpose_of(const Operation& operation, const google::protobuf::Message& request) {
  const auto* field = request.GetDescriptor()->FindFieldByName("purpose");
  if (!field || field->enum_type() != base::v1::Purpose_descriptor()) return operation.access.purpose();
  return static_cast<base::v1::Purpose>(request.GetReflection()->GetEnumValue(request, field));
}

struct Line {
  Uuid id;
  store::Bytes trace;
  store::Bytes span;
  std::optional<store::Bytes> parent;
  std::string name;
  Time started_at;
  Time ended_at;
  std::string purpose;
  Uuid subject;
  std::string kind;
  bool written;
  ActorId actor;
  std::string role;
  /// Of an account; the server itself has none.
  std::optional<std::string> actor_name;
  using Columns = std::tuple<Uuid, store::Bytes, store::Bytes, std::optional<store::Bytes>, std::string, Time, Time,
                             std::string, Uuid, std::string, bool, ActorId, std::string, std::optional<std::string>>;
};

/// Opening a session and making a card or an invitation write, and answer what opens something.
bool has_written(const Operation& operation) {
  if (operation.access.effect() != base::v1::EFFECT_SESSION) {
    return operation.access.effect() == base::v1::EFFECT_COMMAND;
  }
  const auto* answer = operation.rpc->output_type();
  for (int i = 0; i < answer->field_count(); ++i) {
    if (answer->field(i)->options().GetExtension(base::v1::rule).secret()) return true;
  }
  return false;
}

v1::DataAccess to_message(const Line& line, const Actor& reader) {
  v1::DataAccess message;
  message.set_access_id(to_string(line.id));
  message.set_trace_id(hexadecimal(line.trace));
  message.set_span_id(hexadecimal(line.span));
  if (line.parent) message.set_parent_span_id(hexadecimal(*line.parent));
  message.set_name(line.name);
  *message.mutable_started_at() = to_timestamp(line.started_at);
  *message.mutable_ended_at() = to_timestamp(line.ended_at);
  message.set_purpose(from_word<base::v1::Purpose>(line.purpose));
  message.set_data_subject_id(to_string(line.subject));
  message.set_data_subject_kind(from_word<DataSubject>(line.kind));
  message.set_written(line.written);
  message.set_role(from_word<Role>(line.role));
  if (reader.only()) return message;
  message.set_actor_id(to_string(line.actor));
  if (line.actor_name) message.set_actor_name(*line.actor_name);
  return message;
}

}  // namespace

Processing processing_of(const Operation& operation, const Actor& actor, const std::optional<Trace>& trace,
                         Time started_at, const google::protobuf::Message& request,
                         const google::protobuf::Message& answer) {
  Processing processing{&operation, actor, trace, started_at, purpose_of(operation, request), subjects_in(request)};
  auto& subjects = processing.subjects;
  for (const auto& subject : subjects_in(answer)) {
    if (std::find(subjects.begin(), subjects.end(), subject) == subjects.end()) subjects.push_back(subject);
  }
  if (operation.access.effect() != base::v1::EFFECT_READ) return processing;
  std::erase_if(subjects, [&](const Subject& subject) {
    const bool is_own_household = subject.kind == base::v1::DATA_SUBJECT_HOUSEHOLD && actor.role == ROLE_RESIDENT;
    return is_own_household || subject.id == actor.subject;
  });
  return processing;
}

void name_account_holders(Transaction& tx, Processing& processing) {
  if (processing.actor.role == ROLE_UNSPECIFIED) {
    if (const auto self = identity::holder_of_account(tx, processing.actor.id)) processing.actor.role = self->role;
  }
  std::vector<Subject> named;
  for (const auto& subject : processing.subjects) {
    if (subject.kind != base::v1::DATA_SUBJECT_ACCOUNT) {
      named.push_back(subject);
      continue;
    }
    const auto holder = identity::holder_of_account(tx, ActorId(subject.id));
    if (!holder || !holder->subject) continue;
    if (holder->role == ROLE_RESIDENT) named.push_back({base::v1::DATA_SUBJECT_RESIDENT, *holder->subject});
    if (holder->role == ROLE_PARTICIPANT) named.push_back({base::v1::DATA_SUBJECT_PARTICIPANT, *holder->subject});
  }
  processing.subjects = std::move(named);
}

void note(Transaction& tx, const Processing& processing) {
  const auto& [operation, actor, trace, started_at, purpose, subjects] = processing;
  const auto trace_id = trace ? bytes_of(trace->trace_id) : random_bytes<16>(tx);
  const auto span_id = random_bytes<8>(tx);
  std::optional<store::Bytes> parent;
  if (trace) parent = bytes_of(trace->parent_span_id);
  const bool written = has_written(*operation);
  for (const auto& subject : subjects) {
    tx.run_later(sql::add_access, tx.new_id<Uuid>(), trace_id, span_id, parent, operation->rpc->full_name(), started_at,
                 std::max(started_at, tx.now()), word_of(purpose), subject.id, word_of(subject.kind), written, actor.id,
                 word_of(actor.role), tx.record());
  }
}

std::vector<v1::DataAccess> accesses_before(Transaction& tx, const Actor& reader, const Uuid& subject,
                                            const Uuid& before, int limit) {
  std::vector<v1::DataAccess> accesses;
  for (const auto& line : tx.all<Line>(sql::accesses_before, subject, before, limit)) {
    accesses.push_back(to_message(line, reader));
  }
  return accesses;
}

}  // namespace emplooi::privacy

#include "base/words.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"
#include "identity/token.h"

namespace emplooi::identity {

namespace {

std::string text_of_field(const google::protobuf::Message& message, const char* name) {
  const auto* field = message.GetDescriptor()->FindFieldByName(name);
  const bool is_text =
      field && !field->is_repeated() && field->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_STRING;
  return is_text ? message.GetReflection()->GetString(message, field) : std::string();
}

}  // namespace

std::optional<AccountHolder> holder_of_account(Transaction& tx, ActorId account) {
  const auto found = tx.one<std::string, std::optional<Uuid>>(sql::holder_of_account, account);
  if (!found) return std::nullopt;
  return AccountHolder{from_word<Role>(std::get<0>(*found)), std::get<1>(*found)};
}

std::optional<GivenSession> session_given_by(const google::protobuf::Message& answer) {
  const auto token = parse_token(text_of_field(answer, "token"));
  const auto actor = parse_uuid(text_of_field(answer, "actor_id"));
  if (!token || !actor) return std::nullopt;
  return GivenSession{token->municipality, ActorId(*actor)};
}

}  // namespace emplooi::identity

#include "identity/personal_data.h"

#include <algorithm>

namespace emplooi {

namespace {

using base::v1::FieldRule;
using google::protobuf::Message;

const FieldRule& rule_of_field(const google::protobuf::FieldDescriptor* field) {
  return field->options().GetExtension(base::v1::rule);
}

bool must_hide(const FieldRule& rule, const Actor& actor) {
  if (rule.bsn()) return !may_see_bsn(actor.role);
  return rule.personal() && !may_see_names(actor.role) && actor.reach != REACH_OWN_PERSON;
}

void collect_subjects(const Message& message, std::vector<Subject>& subjects) {
  const auto* reflection = message.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const auto* field : fields) {
    const auto kind = rule_of_field(field).subject();
    const int count = field->is_repeated() ? reflection->FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      if (field->message_type()) {
        collect_subjects(field->is_repeated() ? reflection->GetRepeatedMessage(message, field, i)
                                              : reflection->GetMessage(message, field),
                         subjects);
      } else if (kind != base::v1::DATA_SUBJECT_UNSPECIFIED) {
        const auto text = field->is_repeated() ? reflection->GetRepeatedString(message, field, i)
                                               : reflection->GetString(message, field);
        if (const auto id = parse_uuid(text)) subjects.push_back({kind, *id});
      }
    }
  }
}

}  // namespace

bool may_see_names(Role role) {
  switch (role) {
    case ROLE_RESIDENT:
    case ROLE_PARTICIPANT:
    case ROLE_COORDINATOR:
    case ROLE_CASE_MANAGER:
    case ROLE_COACH:
    case ROLE_ADMINISTRATOR:
    case ROLE_SYSTEM:
      return true;
    default:
      return false;
  }
}

bool may_see_bsn(Role role) { return role == ROLE_CASE_MANAGER || role == ROLE_ADMINISTRATOR; }

void hide_personal_data(Message& answer, const Actor& actor) {
  const auto* reflection = answer.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection->ListFields(answer, &fields);
  for (const auto* field : fields) {
    if (must_hide(rule_of_field(field), actor)) {
      reflection->ClearField(&answer, field);
    } else if (field->message_type() && field->is_repeated()) {
      for (int i = 0; i < reflection->FieldSize(answer, field); ++i) {
        hide_personal_data(*reflection->MutableRepeatedMessage(&answer, field, i), actor);
      }
    } else if (field->message_type()) {
      hide_personal_data(*reflection->MutableMessage(&answer, field), actor);
    }
  }
}

std::vector<Subject> subjects_in(const Message& message) {
  std::vector<Subject> subjects;
  collect_subjects(message, subjects);
  std::sort(subjects.begin(), subjects.end());
  subjects.erase(std::unique(subjects.begin(), subjects.end()), subjects.end());
  return subjects;
}

}  // namespace emplooi

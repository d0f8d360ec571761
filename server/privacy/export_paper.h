#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "emplooi/privacy/v1/privacy.pb.h"

namespace emplooi::privacy {

/// What an id stands for: services, programmes, places, providers.
using NamesOfIds = std::map<std::string, std::string>;

/// All that is kept about a person as a document in Dutch for themselves, as PDF. Ids that have no name and what only programs
/// need is left out, and said to be.
std::string draw_export(const v1::ExportPersonResponse& all, const NamesOfIds& names, Time now);

/// How a field is called for its person; empty: it is left out; nothing: nobody has said yet, and it stands under its own name.
std::optional<std::string_view> label_of(const google::protobuf::FieldDescriptor* field);
/// The same for a value of an enumeration.
std::optional<std::string_view> label_of(const google::protobuf::EnumValueDescriptor* value);

}  // namespace emplooi::privacy

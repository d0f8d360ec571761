#pragma once

#include <google/protobuf/message.h>

#include "base/outcome.h"

namespace emplooi {

/// Holds a request against the bounds that its fields state (base/v1/options.proto), nested messages included, before any
/// operation sees it. Refuses: field_missing, field_out_of_bounds, id_malformed, date_malformed, text_malformed,
/// enum_unknown; `field` is the path of the field and the value itself is never repeated.
Outcome<void> check_field_rules(const google::protobuf::Message& request);

/// The request's bytes in one canonical order, without the fields marked secret: what the journal hashes.
std::string canonical_bytes(const google::protobuf::Message& request);

/// Calls `visit` for every non-empty string field marked secret, for replacing it by what may be stored.
void for_each_secret(google::protobuf::Message& request, const std::function<void(std::string&)>& visit);

}  // namespace emplooi

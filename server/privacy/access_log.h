#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/trace.h"
#include "emplooi/privacy/v1/privacy.pb.h"
#include "identity/operations.h"
#include "identity/personal_data.h"
#include "store/transaction.h"

namespace emplooi::privacy {

/// A call that carried people's data.
struct Processing {
  const Operation* operation = nullptr;
  Actor actor;
  /// The caller's; absent where it sent none.
  std::optional<Trace> trace;
  Time started_at;
  base::v1::Purpose purpose = base::v1::PURPOSE_UNSPECIFIED;
  /// Those whose data it carried; whoever reads their own is none of them.
  std::vector<Subject> subjects;
};

/// What the call is to leave in the log: whom its request and its answer identify, except whoever reads their own, and
/// the purpose that the request states or else the rpc.
Processing processing_of(const Operation&, const Actor&, const std::optional<Trace>&, Time started_at,
                         const google::protobuf::Message& request, const google::protobuf::Message& answer);

/// Puts in the place of accounts the residents and participants who hold them, and leaves out those of others; whoever opened
/// a session gets the role of its account.
void name_account_holders(Transaction&, Processing&);

/// Writes one line for each subject, with the fields of the Logboek Dataverwerkingen.
void note(Transaction&, const Processing&);

/// A person's lines before that one (the last possible for the first page), the newest first.
std::vector<v1::DataAccess> accesses_before(Transaction&, const Actor& reader, const Uuid& subject, const Uuid& before,
                                            int limit);

}  // namespace emplooi::privacy

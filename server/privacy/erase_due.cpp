#include "privacy/privacy.h"
#include "privacy/retention.h"

namespace emplooi::privacy {

namespace {

std::vector<PersonRef> all_due(Transaction& tx, int limit) {
  auto due = due_for_erasure(tx, "resident", limit);
  const int left = limit - static_cast<int>(due.size());
  if (left == 0) return due;
  for (auto& participant : due_for_erasure(tx, "participant", left)) due.push_back(std::move(participant));
  return due;
}

}  // namespace

bool is_erasure_due(Transaction& tx) { return !all_due(tx, 1).empty(); }

Outcome<v1::EraseDueResponse> erase_due(Transaction& tx, const Actor&, const v1::EraseDueRequest& request) {
  const auto due = all_due(tx, request.limit() == 0 ? 100 : request.limit());
  for (const auto& person : due) TRY(erase(tx, person));
  v1::EraseDueResponse response;
  response.set_erased(static_cast<int>(due.size()));
  return response;
}

}  // namespace emplooi::privacy

#include "base/paging.h"
#include "base/timestamp.h"
#include "base/words.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"

namespace emplooi::identity {

namespace {

struct EventRow {
  Uuid id;
  Time at;
  std::string kind;
  std::optional<Uuid> actor;
  std::optional<Uuid> device;
  using Columns = std::tuple<Uuid, Time, std::string, std::optional<Uuid>, std::optional<Uuid>>;
};

Uuid last_of_all() {
  Uuid id;
  id.bytes.fill(0xff);
  return id;
}

}  // namespace

Outcome<v1::ListSecurityEventsResponse> list_security_events(Transaction& tx, const Actor&,
                                                             const v1::ListSecurityEventsRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  const Uuid before = paging.after.is_nil() ? last_of_all() : paging.after;
  auto rows = tx.all<EventRow>(sql::security_events_before, before, paging.limit());
  v1::ListSecurityEventsResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const EventRow& row) { return row.id; }));
  for (const auto& row : rows) {
    auto& event = *response.add_events();
    *event.mutable_at() = to_timestamp(row.at);
    event.set_kind(from_word<v1::SecurityEventKind>(row.kind));
    if (row.actor) event.set_actor_id(to_string(*row.actor));
    if (row.device) event.set_device_id(to_string(*row.device));
  }
  return response;
}

}  // namespace emplooi::identity

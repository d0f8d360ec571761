#include "base/paging.h"
#include "base/timestamp.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"

namespace emplooi::identity {

namespace {

struct SessionRow {
  SessionId id;
  Time created_at;
  Time last_seen_at;
  Time expires_at;
  std::optional<DeviceId> device;
  using Columns = std::tuple<SessionId, Time, Time, Time, std::optional<DeviceId>>;
};

}  // namespace

Outcome<v1::ListSessionsResponse> list_sessions(Transaction& tx, const Actor& actor,
                                                const v1::ListSessionsRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  auto rows = tx.all<SessionRow>(sql::sessions_of_actor, actor.id, tx.now(), paging.after, paging.limit());
  v1::ListSessionsResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const SessionRow& row) { return row.id; }));
  for (const auto& row : rows) {
    auto& session = *response.add_sessions();
    session.set_session_id(to_string(row.id));
    *session.mutable_signed_in_at() = to_timestamp(row.created_at);
    *session.mutable_last_seen_at() = to_timestamp(row.last_seen_at);
    *session.mutable_expires_at() = to_timestamp(row.expires_at);
    session.set_is_this_one(row.id == actor.session);
    if (row.device) session.set_device_id(to_string(*row.device));
  }
  return response;
}

}  // namespace emplooi::identity

#include "privacy/access_log.h"
#include "privacy/newest_first.h"
#include "privacy/person.h"
#include "privacy/privacy.h"

namespace emplooi::privacy {

Outcome<v1::ListAccessesResponse> list_accesses(Transaction& tx, const Actor& actor,
                                                const v1::ListAccessesRequest& request) {
  const auto person = TRY(person_of(tx, actor, request.person()));
  const auto paging = TRY(paging_of(request.page()));
  auto lines = accesses_before(tx, actor, person.id, before(paging), paging.limit());
  v1::ListAccessesResponse response;
  response.set_next_page_token(
      cut_to_page(lines, paging, [](const v1::DataAccess& line) { return parse_uuid(line.access_id()).value(); }));
  for (auto& line : lines) *response.add_accesses() = std::move(line);
  return response;
}

}  // namespace emplooi::privacy

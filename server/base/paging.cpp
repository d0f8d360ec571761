#include "base/paging.h"

namespace emplooi {

Outcome<Paging> paging_of(const base::v1::Page& page) {
  Paging paging;
  if (page.size() != 0) paging.size = page.size();
  if (page.token().empty()) return paging;
  const auto after = parse_uuid(page.token());
  if (!after) return refuse(REFUSAL_PAGE_TOKEN_INVALID);
  paging.after = *after;
  return paging;
}

}  // namespace emplooi

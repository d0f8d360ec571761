#pragma once

#include "base/paging.h"

namespace emplooi::privacy {

/// Where a page of a list that goes back in time begins: before that id.
inline Uuid before(const Paging& paging) {
  if (!paging.after.is_nil()) return paging.after;
  Uuid last;
  last.bytes.fill(0xff);
  return last;
}

}  // namespace emplooi::privacy

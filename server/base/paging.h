#pragma once

#include <string>
#include <vector>

#include "base/id.h"
#include "base/outcome.h"
#include "emplooi/base/v1/paging.pb.h"

namespace emplooi {

/// One page of a list in the order of its ids. Its token is the last id of the page before.
struct Paging {
  int size = 50;
  Uuid after;

  /// One row more than the page holds tells whether there is a next page.
  int limit() const { return size + 1; }
};

/// Refuses: page_token_invalid.
Outcome<Paging> paging_of(const base::v1::Page& page);

/// Cuts `rows`, read with `paging.limit()`, to the page. Returns the token of the next page; empty at the end.
template <class Row, class IdOf>
std::string cut_to_page(std::vector<Row>& rows, const Paging& paging, IdOf id_of) {
  if (rows.size() <= static_cast<std::size_t>(paging.size)) return {};
  rows.resize(paging.size);
  return to_string(id_of(rows.back()));
}

}  // namespace emplooi

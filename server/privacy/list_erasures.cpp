#include "base/timestamp.h"
#include "base/words.h"
#include "privacy/newest_first.h"
#include "privacy/privacy.h"
#include "privacy/privacy.sql.h"

namespace emplooi::privacy {

namespace {

struct ErasureRow {
  Uuid id;
  std::string kind;
  Uuid person;
  Time erased_at;
  int term_months;
  Date term_ended_on;
  int salts;
  using Columns = std::tuple<Uuid, std::string, Uuid, Time, int, Date, int>;
};

}  // namespace

Outcome<v1::ListErasuresResponse> list_erasures(Transaction& tx, const Actor&, const v1::ListErasuresRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  auto rows = tx.all<ErasureRow>(sql::erasures_before, before(paging), paging.limit());
  v1::ListErasuresResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const ErasureRow& row) { return row.id; }));
  for (const auto& row : rows) {
    auto& erasure = *response.add_erasures();
    erasure.set_erasure_id(to_string(row.id));
    erasure.set_kind(from_word<v1::PersonKind>(row.kind));
    erasure.set_person_id(to_string(row.person));
    *erasure.mutable_erased_at() = to_timestamp(row.erased_at);
    erasure.set_term_months(row.term_months);
    erasure.set_term_ended_on(to_string(row.term_ended_on));
    erasure.set_salts_erased(row.salts);
  }
  return response;
}

}  // namespace emplooi::privacy

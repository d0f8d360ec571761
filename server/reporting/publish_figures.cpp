#include "organisations/organisations.h"
#include "reporting/publications.h"
#include "reporting/reporting.h"
#include "reporting/reporting.sql.h"

namespace emplooi::reporting {

namespace {

struct Due {
  ProgrammeId programme;
  Period quarter;
};

/// The next quarter of each programme that is over.
std::vector<Due> due_on(Transaction& tx, Date today) {
  std::vector<Due> due;
  for (const auto& [programme, starts_on, ends_on, last] :
       tx.all<ProgrammeId, Date, std::optional<Date>, std::optional<Date>>(sql::last_publications)) {
    const auto next = next_quarter(starts_on, ends_on, last);
    if (next && next->ends_on < today) due.push_back({programme, *next});
  }
  return due;
}

template <class Report>
store::Bytes bytes_of(const Report& report) {
  return {report.SerializeAsString()};
}

/// The counted period that ends in the quarter.
std::optional<Period> counted_until(const organisations::Programme& programme, const Period& quarter) {
  const Period so_far{programme.starts_on.year() / date::January / 1, quarter.ends_on};
  const auto counted = counted_periods_of(so_far, programme);
  if (counted.empty() || counted.back().ends_on < quarter.starts_on) return std::nullopt;
  return counted.back();
}

void publish(Transaction& tx, const organisations::Programme& programme, const Period& quarter) {
  const auto insert = [&](const Audience& audience, const std::optional<store::Bytes>& tracks,
                          const std::optional<store::Bytes>& fairness) {
    tx.run(sql::publish, programme.id, quarter.starts_on, audience.corporation.value_or(Uuid()), tx.now(),
           bytes_of(hours_of(tx, programme, quarter, audience)),
           bytes_of(voucher_events_of(tx, programme, quarter, audience)), tracks, fairness);
  };
  const Audience everybody{fewest_outside, std::nullopt};
  std::optional<store::Bytes> tracks;
  if (const auto counted = counted_until(programme, quarter)) {
    tracks = bytes_of(beginners_of(tx, programme, *counted, everybody));
  }
  insert(everybody, tracks, bytes_of(fairness_of(tx, programme, quarter, everybody)));
  for (const auto& corporation : tx.all<Uuid>(sql::corporations)) {
    insert({fewest_outside, corporation}, std::nullopt, std::nullopt);
  }
}

}  // namespace

bool is_publication_due(Transaction& tx) { return !due_on(tx, tx.today()).empty(); }

Outcome<v1::PublishFiguresResponse> publish_figures(Transaction& tx, const Actor&,
                                                    const v1::PublishFiguresRequest& request) {
  const int limit = request.limit() == 0 ? 100 : request.limit();
  int published = 0;
  for (auto due = due_on(tx, tx.today()); !due.empty() && published < limit; due = due_on(tx, tx.today())) {
    for (const auto& [programme, quarter] : due) {
      if (published++ == limit) break;
      publish(tx, TRY(organisations::programme(tx, programme)), quarter);
    }
  }
  v1::PublishFiguresResponse response;
  response.set_published(std::min(published, limit));
  return response;
}

}  // namespace emplooi::reporting

#include "base/paging.h"
#include "matching/matching.h"
#include "matching/matching.sql.h"
#include "matching/plan_summary.h"
#include "organisations/organisations.h"

namespace emplooi::matching {

Outcome<v1::ListPlansResponse> list_plans(Transaction& tx, const Actor&, const v1::ListPlansRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id()))).id;
  // The newest first: the list goes on before the last id of the page before.
  Uuid before = paging.after;
  if (before.is_nil()) before.bytes.fill(0xff);
  std::optional<std::string> week;
  if (!request.week_starts_on().empty()) week = request.week_starts_on();
  auto plans = tx.all<PlanSummary>(sql::plans_before, programme, before, week, paging.limit());
  v1::ListPlansResponse response;
  response.set_next_page_token(cut_to_page(plans, paging, [](const PlanSummary& plan) { return plan.id; }));
  for (const auto& plan : plans) *response.add_plans() = plan.message();
  return response;
}

}  // namespace emplooi::matching

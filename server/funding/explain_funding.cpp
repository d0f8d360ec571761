#include "base/words.h"
#include "funding/funding.h"
#include "organisations/organisations.h"

namespace emplooi::funding {

namespace {

Cents paid_cents(const organisations::Terms& terms, v1::VoucherKind kind) {
  const Cents an_hour = kind == v1::VOUCHER_KIND_FREE      ? 0_cents
                        : kind == v1::VOUCHER_KIND_REDUCED ? terms.reduced_tariff
                                                           : terms.market_tariff;
  return for_minutes(an_hour, terms.voucher_minutes);
}

Facts facts_of(const v1::ExplainFundingRequest& request) {
  Facts facts{word_of(request.voucher_kind()), request.low_income(), {}, {}, {}, {}};
  if (!request.complex_id().empty()) facts.complex = ComplexId::of(request.complex_id());
  if (!request.neighbourhood_id().empty()) facts.neighbourhood = NeighbourhoodId::of(request.neighbourhood_id());
  if (request.service_domain() != 0) facts.service_domain = word_of(request.service_domain());
  if (request.track_kind() != 0) facts.track_kind = word_of(request.track_kind());
  return facts;
}

}  // namespace

Outcome<v1::ExplainFundingResponse> explain_funding(Transaction& tx, const Actor&,
                                                    const v1::ExplainFundingRequest& request) {
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id())));
  const auto terms = TRY(organisations::terms_on(tx, programme.id, tx.today()));
  const auto set = rules_on(tx, programme.id, tx.today());
  const Cents face = for_minutes(terms.market_tariff, terms.voucher_minutes);
  const Cents paid = paid_cents(terms, request.voucher_kind());
  const auto funded = waterfall(face - paid, terms.voucher_minutes, set.rules, facts_of(request), set.available());
  v1::ExplainFundingResponse response;
  response.set_face_cents(face.value);
  response.set_paid_cents(paid.value);
  response.set_uncovered_cents(funded.uncovered.value);
  for (const auto& verdict : funded.verdicts) {
    auto& one = *response.add_verdicts();
    one.set_rule_id(to_string(verdict.rule));
    one.set_name(verdict.name);
    one.set_amount_cents(verdict.amount.value);
    one.set_reason(std::string(verdict.reason));
  }
  return response;
}

}  // namespace emplooi::funding

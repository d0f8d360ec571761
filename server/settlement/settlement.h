#pragma once

#include <span>

#include "emplooi/settlement/v1/settlement.pb.h"
#include "identity/operations.h"
#include "store/invariant.h"

namespace emplooi::settlement {

/// Closes the programme's next month and writes one statement for each funder, corporation and provider that something
/// was booked for (mission §3). Work that is not approved yet does not hold it up: it is booked when it is approved.
/// Refuses: field_out_of_bounds (no month), programme_not_found, month_already_closed, month_not_over, month_out_of_order
/// (facts: `next_month`; the first is the programme's first month).
Outcome<v1::CloseMonthResponse> close_month(Transaction&, const Actor&, const v1::CloseMonthRequest&);
/// Funders and corporations see their own figures. Refuses: field_out_of_bounds (no month), programme_not_found,
/// month_already_closed.
Outcome<v1::PreviewMonthResponse> preview_month(Transaction&, const Actor&, const v1::PreviewMonthRequest&);
/// Refuses: page_token_invalid.
Outcome<v1::ListStatementsResponse> list_statements(Transaction&, const Actor&, const v1::ListStatementsRequest&);
/// Refuses: statement_not_found (also another's).
Outcome<v1::GetStatementResponse> get_statement(Transaction&, const Actor&, const v1::GetStatementRequest&);
/// The statement as a PDF, as many pages as its lines need. Refuses: statement_not_found (also another's).
Outcome<v1::PrintStatementResponse> print_statement(Transaction&, const Actor&, const v1::PrintStatementRequest&);
/// Refuses: statement_not_found (also one that is no funder's), invoice_not_open (paid before, or nothing to pay),
/// payment_differs (facts: `due_cents`).
Outcome<v1::RecordFunderPaymentResponse> record_funder_payment(Transaction&, const Actor&,
                                                               const v1::RecordFunderPaymentRequest&);
/// Refuses: as record_funder_payment, for a provider's statement.
Outcome<v1::PayProviderResponse> pay_provider(Transaction&, const Actor&, const v1::PayProviderRequest&);
/// Refuses: statement_not_found, bank_details_not_found (none was known when the month was closed, or it is no provider's).
Outcome<v1::GetPayeeResponse> get_payee(Transaction&, const Actor&, const v1::GetPayeeRequest&);
/// Refuses: programme_not_found, household_not_found, refund_nothing_due, payment_differs (facts: `due_cents`).
Outcome<v1::PayOutResponse> pay_out(Transaction&, const Actor&, const v1::PayOutRequest&);
/// Refuses: page_token_invalid.
Outcome<v1::ListPayOutsResponse> list_pay_outs(Transaction&, const Actor&, const v1::ListPayOutsRequest&);

void offer(Operations& operations);
std::span<const store::Invariant> invariants();
std::span<const store::Statement* const> statements();

}  // namespace emplooi::settlement

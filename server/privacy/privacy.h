#pragma once

#include <span>

#include "emplooi/privacy/v1/privacy.pb.h"
#include "identity/operations.h"
#include "store/invariant.h"

namespace emplooi::privacy {

// For due work.

/// Whether numbers lie under an older key than the newest.
bool is_rotation_due(Transaction&);
/// Whether somebody's term is over.
bool is_erasure_due(Transaction&);

// The operations. A person is named by one id: field_missing without, field_out_of_bounds with two, resident_not_found,
// participant_not_found.

/// Refuses: actor_not_allowed (somebody else's, for residents and participants), page_token_invalid.
Outcome<v1::ListAccessesResponse> list_accesses(Transaction&, const Actor&, const v1::ListAccessesRequest&);
/// Setting it again corrects it. Refuses: bsn_invalid, bsn_taken (by another resident or participant), key_missing.
Outcome<v1::SetBsnResponse> set_bsn(Transaction&, const Actor&, const v1::SetBsnRequest&);
/// Refuses: purpose_not_allowed, bsn_not_found, key_missing.
Outcome<v1::GetBsnResponse> get_bsn(Transaction&, const Actor&, const v1::GetBsnRequest&);
/// Refuses: bsn_invalid, purpose_not_allowed, bsn_not_found, key_missing.
Outcome<v1::FindByBsnResponse> find_by_bsn(Transaction&, const Actor&, const v1::FindByBsnRequest&);
/// Refuses: key_missing.
Outcome<v1::RotateBsnKeyResponse> rotate_bsn_key(Transaction&, const Actor&, const v1::RotateBsnKeyRequest&);
/// Refuses: approval_needed (unless it is the caller's own), actor_not_allowed (somebody else's, for residents and
/// participants).
Outcome<v1::ExportPersonResponse> export_person(store::Store&, const Actor&, const v1::ExportPersonRequest&);
/// Refuses: field_missing (nothing to correct), field_out_of_bounds (born in the future, a name without letters, a
/// participant's phone), person_erased.
Outcome<v1::CorrectPersonResponse> correct_person(Transaction&, const Actor&, const v1::CorrectPersonRequest&);
/// Refuses: terms_in_the_past.
Outcome<v1::SetRetentionTermResponse> set_retention_term(Transaction&, const Actor&,
                                                         const v1::SetRetentionTermRequest&);
/// Refuses: person_erased, person_still_served (a job that is open; a participant who has not left), retention_not_over (the
/// fact `ends_on` says when).
Outcome<v1::ErasePersonResponse> erase_person(Transaction&, const Actor&, const v1::ErasePersonRequest&);
Outcome<v1::EraseDueResponse> erase_due(Transaction&, const Actor&, const v1::EraseDueRequest&);
/// Refuses: page_token_invalid.
Outcome<v1::ListErasuresResponse> list_erasures(Transaction&, const Actor&, const v1::ListErasuresRequest&);

void offer(Operations& operations);
std::span<const store::Invariant> invariants();
std::span<const store::Statement* const> statements();

}  // namespace emplooi::privacy

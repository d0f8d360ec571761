#include "organisations/organisations.h"
#include "organisations/organisations.sql.h"

namespace emplooi::organisations {

Outcome<v1::AddTargetComplexResponse> add_target_complex(Transaction& tx, const Actor&,
                                                         const v1::AddTargetComplexRequest& request) {
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id())));
  const auto complex = TRY(organisations::complex(tx, ComplexId::of(request.complex_id())));
  tx.run(sql::add_target_complex, programme.id, complex.id);
  return v1::AddTargetComplexResponse();
}

}  // namespace emplooi::organisations

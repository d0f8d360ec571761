#pragma once

#include <iosfwd>
#include <optional>
#include <string>

#include "store/store.h"

namespace emplooi::reporting {

/// The figures of a programme from its first day until today, as text: participants and outflow (the table of seed 1,
/// §4.2), hours by service, the statements of its funders, and the proof of its books. Figures of fewer than five people
/// are left out.
void print_report(Transaction& tx, ProgrammeId programme, std::ostream& out);

/// print_report() of every programme of every municipality, or of those with that name. Throws std::runtime_error if there
/// is none.
void print_reports(store::Store& store, const std::optional<std::string>& programme_name, std::ostream& out);

}  // namespace emplooi::reporting

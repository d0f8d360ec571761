#pragma once

#include <iosfwd>
#include <string>

namespace emplooi {

/// Checks a whole database, a file or a URL, also while servers write it, and changes nothing: the file itself, and for every
/// municipality, in one snapshot each, the journal's records, Merkle roots and chain, that the transfers are those that the
/// journal sealed, and every rule of the town. Says what it checked and names the first record and every rule that is
/// wrong. Returns the program's exit status: 0, or 1 if anything is wrong. Throws store::Unavailable where the file cannot
/// be read at all.
int verify(const std::string& database, std::ostream& says);

/// Copies a consistent snapshot of the database to a new file, also while a server writes it, and checks the copy with
/// verify(). Returns the program's exit status. Throws store::Unavailable, and leaves no half copy behind.
int backup(const std::string& database, const std::string& to, std::ostream& says);

/// Moves house: copies a database, `sqlite:<file>`, `<file>` or `postgresql://...`, to another, saying how far it is, and checks
/// both with verify(). What was interrupted goes on where it was. Returns the program's exit status. Throws
/// store::Unavailable as store::copy_database().
int copy_and_verify(const std::string& from, const std::string& to, std::ostream& says);

}  // namespace emplooi

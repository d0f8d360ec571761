#pragma once

#include <iosfwd>
#include <string>

namespace emplooi {

/// Checks a whole database file, also while a server writes it, and changes nothing: the file itself, and for every
/// municipality, in one snapshot each, the journal's records, Merkle roots and chain, that the transfers are those that the
/// journal sealed, and every rule of the town. Says what it checked and names the first record and every rule that is
/// wrong. Returns the program's exit status: 0, or 1 if anything is wrong. Throws store::Unavailable where the file cannot
/// be read at all.
int verify(const std::string& database, std::ostream& says);

/// Copies a consistent snapshot of the database to a new file, also while a server writes it, and checks the copy with
/// verify(). Returns the program's exit status. Throws store::Unavailable, and leaves no half copy behind.
int backup(const std::string& database, const std::string& to, std::ostream& says);

}  // namespace emplooi

#pragma once

#include <memory>
#include <span>
#include <string>

#include "store/statement.h"

namespace emplooi::store {

/// One end of a copy: a database of either engine, whose tables are known by their names only.
class CopySide {
 public:
  virtual ~CopySide() = default;

  /// Begins a transaction that sees the rows of that municipality, and those that belong to none.
  virtual void begin(MunicipalityId municipality) = 0;
  virtual void commit() = 0;
  virtual std::unique_ptr<Cursor> open(const Statement& statement, std::span<const Parameter> arguments) = 0;
  /// Carried out at the latest with the commit.
  virtual void add(const Statement& statement, std::span<const Parameter> arguments) = 0;
  /// Seals what a server left unsealed.
  virtual void seal(MunicipalityId municipality) = 0;
};

/// Throw Unavailable where it cannot be had. A file to write into is made, with its schema.
std::unique_ptr<CopySide> side_to_read(const std::string& where);
std::unique_ptr<CopySide> side_to_write(const std::string& where);

}  // namespace emplooi::store

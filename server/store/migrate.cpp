#include "store/migrate.h"

#include <boost/algorithm/string/replace.hpp>

namespace emplooi::store {

std::string in_dialect(std::string_view sql, const Dialect& dialect) {
  std::string text(sql);
  boost::replace_all(text, "@int64@", dialect.int64);
  boost::replace_all(text, "@bytes@", dialect.bytes);
  boost::replace_all(text, "@strict@", dialect.strict);
  return text;
}

}  // namespace emplooi::store

#include "residents/name_key.h"
#include "residents/residents.h"
#include "residents/residents.sql.h"

namespace emplooi::residents {

Outcome<void> correct(Transaction& tx, ResidentId id, const std::string& name, const std::string& born_on,
                      const std::string& phone) {
  if (!name.empty() && name_key(name).empty()) {
    return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "a name has letters", "name"};
  }
  tx.run(sql::correct, id, name, born_on, phone);
  if (name.empty()) return {};
  tx.run(sql::drop_name_tails, id);
  for (const auto& tail : name_tails(name)) tx.run(sql::add_name_tail, tail, id);
  return {};
}

}  // namespace emplooi::residents

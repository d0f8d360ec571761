#pragma once

#include <optional>
#include <string>
#include <tuple>

#include "base/id.h"
#include "base/time.h"
#include "emplooi/residents/v1/residents.pb.h"
#include "store/transaction.h"

namespace emplooi::residents {

/// A resident with what names them: for the answers of reads, and nowhere else.
struct Person {
  ResidentId id;
  HouseholdId household;
  std::string name;
  std::optional<Date> born_on;
  std::string phone;
  bool low_income = false;
  std::optional<Date> deceased_on;

  using Columns =
      std::tuple<ResidentId, HouseholdId, std::string, std::optional<Date>, std::string, bool, std::optional<Date>>;
};

v1::Resident to_message(const Person& person);

/// A household with its address; nothing if there is no such household.
std::optional<v1::Household> home(Transaction& tx, HouseholdId id);

}  // namespace emplooi::residents

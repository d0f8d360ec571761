#pragma once

#include <optional>
#include <string>
#include <tuple>

#include "base/id.h"
#include "emplooi/organisations/v1/organisations.pb.h"

namespace emplooi::organisations {

/// To which bank account a provider is paid, from one day on until it has another.
struct BankDetails {
  Uuid id;
  /// Capitals, without spaces.
  std::string iban;
  std::string account_holder;
  std::string set_on;

  using Columns = std::tuple<Uuid, std::string, std::string, std::string>;

  /// As it is shown: the number masked.
  void write(v1::BankDetails& to) const;
};

}  // namespace emplooi::organisations

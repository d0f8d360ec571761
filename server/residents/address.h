#pragma once

#include <optional>
#include <string>

#include "base/outcome.h"
#include "store/transaction.h"

namespace emplooi::residents {

/// Where a household lives, held against what the town knows.
struct Address {
  NeighbourhoodId neighbourhood;
  std::optional<ComplexId> complex;
  /// In one form: "5042AB".
  std::string postcode;
  std::string house_number;
};

/// A Dutch postcode in one form. Refuses: field_out_of_bounds, for the field `postcode`.
Outcome<std::string> postcode_of(const std::string& text);

/// Refuses: neighbourhood_not_found, complex_not_found (or it lies in another neighbourhood), field_out_of_bounds.
Outcome<Address> address(Transaction& tx, const std::string& neighbourhood_id, const std::string& complex_id,
                         const std::string& postcode, const std::string& house_number);

/// Of a request to register a household or to move one.
template <class Request>
Outcome<Address> address_of(Transaction& tx, const Request& request) {
  return address(tx, request.neighbourhood_id(), request.complex_id(), request.postcode(), request.house_number());
}

}  // namespace emplooi::residents

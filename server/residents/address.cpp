#include "residents/address.h"

#include "organisations/organisations.h"
#include "organisations/postcode.h"

namespace emplooi::residents {

namespace {

Outcome<std::optional<ComplexId>> complex_in(Transaction& tx, NeighbourhoodId neighbourhood, const std::string& id) {
  std::optional<ComplexId> none;
  if (id.empty()) return none;
  const auto complex = TRY(organisations::complex(tx, ComplexId::of(id)));
  if (complex.neighbourhood != neighbourhood) {
    return Refused{REFUSAL_COMPLEX_NOT_FOUND, "this complex lies in another neighbourhood", "complex_id"};
  }
  return std::optional(complex.id);
}

}  // namespace

Outcome<std::string> postcode_of(const std::string& text) {
  auto postcode = organisations::parse_postcode(text);
  if (postcode) return *std::move(postcode);
  return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "a Dutch postcode is four digits and two letters", "postcode"};
}

Outcome<Address> address(Transaction& tx, const std::string& neighbourhood_id, const std::string& complex_id,
                         const std::string& postcode, const std::string& house_number) {
  auto code = TRY(postcode_of(postcode));
  const auto neighbourhood = TRY(organisations::neighbourhood(tx, NeighbourhoodId::of(neighbourhood_id)));
  const auto complex = TRY(complex_in(tx, neighbourhood.id, complex_id));
  return Address{neighbourhood.id, complex, std::move(code), house_number};
}

}  // namespace emplooi::residents

#include "base/paging.h"
#include "residents/address.h"
#include "residents/name_key.h"
#include "residents/person.h"
#include "residents/residents.h"
#include "residents/residents.sql.h"

namespace emplooi::residents {

Outcome<v1::SearchResidentsResponse> search_residents(Transaction& tx, const Actor&,
                                                      const v1::SearchResidentsRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  const auto key = name_key(request.name_prefix());
  std::string postcode;
  if (!request.postcode().empty()) postcode = TRY(postcode_of(request.postcode()));
  if (key.empty() && postcode.empty()) {
    return Refused{REFUSAL_FIELD_MISSING, "search by a name or a postcode", "name_prefix"};
  }
  auto people = key.empty() ? tx.all<Person>(sql::people_by_postcode, paging.after, postcode, paging.limit())
                            : tx.all<Person>(sql::people_by_name, paging.after, key, end_of_prefix(key), postcode,
                                             paging.limit());
  v1::SearchResidentsResponse response;
  response.set_next_page_token(cut_to_page(people, paging, [](const Person& person) { return person.id; }));
  for (const auto& person : people) {
    auto& found = *response.add_residents();
    *found.mutable_resident() = to_message(person);
    *found.mutable_household() = home(tx, person.household).value();
  }
  return response;
}

}  // namespace emplooi::residents

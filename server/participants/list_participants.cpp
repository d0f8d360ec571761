#include "base/paging.h"
#include "participants/participants.h"
#include "participants/participants.sql.h"
#include "participants/person.h"

namespace emplooi::participants {

Outcome<v1::ListParticipantsResponse> list_participants(Transaction& tx, const Actor& actor,
                                                        const v1::ListParticipantsRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  auto people = tx.all<Person>(sql::people_after, paging.after, paging.limit(), request.with_inactive(), actor.only());
  v1::ListParticipantsResponse response;
  response.set_next_page_token(cut_to_page(people, paging, [](const Person& person) { return person.id; }));
  for (const auto& person : people) *response.add_participants() = to_message(person, tx.today());
  return response;
}

}  // namespace emplooi::participants

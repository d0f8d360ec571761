#include "participants/availability.h"
#include "participants/participants.h"
#include "participants/participants.sql.h"

namespace emplooi::participants {

void erase(Transaction& tx, ParticipantId id) {
  ensure(tx.run(sql::take_name_away, id, tx.today()) == 1, "only a participant who is there is erased");
  tx.run(sql::drop_kinships, id);
  tx.run(sql::drop_certificates, id);
  erase_availability(tx, id);
}

}  // namespace emplooi::participants

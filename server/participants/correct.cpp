#include "participants/participants.h"
#include "participants/participants.sql.h"

namespace emplooi::participants {

void correct(Transaction& tx, ParticipantId id, const std::string& name, const std::string& born_on) {
  tx.run(sql::correct, id, name, born_on);
}

}  // namespace emplooi::participants

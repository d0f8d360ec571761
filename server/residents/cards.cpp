#include "residents/cards.h"

namespace emplooi::residents {

void offer_cards(Operations& operations) {
  operations.add_session(issue_card);
  operations.add_session(replace_card);
  operations.add(unlock_card);
  operations.add(get_card);
  operations.add(print_card);
}

}  // namespace emplooi::residents

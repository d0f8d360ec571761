#include "matching/matching.h"
#include "matching/matching.sql.h"

namespace emplooi::matching {

Outcome<v1::SetClosingDayResponse> set_closing_day(Transaction& tx, const Actor&,
                                                   const v1::SetClosingDayRequest& request) {
  tx.run(request.closed() ? sql::close_day : sql::open_day, request.day());
  return v1::SetClosingDayResponse();
}

}  // namespace emplooi::matching

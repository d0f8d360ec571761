#include <set>

#include "base/words.h"
#include "catalogue/catalogue.h"
#include "catalogue/catalogue.sql.h"

namespace emplooi::catalogue {

namespace {

int or_usual(int minutes, int usual) { return minutes == 0 ? usual : minutes; }

struct Minutes {
  int usual, least, most;
};

/// What the request leaves open is 60, 30 and 180 minutes: jobs stay small (seed 1, §4.2).
Outcome<Minutes> minutes_of(const v1::DefineServiceRequest& request) {
  const Minutes minutes{or_usual(request.default_minutes(), 60), or_usual(request.min_minutes(), 30),
                        or_usual(request.max_minutes(), 180)};
  if (minutes.least > minutes.usual || minutes.usual > minutes.most) {
    return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "the default lies between the minimum and the maximum",
                   "default_minutes"};
  }
  return minutes;
}

template <class List>
Outcome<void> check_distinct(const List& list, const char* field) {
  const std::set<typename List::value_type> distinct(list.begin(), list.end());
  if (static_cast<int>(distinct.size()) == list.size()) return {};
  return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "each is named once", field};
}

}  // namespace

Outcome<v1::DefineServiceResponse> define_service(Transaction& tx, const Actor&,
                                                  const v1::DefineServiceRequest& request) {
  const auto minutes = TRY(minutes_of(request));
  TRY(check_distinct(request.needed_capabilities(), "needed_capabilities"));
  TRY(check_distinct(request.performance_fields(), "performance_fields"));
  const auto id = tx.new_id<ServiceId>();
  const auto added = tx.run(sql::add_service, id, request.name_nl(), request.name_en(), word_of(request.domain()),
                            word_of(request.risk()), minutes.usual, minutes.least, minutes.most,
                            request.pairs_allowed(), request.groups_allowed());
  if (added == 0) return refuse(REFUSAL_NAME_TAKEN);
  for (const auto& capability : request.needed_capabilities()) tx.run(sql::add_capability, id, capability);
  for (const int field : request.performance_fields()) tx.run(sql::add_performance_field, id, field);
  v1::DefineServiceResponse response;
  response.set_service_id(to_string(id));
  return response;
}

}  // namespace emplooi::catalogue

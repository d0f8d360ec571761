#pragma once

#include "emplooi/matching/v1/matching.pb.h"
#include "matching/matching.h"
#include "matching/solver/reasons.h"
#include "matching/solver/solve.h"
#include "matching/week.h"

namespace emplooi::matching {

/// What a plan is proposed from.
struct Asking {
  ProgrammeId programme;
  /// As asked for: a Monday.
  std::string week_starts_on;
  v1::PlanKind kind = v1::PLAN_KIND_WEEK;
  /// For the search and for trying the changes that it tells.
  std::chrono::seconds time{10};
};

/// What a request to plan asks, for ten seconds unless it says otherwise.
template <class Request>
Asking asking_of(const Request& request, v1::PlanKind kind) {
  Asking asking{ProgrammeId::of(request.programme_id()), request.week_starts_on(), kind};
  if (request.seconds() > 0) asking.time = std::chrono::seconds(request.seconds());
  return asking;
}

/// What a proposal needs of the stream that it is made on.
struct Channel {
  std::function<void(const std::function<void(Transaction&)>&)> read;
  std::function<Outcome<std::string>(store::Work)> write;
  /// False once nobody listens any more: then there will be no plan.
  std::function<bool(const v1::PlanProgress&)> send;
};

template <class Response>
Channel channel_of(Stream<Response>& stream) {
  return {[&stream](const auto& work) { stream.read(work); },
          [&stream](store::Work work) { return stream.write(std::move(work)); },
          [&stream](const v1::PlanProgress& progress) {
            Response response;
            *response.mutable_progress() = progress;
            return stream.send(response);
          }};
}

/// Reads a week, searches on the thread for searches, tells how far it is, and keeps the plan unless the listener left.
/// Refuses: as propose_week_plan().
Outcome<void> propose(const Channel&, const Actor&, const Asking&);

/// What is asked of a week in which nothing may move. Refuses: programme_not_found, programme_not_running.
Outcome<WeekQuestion> question_of(Transaction&, ProgrammeId, Date monday);

/// The request's `week_starts_on`, a Monday of this week or a later one; empty for this week. Refuses: field_out_of_bounds.
Outcome<Date> monday_of(Transaction&, const std::string& day);

}  // namespace emplooi::matching

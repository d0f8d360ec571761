#pragma once

#include "demo/cast.h"
#include "demo/keys.h"

namespace emplooi::demo {

/// A programme that runs today, for people to try: 250 residents and 60 participants around postcodes 5011 and 5012, three
/// months of jobs, and a week of requests that are open, planned or accepted. Ends at `now`, when some of them get what
/// they sign in with.
struct Today {
  ProgrammeId programme;
  Keys keys;
};
Today play_today(Stage& stage, const Cast& cast, Time now);

/// The first day of the programme that runs at `now`.
Date first_day_of_today(Time now);

}  // namespace emplooi::demo

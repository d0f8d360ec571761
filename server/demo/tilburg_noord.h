#pragma once

#include "demo/cast.h"

namespace emplooi::demo {

/// The project of May 2002 to May 2004: 135 participants in tracks that the municipality bought, 70 of them flowed out to
/// work (seed 1, §4.2; mission §6), two years of jobs and 25 monthly settlements. The stage's clock stands at its first day.
ProgrammeId play_tilburg_noord(Stage& stage, const Cast& cast);

}  // namespace emplooi::demo

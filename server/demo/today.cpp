#include "demo/today.h"

#include "demo/demo.h"
#include "demo/life.h"
#include "demo/week.h"
#include "participants/participants.h"

namespace emplooi::demo {

using std::chrono::hours;

Date first_day_of_today(Time now) { return first_day(month_of(add_months(local_date(now), -3))); }

Today play_today(Stage& stage, const Cast& cast, Time now) {
  const Date starts_on = first_day_of_today(now);
  const auto ends_on = to_string(add_months(starts_on, 24));
  const auto programme = open_programme(stage, cast, "Wonen, Zorg en Service in de Wijk (demo)", starts_on, "");
  fund(stage, cast, programme, {10'000'000, 2'000'000, 1'000'000, 1'000'000, 400'000, to_string(starts_on), ends_on});
  Life life(stage, cast, programme);
  life.settle_residents(250);
  for (const auto& neighbour : life.residents()) like(stage, neighbour.id);
  guide(stage, 480);
  std::vector<ParticipantId> with_phone;
  for (int i = 0; i < 60; ++i) {
    const auto id = life.add_helper(stage.now(), now + hours(24 * 365));
    participants::v1::StartTrackRequest track;
    track.set_participant_id(to_string(id));
    track.set_kind(static_cast<participants::v1::TrackKind>(1 + i % 3));
    const auto started = stage.must(participants::start_track, stage.actor("consulent"), track);
    life.keep_hours(id, let_be_planned(stage, cast, id, started.track_id(), track.kind()));
    if (i < 3) with_phone.push_back(id);
    if (i == 0) stage.add_account("deelnemer", password, ROLE_PARTICIPANT, id);
  }
  stage.add_account("bewoner", password, ROLE_RESIDENT, life.residents().front().id);
  life.buy_and_hand_out(0, 800, "Uren De Linde", ends_on);
  life.buy_and_hand_out(1, 600, "Uren Noorderlicht", ends_on);
  life.hand_out_to_low_incomes("Kennismaking", 2, ends_on);
  // The last month that is over is left for the visitor to close.
  const Month last_closed = month_of(add_months(first_day(month_of(local_date(now))), -2));
  life.close_months(month_of(starts_on), last_closed);
  life.ask_daily(10, local_date(now));
  stage.play_until(now - hours(2), "Vandaag");
  // What the coordinator finds on the desk: a week of requests that nobody has looked at yet.
  stage.clear_diary();
  life.ask_for_a_week(80);
  std::vector<ResidentId> with_card;
  for (std::size_t i = 0; i < 4; ++i) with_card.push_back(life.residents()[i].id);
  return {programme, hand_out_keys(stage, with_card, with_phone)};
}

}  // namespace emplooi::demo

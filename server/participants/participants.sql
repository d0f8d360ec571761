-- The people who do the jobs.

-- name: add_participant
INSERT INTO participants (municipality_id, participant_id, name, born_on, household_id, provider_id, coach_id,
                          case_manager_id, weekly_hours)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: role_of_account
-- Of an account that is not closed.
SELECT role FROM actors WHERE municipality_id = $1 AND actor_id = $2 AND closed_at_us IS NULL

-- name: participant
SELECT participant_id, household_id, provider_id, coach_id, case_manager_id, weekly_hours,
  CASE WHEN outflow IS NULL THEN 1 ELSE 0 END
FROM participants WHERE municipality_id = $1 AND participant_id = $2

-- name: person
SELECT p.participant_id, p.name, p.born_on, p.household_id, p.provider_id, p.coach_id, p.case_manager_id,
  p.weekly_hours, p.outflow, p.flowed_out_on, p.outflow_track_id, t.kind,
  CASE WHEN coach.name = '' THEN coach.sign_in_name ELSE coach.name END,
  CASE WHEN manager.name = '' THEN manager.sign_in_name ELSE manager.name END, p.sick_from, p.sick_until
FROM participants p
JOIN actors coach ON coach.municipality_id = p.municipality_id AND coach.actor_id = p.coach_id
JOIN actors manager ON manager.municipality_id = p.municipality_id AND manager.actor_id = p.case_manager_id
LEFT JOIN tracks t ON t.municipality_id = p.municipality_id AND t.participant_id = p.participant_id
  AND t.ended_on IS NULL
WHERE p.municipality_id = $1 AND p.participant_id = $2

-- name: people_after
-- $4: those who have left too. $5: the coach's own, where one is given.
SELECT p.participant_id, p.name, p.born_on, p.household_id, p.provider_id, p.coach_id, p.case_manager_id,
  p.weekly_hours, p.outflow, p.flowed_out_on, p.outflow_track_id, t.kind,
  CASE WHEN coach.name = '' THEN coach.sign_in_name ELSE coach.name END,
  CASE WHEN manager.name = '' THEN manager.sign_in_name ELSE manager.name END, p.sick_from, p.sick_until
FROM participants p
JOIN actors coach ON coach.municipality_id = p.municipality_id AND coach.actor_id = p.coach_id
JOIN actors manager ON manager.municipality_id = p.municipality_id AND manager.actor_id = p.case_manager_id
LEFT JOIN tracks t ON t.municipality_id = p.municipality_id AND t.participant_id = p.participant_id
  AND t.ended_on IS NULL
WHERE p.municipality_id = $1 AND p.participant_id > $2 AND (p.outflow IS NULL OR $4 = 1)
  AND (p.coach_id = $5 OR $5 IS NULL)
ORDER BY p.participant_id LIMIT $3

-- name: sickness
-- What is not over on $3.
SELECT sick_from, sick_until FROM participants
WHERE municipality_id = $1 AND participant_id = $2 AND sick_from IS NOT NULL AND (sick_until >= $3 OR sick_until IS NULL)

-- name: set_sickness
UPDATE participants SET sick_from = $3, sick_until = $4 WHERE municipality_id = $1 AND participant_id = $2

-- name: record_outflow
UPDATE participants SET outflow = $3, flowed_out_on = $4, outflow_track_id = $5
WHERE municipality_id = $1 AND participant_id = $2 AND outflow IS NULL

-- name: add_track
INSERT INTO tracks (municipality_id, track_id, participant_id, kind, track_purchase_id, started_on, milestone)
VALUES ($1, $2, $3, $4, $5, $6, 'start')

-- name: running_track
SELECT track_id, kind FROM tracks WHERE municipality_id = $1 AND participant_id = $2 AND ended_on IS NULL

-- name: track
SELECT track_id, participant_id, kind, track_purchase_id, started_on, milestone, ended_on
FROM tracks WHERE municipality_id = $1 AND track_id = $2

-- name: tracks_newest_first
SELECT track_id, participant_id, kind, track_purchase_id, started_on, milestone, ended_on
FROM tracks WHERE municipality_id = $1 AND participant_id = $2
ORDER BY track_id DESC LIMIT $3

-- name: reach_milestone
UPDATE tracks SET milestone = $4, ended_on = $5
WHERE municipality_id = $1 AND track_id = $2 AND milestone = $3 AND ended_on IS NULL

-- name: flow_out
UPDATE tracks SET milestone = 'outflow', ended_on = COALESCE(ended_on, $3)
WHERE municipality_id = $1 AND track_id = $2 AND milestone <> 'outflow'

-- name: record_ladder_step
INSERT INTO ladder_steps (municipality_id, participant_id, assessed_on, step, assessor_id) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (municipality_id, participant_id, assessed_on)
DO UPDATE SET step = excluded.step, assessor_id = excluded.assessor_id

-- name: ladder_steps
SELECT step, assessed_on, assessor_id FROM ladder_steps WHERE municipality_id = $1 AND participant_id = $2
ORDER BY assessed_on DESC LIMIT 100

-- name: assess_fitness
INSERT INTO fitness_assessments (municipality_id, participant_id, service_id, assessed_on, fit, assessor_id)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (municipality_id, participant_id, service_id, assessed_on)
DO UPDATE SET fit = excluded.fit, assessor_id = excluded.assessor_id

-- name: last_fitness
SELECT fit FROM fitness_assessments WHERE municipality_id = $1 AND participant_id = $2 AND service_id = $3
ORDER BY assessed_on DESC LIMIT 1

-- name: fitness
SELECT a.service_id, a.fit, a.assessed_on, a.assessor_id FROM fitness_assessments a
WHERE a.municipality_id = $1 AND a.participant_id = $2 AND NOT EXISTS (
  SELECT 1 FROM fitness_assessments later
  WHERE later.municipality_id = a.municipality_id AND later.participant_id = a.participant_id
    AND later.service_id = a.service_id AND later.assessed_on > a.assessed_on)
ORDER BY a.assessed_on DESC, a.service_id LIMIT 100

-- name: add_certificate
INSERT INTO certificates (municipality_id, certificate_id, participant_id, kind, title, expires_on)
VALUES ($1, $2, $3, $4, $5, $6)

-- name: certificates
SELECT certificate_id, kind, title, expires_on FROM certificates WHERE municipality_id = $1 AND participant_id = $2
ORDER BY certificate_id DESC LIMIT 100

-- name: record_kinship
INSERT INTO kinships (municipality_id, participant_id, resident_id, degree) VALUES ($1, $2, $3, $4)
ON CONFLICT (municipality_id, participant_id, resident_id) DO UPDATE SET degree = excluded.degree

-- name: correct
UPDATE participants SET name = CASE WHEN $3 = '' THEN name ELSE $3 END,
  born_on = CASE WHEN $4 = '' THEN born_on ELSE $4 END
WHERE municipality_id = $1 AND participant_id = $2

-- name: take_name_away
UPDATE participants SET name = '', born_on = NULL, household_id = NULL, sick_from = NULL, sick_until = NULL, erased_on = $3
WHERE municipality_id = $1 AND participant_id = $2

-- name: drop_kinships
DELETE FROM kinships WHERE municipality_id = $1 AND participant_id = $2

-- name: drop_certificates
DELETE FROM certificates WHERE municipality_id = $1 AND participant_id = $2

-- name: relation_to_household
SELECT p.participant_id FROM participants p
WHERE p.municipality_id = $1 AND p.participant_id = $2 AND p.household_id = $3
UNION ALL
SELECT k.participant_id FROM kinships k
JOIN residents r ON r.municipality_id = k.municipality_id AND r.resident_id = k.resident_id
WHERE k.municipality_id = $1 AND k.participant_id = $2 AND r.household_id = $3
LIMIT 1

-- name: running_track_after_outflow
SELECT t.kind FROM tracks t
JOIN participants p ON p.municipality_id = t.municipality_id AND p.participant_id = t.participant_id
WHERE t.municipality_id = $1 AND t.ended_on IS NULL AND p.outflow IS NOT NULL

-- name: outflow_of_another_track
SELECT p.outflow FROM participants p
JOIN tracks t ON t.municipality_id = p.municipality_id AND t.track_id = p.outflow_track_id
WHERE p.municipality_id = $1 AND (t.participant_id <> p.participant_id OR t.milestone <> 'outflow')

-- name: bought_track_without_reservation
SELECT t.kind FROM tracks t
LEFT JOIN funded_tracks f ON f.municipality_id = t.municipality_id AND f.track_id = t.track_id
WHERE t.municipality_id = $1 AND t.track_purchase_id IS NOT NULL AND f.track_id IS NULL

-- name: drop_week_pattern
DELETE FROM week_patterns WHERE municipality_id = $1 AND participant_id = $2

-- name: add_to_week_pattern
INSERT INTO week_patterns (municipality_id, participant_id, weekday, from_minute, until_minute)
VALUES ($1, $2, $3, $4, $5)

-- name: week_pattern
SELECT weekday, from_minute, until_minute FROM week_patterns WHERE municipality_id = $1 AND participant_id = $2
ORDER BY weekday, from_minute

-- name: drop_special_hours
DELETE FROM special_hours WHERE municipality_id = $1 AND participant_id = $2 AND day BETWEEN $3 AND $4

-- name: drop_special_days
DELETE FROM special_days WHERE municipality_id = $1 AND participant_id = $2 AND day BETWEEN $3 AND $4

-- name: add_special_day
INSERT INTO special_days (municipality_id, participant_id, day) VALUES ($1, $2, $3)

-- name: add_special_hours
INSERT INTO special_hours (municipality_id, participant_id, day, from_minute, until_minute) VALUES ($1, $2, $3, $4, $5)

-- name: special_days
SELECT day FROM special_days WHERE municipality_id = $1 AND participant_id = $2 AND day >= $3 ORDER BY day LIMIT 100

-- name: special_hours
SELECT day, from_minute, until_minute FROM special_hours
WHERE municipality_id = $1 AND participant_id = $2 AND day >= $3 ORDER BY day, from_minute LIMIT 400

-- name: set_profile
INSERT INTO profiles (municipality_id, participant_id, travel_mode, longest_leg_minutes, wanted_hours, guidance,
  buddy_id, postcode)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (municipality_id, participant_id) DO UPDATE SET travel_mode = excluded.travel_mode,
  longest_leg_minutes = excluded.longest_leg_minutes, wanted_hours = excluded.wanted_hours,
  guidance = excluded.guidance, buddy_id = excluded.buddy_id, postcode = excluded.postcode

-- name: profile
SELECT travel_mode, longest_leg_minutes, wanted_hours, guidance, buddy_id, postcode FROM profiles
WHERE municipality_id = $1 AND participant_id = $2

-- name: drop_profile
DELETE FROM profiles WHERE municipality_id = $1 AND participant_id = $2

-- name: forget_buddy
-- Whoever worked with them has to get another one, and works with anybody until then.
UPDATE profiles SET guidance = 'group', buddy_id = NULL WHERE municipality_id = $1 AND buddy_id = $2

-- name: drop_profile_words
DELETE FROM profile_words WHERE municipality_id = $1 AND participant_id = $2

-- name: add_profile_word
INSERT INTO profile_words (municipality_id, participant_id, kind, word) VALUES ($1, $2, $3, $4)

-- name: words_of_profile
SELECT kind, word FROM profile_words WHERE municipality_id = $1 AND participant_id = $2 ORDER BY kind, word

-- name: drop_wished_services
DELETE FROM wished_services WHERE municipality_id = $1 AND participant_id = $2

-- name: add_wished_service
INSERT INTO wished_services (municipality_id, participant_id, service_id) VALUES ($1, $2, $3)

-- name: services_wished
SELECT service_id FROM wished_services WHERE municipality_id = $1 AND participant_id = $2 ORDER BY service_id

-- name: add_exemption
INSERT INTO exemptions (municipality_id, exemption_id, participant_id, kind, weekly_hours, starts_on, ends_on)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: exemptions
SELECT exemption_id, kind, weekly_hours, starts_on, ends_on FROM exemptions
WHERE municipality_id = $1 AND participant_id = $2 AND ends_on >= $3 ORDER BY ends_on, exemption_id LIMIT 100

-- name: drop_exemptions
DELETE FROM exemptions WHERE municipality_id = $1 AND participant_id = $2

-- name: set_guidance_capacity
INSERT INTO guidance_capacities (municipality_id, coach_id, minutes_a_day) VALUES ($1, $2, $3)
ON CONFLICT (municipality_id, coach_id) DO UPDATE SET minutes_a_day = excluded.minutes_a_day

-- name: drop_goals
DELETE FROM track_goals WHERE municipality_id = $1 AND track_id = $2

-- name: drop_goal_services
DELETE FROM track_goal_services WHERE municipality_id = $1 AND track_id = $2

-- name: add_goal
INSERT INTO track_goals (municipality_id, track_id, position, kind, module, needed) VALUES ($1, $2, $3, $4, $5, $6)

-- name: add_goal_service
INSERT INTO track_goal_services (municipality_id, track_id, position, service_id) VALUES ($1, $2, $3, $4)

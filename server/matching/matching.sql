-- The week plan. What a week is made of stands in the tables of other domains; it is read here in a fixed number of
-- statements, each for everybody at once.

-- name: helpers
SELECT p.participant_id, p.coach_id, p.weekly_hours, f.travel_mode, f.longest_leg_minutes, f.wanted_hours, f.guidance,
  CASE WHEN COALESCE(f.postcode, '') <> '' THEN f.postcode ELSE COALESCE(h.postcode, '') END, p.sick_from, p.sick_until,
  f.buddy_id
FROM participants p
LEFT JOIN profiles f ON f.municipality_id = p.municipality_id AND f.participant_id = p.participant_id
LEFT JOIN households h ON h.municipality_id = p.municipality_id AND h.household_id = p.household_id
WHERE p.municipality_id = $1 AND p.provider_id = $2 AND p.outflow IS NULL
ORDER BY p.participant_id LIMIT 5000

-- name: guidance_capacities
SELECT coach_id, minutes_a_day FROM guidance_capacities WHERE municipality_id = $1 ORDER BY coach_id LIMIT 5000

-- name: exempt_hours
SELECT participant_id, weekly_hours FROM exemptions
WHERE municipality_id = $1 AND ends_on >= $2 AND starts_on <= $3
ORDER BY exemption_id

-- name: profile_words
SELECT participant_id, kind, word FROM profile_words WHERE municipality_id = $1 ORDER BY participant_id, kind, word

-- name: wished_services
SELECT participant_id, service_id FROM wished_services WHERE municipality_id = $1

-- name: fit_for
SELECT a.participant_id, a.service_id FROM fitness_assessments a
WHERE a.municipality_id = $1 AND a.fit = 1 AND NOT EXISTS (
  SELECT 1 FROM fitness_assessments later
  WHERE later.municipality_id = a.municipality_id AND later.participant_id = a.participant_id
    AND later.service_id = a.service_id AND later.assessed_on > a.assessed_on)
ORDER BY a.participant_id, a.service_id

-- name: certificates
SELECT participant_id, CASE kind WHEN 'conduct' THEN 'vog' ELSE title END, expires_on FROM certificates
WHERE municipality_id = $1 AND (expires_on IS NULL OR expires_on >= $2)
ORDER BY participant_id, certificate_id

-- name: services
SELECT service_id, CASE risk WHEN 'low' THEN 1 ELSE 0 END FROM services WHERE municipality_id = $1 ORDER BY service_id

-- name: needed_capabilities
SELECT service_id, capability FROM service_capabilities WHERE municipality_id = $1 ORDER BY service_id, capability

-- name: closing_days
SELECT day FROM closing_days WHERE municipality_id = $1 AND day BETWEEN $2 AND $3

-- name: close_day
INSERT INTO closing_days (municipality_id, day) VALUES ($1, $2)
ON CONFLICT (municipality_id, day) DO NOTHING

-- name: open_day
DELETE FROM closing_days WHERE municipality_id = $1 AND day = $2

-- name: priorities
SELECT tier, objective, weight FROM plan_priorities WHERE municipality_id = $1 AND programme_id = $2 ORDER BY position

-- name: drop_priorities
DELETE FROM plan_priorities WHERE municipality_id = $1 AND programme_id = $2

-- name: add_priority
INSERT INTO plan_priorities (municipality_id, programme_id, position, tier, objective, weight)
VALUES ($1, $2, $3, $4, $5, $6)

-- name: special_days
SELECT participant_id, day FROM special_days WHERE municipality_id = $1 AND day BETWEEN $2 AND $3

-- name: special_hours
SELECT participant_id, day, from_minute, until_minute FROM special_hours
WHERE municipality_id = $1 AND day BETWEEN $2 AND $3

-- name: week_patterns
SELECT participant_id, weekday, from_minute, until_minute FROM week_patterns WHERE municipality_id = $1

-- name: open_requests
SELECT j.job_id, j.service_id, j.resident_id, j.household_id, j.state, j.minutes, j.voucher_minutes, j.wished_on,
  j.priority, j.visit_id, j.place_in_visit, j.one_after_another, j.series_id, j.earliest_on, j.latest_on,
  j.participant_id, j.starts_at_us, j.ends_at_us, j.locked, h.postcode
FROM jobs j
JOIN households h ON h.municipality_id = j.municipality_id AND h.household_id = j.household_id
WHERE j.municipality_id = $1 AND j.state = 'requested' AND j.programme_id = $2
ORDER BY j.job_id LIMIT 5000

-- name: booked
-- Of every programme: nobody is in two places at once.
SELECT j.job_id, j.service_id, j.resident_id, j.household_id, j.state, j.minutes, j.voucher_minutes, j.wished_on,
  j.priority, j.visit_id, j.place_in_visit, j.one_after_another, j.series_id, j.earliest_on, j.latest_on,
  j.participant_id, j.starts_at_us, j.ends_at_us, j.locked, h.postcode
FROM jobs j
JOIN households h ON h.municipality_id = j.municipality_id AND h.household_id = j.household_id
WHERE j.municipality_id = $1 AND j.starts_at_us >= $2 AND j.starts_at_us < $3 AND j.participant_id IS NOT NULL
  AND j.state IN ('planned', 'accepted', 'started', 'done', 'approved', 'disputed')
ORDER BY j.starts_at_us, j.job_id LIMIT 20000

-- name: worked
SELECT participant_id, CAST(SUM(minutes) AS BIGINT) FROM jobs
WHERE municipality_id = $1 AND starts_at_us >= $2 AND starts_at_us < $3 AND participant_id IS NOT NULL
  AND state IN ('planned', 'accepted', 'started', 'done', 'approved', 'disputed')
GROUP BY participant_id ORDER BY participant_id

-- name: windows
SELECT w.job_id, w.starts_at_us, w.ends_at_us FROM jobs j
JOIN job_windows w ON w.municipality_id = j.municipality_id AND w.job_id = j.job_id
WHERE j.municipality_id = $1 AND j.state IN ('requested', 'planned', 'accepted') AND j.programme_id = $2
ORDER BY w.job_id, w.starts_at_us

-- name: preferences
SELECT p.resident_id, p.same_helper FROM preferences p
WHERE p.municipality_id = $1 AND EXISTS (
  SELECT 1 FROM jobs j WHERE j.municipality_id = p.municipality_id AND j.resident_id = p.resident_id
    AND j.state IN ('requested', 'planned', 'accepted'))

-- name: welcome_hours
SELECT p.resident_id, p.weekday, p.from_minute, p.until_minute FROM welcome_hours p
WHERE p.municipality_id = $1 AND EXISTS (
  SELECT 1 FROM jobs j WHERE j.municipality_id = p.municipality_id AND j.resident_id = p.resident_id
    AND j.state IN ('requested', 'planned', 'accepted'))

-- name: preference_words
SELECT p.resident_id, p.kind, p.word FROM preference_words p
WHERE p.municipality_id = $1 AND EXISTS (
  SELECT 1 FROM jobs j WHERE j.municipality_id = p.municipality_id AND j.resident_id = p.resident_id
    AND j.state IN ('requested', 'planned', 'accepted'))

-- name: refused_pairs
SELECT household_id, participant_id FROM refused_pairs WHERE municipality_id = $1

-- name: kin_households
-- Those of their kin, and their own.
SELECT r.household_id, k.participant_id FROM kinships k
JOIN residents r ON r.municipality_id = k.municipality_id AND r.resident_id = k.resident_id
WHERE k.municipality_id = $1
UNION ALL
SELECT household_id, participant_id FROM participants WHERE municipality_id = $1 AND household_id IS NOT NULL

-- name: helped_before
SELECT DISTINCT household_id, participant_id FROM jobs
WHERE municipality_id = $1 AND starts_at_us >= $2 AND starts_at_us < $3 AND state IN ('done', 'approved')

-- name: spendable_vouchers
SELECT household_id, COUNT(*) FROM vouchers
WHERE municipality_id = $1 AND programme_id = $2 AND state = 'issued' AND expires_on >= $3
GROUP BY household_id

-- name: running_goals
SELECT t.participant_id, t.track_id, g.position, g.kind, g.module, g.needed,
  CASE WHEN f.guidance = 'alone' THEN 1 ELSE 0 END
FROM tracks t
JOIN track_goals g ON g.municipality_id = t.municipality_id AND g.track_id = t.track_id
LEFT JOIN profiles f ON f.municipality_id = t.municipality_id AND f.participant_id = t.participant_id
WHERE t.municipality_id = $1 AND t.ended_on IS NULL AND (t.participant_id = $2 OR $2 IS NULL)
ORDER BY t.track_id, g.position

-- name: goal_services
SELECT s.track_id, s.position, s.service_id FROM tracks t
JOIN track_goal_services s ON s.municipality_id = t.municipality_id AND s.track_id = t.track_id
WHERE t.municipality_id = $1 AND t.ended_on IS NULL AND (t.participant_id = $2 OR $2 IS NULL)
ORDER BY s.track_id, s.position, s.service_id

-- name: work_of_tracks
SELECT j.job_id, t.participant_id, t.track_id, j.service_id, j.state, j.starts_at_us,
  COALESCE(j.done_minutes, j.minutes), t.started_on
FROM tracks t
JOIN jobs j ON j.municipality_id = t.municipality_id AND j.participant_id = t.participant_id
WHERE t.municipality_id = $1 AND t.ended_on IS NULL AND (t.participant_id = $2 OR $2 IS NULL)
  AND j.state IN ('planned', 'accepted', 'started', 'done', 'approved')
ORDER BY CASE j.state WHEN 'approved' THEN 0 ELSE 1 END, j.job_id

-- name: add_plan
INSERT INTO plans (municipality_id, plan_id, programme_id, week_starts_on, kind, proposed_at_us, proposed_by)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: add_tier
INSERT INTO plan_tiers (municipality_id, plan_id, position, objectives, value, bound) VALUES ($1, $2, $3, $4, $5, $6)

-- name: add_line
INSERT INTO plan_lines (municipality_id, plan_id, job_id, participant_id, starts_at_us, ends_at_us,
  participant_before_id, starts_before_us, instead_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: add_fact
INSERT INTO plan_facts (municipality_id, plan_id, job_id, position, kind, value) VALUES ($1, $2, $3, $4, $5, $6)

-- name: add_blocking
INSERT INTO plan_blockings (municipality_id, plan_id, job_id, position, rule, participants)
VALUES ($1, $2, $3, $4, $5, $6)

-- name: add_change
INSERT INTO plan_changes (municipality_id, plan_id, job_id, position, kind, participant_id, capability, minutes,
  starts_at_us, ends_at_us)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: plan
SELECT p.plan_id, p.programme_id, p.week_starts_on, p.kind, p.proposed_at_us,
  (SELECT COUNT(*) FROM plan_lines l WHERE l.municipality_id = p.municipality_id AND l.plan_id = p.plan_id
     AND l.participant_id IS NOT NULL),
  (SELECT COUNT(*) FROM plan_lines l WHERE l.municipality_id = p.municipality_id AND l.plan_id = p.plan_id
     AND l.participant_id IS NULL),
  (SELECT COUNT(*) FROM plan_lines l WHERE l.municipality_id = p.municipality_id AND l.plan_id = p.plan_id
     AND l.accepted_at_us IS NOT NULL)
FROM plans p WHERE p.municipality_id = $1 AND p.plan_id = $2

-- name: plans_before
SELECT p.plan_id, p.programme_id, p.week_starts_on, p.kind, p.proposed_at_us,
  (SELECT COUNT(*) FROM plan_lines l WHERE l.municipality_id = p.municipality_id AND l.plan_id = p.plan_id
     AND l.participant_id IS NOT NULL),
  (SELECT COUNT(*) FROM plan_lines l WHERE l.municipality_id = p.municipality_id AND l.plan_id = p.plan_id
     AND l.participant_id IS NULL),
  (SELECT COUNT(*) FROM plan_lines l WHERE l.municipality_id = p.municipality_id AND l.plan_id = p.plan_id
     AND l.accepted_at_us IS NOT NULL)
FROM plans p
WHERE p.municipality_id = $1 AND p.programme_id = $2 AND p.plan_id < $3 AND (p.week_starts_on = $4 OR $4 IS NULL)
ORDER BY p.plan_id DESC LIMIT $5

-- name: tiers
SELECT objectives, value, bound FROM plan_tiers WHERE municipality_id = $1 AND plan_id = $2 ORDER BY position

-- name: lines
SELECT l.job_id, j.service_id, j.resident_id, l.participant_id, l.starts_at_us, l.ends_at_us, l.accepted_at_us,
  l.participant_before_id, l.starts_before_us, l.instead_id
FROM plan_lines l
JOIN jobs j ON j.municipality_id = l.municipality_id AND j.job_id = l.job_id
WHERE l.municipality_id = $1 AND l.plan_id = $2
ORDER BY l.starts_at_us, l.job_id

-- name: facts
SELECT job_id, kind, value FROM plan_facts WHERE municipality_id = $1 AND plan_id = $2 ORDER BY job_id, position

-- name: blockings
SELECT job_id, rule, participants FROM plan_blockings WHERE municipality_id = $1 AND plan_id = $2
ORDER BY job_id, position

-- name: changes
SELECT job_id, kind, participant_id, capability, minutes, starts_at_us, ends_at_us FROM plan_changes
WHERE municipality_id = $1 AND plan_id = $2 ORDER BY job_id, position

-- name: names_in_plan
-- Of the helpers whom a plan or its reasons name.
SELECT p.participant_id, p.name FROM participants p
WHERE p.municipality_id = $1 AND p.participant_id IN (
  SELECT l.instead_id FROM plan_lines l WHERE l.municipality_id = $1 AND l.plan_id = $2
  UNION SELECT c.participant_id FROM plan_changes c WHERE c.municipality_id = $1 AND c.plan_id = $2)

-- name: mark_accepted
UPDATE plan_lines SET accepted_at_us = $4
WHERE municipality_id = $1 AND plan_id = $2 AND job_id = $3 AND accepted_at_us IS NULL

-- name: facts_of_job
-- Of the plan by which it was planned last, if that is still who comes and when.
SELECT f.kind, f.value FROM plan_lines l
JOIN jobs j ON j.municipality_id = l.municipality_id AND j.job_id = l.job_id
  AND j.participant_id = l.participant_id AND j.starts_at_us = l.starts_at_us
JOIN plan_facts f ON f.municipality_id = l.municipality_id AND f.plan_id = l.plan_id AND f.job_id = l.job_id
WHERE l.municipality_id = $1 AND l.job_id = $2 AND l.accepted_at_us IS NOT NULL AND l.plan_id = (
  SELECT last.plan_id FROM plan_lines last
  WHERE last.municipality_id = l.municipality_id AND last.job_id = l.job_id AND last.accepted_at_us IS NOT NULL
  ORDER BY last.plan_id DESC LIMIT 1)
ORDER BY f.position

-- name: way_to_job
-- From where its helper lives to where it is done.
SELECT CASE WHEN COALESCE(f.postcode, '') <> '' THEN f.postcode ELSE COALESCE(h.postcode, '') END, there.postcode,
  COALESCE(f.travel_mode, '')
FROM jobs j
JOIN households there ON there.municipality_id = j.municipality_id AND there.household_id = j.household_id
JOIN participants p ON p.municipality_id = j.municipality_id AND p.participant_id = j.participant_id
LEFT JOIN profiles f ON f.municipality_id = p.municipality_id AND f.participant_id = p.participant_id
LEFT JOIN households h ON h.municipality_id = p.municipality_id AND h.household_id = p.household_id
WHERE j.municipality_id = $1 AND j.job_id = $2

-- name: approved_since
SELECT CAST(COALESCE(SUM(j.done_minutes), 0) AS BIGINT) FROM jobs j
WHERE j.municipality_id = $1 AND j.participant_id = $2 AND j.state = 'approved' AND j.starts_at_us >= $3

-- name: lines_to_accept
SELECT job_id, participant_id, starts_at_us, participant_before_id, starts_before_us,
  CASE WHEN accepted_at_us IS NULL THEN 0 ELSE 1 END
FROM plan_lines WHERE municipality_id = $1 AND plan_id = $2 ORDER BY starts_at_us, job_id

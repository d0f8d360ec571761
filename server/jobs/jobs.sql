-- name: job
SELECT job_id, programme_id, service_id, resident_id, household_id, state, minutes, voucher_minutes, participant_id,
  starts_at_us, ends_at_us, done_minutes, provider_id, service_domain, track_kind
FROM jobs WHERE municipality_id = $1 AND job_id = $2

-- name: add_job
INSERT INTO jobs (municipality_id, job_id, programme_id, service_id, resident_id, household_id, state, minutes,
  voucher_minutes, wished_on, note, reason, service_domain, priority, visit_id, place_in_visit, one_after_another,
  series_id, earliest_on, latest_on)
VALUES ($1, $2, $3, $4, $5, $6, 'requested', $7, $8, $9, $10, '', $11, $12, $13, $14, $15, $16, $17, $18)

-- name: add_window
INSERT INTO job_windows (municipality_id, job_id, starts_at_us, ends_at_us) VALUES ($1, $2, $3, $4)

-- name: lock
UPDATE jobs SET locked = $3 WHERE municipality_id = $1 AND job_id = $2 AND state IN ('planned', 'accepted')

-- name: plan
UPDATE jobs SET state = 'planned', participant_id = $3, starts_at_us = $4, ends_at_us = $5, reason = ''
WHERE municipality_id = $1 AND job_id = $2 AND state = 'requested'

-- name: reopen
UPDATE jobs SET state = 'requested', participant_id = NULL, starts_at_us = NULL, ends_at_us = NULL, reason = $4, locked = 0
WHERE municipality_id = $1 AND job_id = $2 AND state = $3

-- name: overlapping
SELECT 1 FROM jobs
WHERE municipality_id = $1 AND participant_id = $2 AND state IN ('planned', 'accepted', 'started')
  AND starts_at_us < $4 AND starts_at_us > $3 - 86400000000 AND ends_at_us > $3
LIMIT 1

-- name: pair_refused
SELECT 1 FROM refused_pairs WHERE municipality_id = $1 AND household_id = $2 AND participant_id = $3

-- name: refuse_pair
INSERT INTO refused_pairs (municipality_id, household_id, participant_id) VALUES ($1, $2, $3)
ON CONFLICT (municipality_id, household_id, participant_id) DO NOTHING

-- name: allow_pair
DELETE FROM refused_pairs WHERE municipality_id = $1 AND household_id = $2 AND participant_id = $3

-- name: move_on
UPDATE jobs SET state = $4, reason = $5 WHERE municipality_id = $1 AND job_id = $2 AND state = $3

-- name: register_hours
UPDATE jobs SET state = 'done', done_minutes = $4, provider_id = $5, track_kind = $6, approves_itself_at_us = $7
WHERE municipality_id = $1 AND job_id = $2 AND state = $3

-- name: correct_minutes
UPDATE jobs SET done_minutes = $3 WHERE municipality_id = $1 AND job_id = $2 AND state = 'disputed'

-- name: approve
UPDATE jobs SET state = 'approved', approved_at_us = $4, approved_by = $5
WHERE municipality_id = $1 AND job_id = $2 AND state = $3

-- name: undo_approval
UPDATE jobs SET state = 'disputed', approved_at_us = NULL, approved_by = NULL, reason = $3
WHERE municipality_id = $1 AND job_id = $2 AND state = 'approved'

-- name: forget_notes
UPDATE jobs SET note = '', reason = '' WHERE municipality_id = $1 AND resident_id = $2

-- name: due_to_approve
SELECT job_id FROM jobs
WHERE municipality_id = $1 AND state = 'done' AND approves_itself_at_us <= $2
ORDER BY approves_itself_at_us LIMIT $3

-- name: due_to_remind
SELECT j.job_id FROM jobs j
WHERE j.municipality_id = $1 AND j.state = 'done' AND j.approves_itself_at_us <= $2
  AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.municipality_id = j.municipality_id
    AND o.kind = 'job_awaits_approval' AND o.subject_id = j.job_id AND o.step = 'last')
ORDER BY j.approves_itself_at_us LIMIT $3

-- name: job_details
SELECT j.job_id, j.programme_id, j.service_id, j.resident_id, j.participant_id, j.state, j.minutes, j.wished_on, j.note,
  j.starts_at_us, j.ends_at_us, j.done_minutes, j.approves_itself_at_us, j.approved_at_us, j.reason, r.name, h.postcode,
  h.house_number, p.name, p.sick_from, p.sick_until,
  j.priority, j.locked, j.visit_id, j.series_id
FROM jobs j
JOIN residents r ON r.municipality_id = j.municipality_id AND r.resident_id = j.resident_id
JOIN households h ON h.municipality_id = j.municipality_id AND h.household_id = j.household_id
LEFT JOIN participants p ON p.municipality_id = j.municipality_id AND p.participant_id = j.participant_id
WHERE j.municipality_id = $1 AND j.job_id = $2

-- name: jobs_in_state
SELECT job_id FROM jobs
WHERE municipality_id = $1 AND job_id > $2 AND state = $3 AND (programme_id = $4 OR $4 IS NULL) ORDER BY job_id LIMIT $5

-- name: jobs_of_resident
SELECT job_id FROM jobs
WHERE municipality_id = $1 AND job_id > $2 AND resident_id = $3 AND (state = $4 OR $4 IS NULL)
  AND (participant_id = $5 OR $5 IS NULL) AND (programme_id = $6 OR $6 IS NULL)
ORDER BY job_id LIMIT $7

-- name: jobs_of_participant
SELECT job_id FROM jobs
WHERE municipality_id = $1 AND job_id > $2 AND participant_id = $3 AND (state = $4 OR $4 IS NULL)
  AND (programme_id = $5 OR $5 IS NULL)
ORDER BY job_id LIMIT $6

-- name: all_jobs
SELECT job_id FROM jobs
WHERE municipality_id = $1 AND job_id > $2 AND (programme_id = $3 OR $3 IS NULL) ORDER BY job_id LIMIT $4

-- name: planned_jobs
-- From $2 on, and of those that begin right then, those after $4.
SELECT job_id, starts_at_us FROM jobs
WHERE municipality_id = $1 AND starts_at_us >= $2 AND starts_at_us < $3 AND (starts_at_us > $2 OR job_id > $4)
  AND (state = $5 OR $5 IS NULL) AND (programme_id = $6 OR $6 IS NULL)
ORDER BY starts_at_us, job_id LIMIT $7

-- name: planned_jobs_of_resident
SELECT job_id, starts_at_us FROM jobs
WHERE municipality_id = $1 AND starts_at_us >= $2 AND starts_at_us < $3 AND (starts_at_us > $2 OR job_id > $4)
  AND (state = $5 OR $5 IS NULL) AND (programme_id = $6 OR $6 IS NULL) AND resident_id = $7
  AND (participant_id = $8 OR $8 IS NULL)
ORDER BY starts_at_us, job_id LIMIT $9

-- name: planned_jobs_of_participant
SELECT job_id, starts_at_us FROM jobs
WHERE municipality_id = $1 AND starts_at_us >= $2 AND starts_at_us < $3 AND (starts_at_us > $2 OR job_id > $4)
  AND (state = $5 OR $5 IS NULL) AND (programme_id = $6 OR $6 IS NULL) AND participant_id = $7
ORDER BY starts_at_us, job_id LIMIT $8

-- name: next_visit
SELECT job_id FROM jobs
WHERE municipality_id = $1 AND resident_id = $2 AND ends_at_us > $3 AND state IN ('planned', 'accepted', 'started')
ORDER BY starts_at_us, job_id LIMIT 1

-- name: jobs_ahead
SELECT job_id FROM jobs
WHERE municipality_id = $1 AND participant_id = $2 AND starts_at_us >= $3 AND starts_at_us < $4
  AND state IN ('planned', 'accepted')
ORDER BY starts_at_us, job_id LIMIT 200

-- name: experience_by_service
SELECT service_id, COUNT(*), CAST(SUM(done_minutes) AS BIGINT), MIN(starts_at_us), MAX(starts_at_us) FROM jobs
WHERE municipality_id = $1 AND participant_id = $2 AND state = 'approved'
GROUP BY service_id ORDER BY SUM(done_minutes) DESC, service_id

-- name: worked_since
SELECT starts_at_us, done_minutes FROM jobs
WHERE municipality_id = $1 AND participant_id = $2 AND state = 'approved' AND starts_at_us >= $3

-- name: approved_with_other_vouchers
SELECT 'job ' || j.service_domain FROM jobs j
WHERE j.municipality_id = $1 AND j.state = 'approved' AND (j.done_minutes + j.voucher_minutes - 1) / j.voucher_minutes <>
  (SELECT COUNT(*) FROM vouchers v WHERE v.municipality_id = j.municipality_id AND v.job_id = j.job_id
     AND v.state = 'redeemed')
LIMIT 1

-- name: booked_twice
SELECT a.state || ' and ' || b.state FROM jobs a
JOIN jobs b ON b.municipality_id = a.municipality_id AND b.participant_id = a.participant_id AND b.job_id <> a.job_id
  AND b.state IN ('planned', 'accepted', 'started') AND b.starts_at_us >= a.starts_at_us AND b.starts_at_us < a.ends_at_us
WHERE a.municipality_id = $1 AND a.state IN ('planned', 'accepted', 'started')
LIMIT 1

-- name: voucher_of_ended_job
SELECT v.state || ' for a job ' || j.state FROM vouchers v
JOIN jobs j ON j.municipality_id = v.municipality_id AND j.job_id = v.job_id
WHERE v.municipality_id = $1
  AND ((v.state = 'reserved' AND j.state NOT IN ('planned', 'accepted', 'started', 'done', 'disputed'))
    OR (v.state = 'redeemed' AND j.state NOT IN ('done', 'approved')))
LIMIT 1

-- What is kept about people, who looked at it, and how it goes.

-- name: add_access
INSERT INTO accesses (municipality_id, access_id, trace_id, span_id, parent_span_id, name, started_at_us, ended_at_us,
  purpose, subject_id, subject_kind, written, actor_id, role, record_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)

-- name: accesses_before
SELECT l.access_id, l.trace_id, l.span_id, l.parent_span_id, l.name, l.started_at_us, l.ended_at_us, l.purpose,
  l.subject_id, l.subject_kind, l.written, l.actor_id, l.role, CASE WHEN a.name = '' THEN a.sign_in_name ELSE a.name END
FROM accesses l
LEFT JOIN actors a ON a.municipality_id = l.municipality_id AND a.actor_id = l.actor_id
WHERE l.municipality_id = $1 AND l.subject_id = $2 AND l.access_id < $3
ORDER BY l.access_id DESC LIMIT $4

-- name: keep_number
INSERT INTO citizen_numbers (municipality_id, person_id, kind, key_no, sealed_key, sealed_number, lookup)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (municipality_id, person_id) DO UPDATE SET key_no = excluded.key_no, sealed_key = excluded.sealed_key,
  sealed_number = excluded.sealed_number, lookup = excluded.lookup

-- name: number_of_person
SELECT person_id, key_no, sealed_key, sealed_number FROM citizen_numbers WHERE municipality_id = $1 AND person_id = $2

-- name: number_owner
SELECT person_id FROM citizen_numbers WHERE municipality_id = $1 AND kind = $2 AND lookup = $3

-- name: numbers_under_older_keys
SELECT person_id, key_no, sealed_key, sealed_number FROM citizen_numbers
WHERE municipality_id = $1 AND key_no < $2 ORDER BY key_no, person_id LIMIT $3

-- name: seal_again
UPDATE citizen_numbers SET key_no = $3, sealed_key = $4, lookup = $5 WHERE municipality_id = $1 AND person_id = $2

-- name: drop_number
DELETE FROM citizen_numbers WHERE municipality_id = $1 AND person_id = $2

-- name: set_term
INSERT INTO retention_terms (municipality_id, kind, starts_on, months) VALUES ($1, $2, $3, $4)
ON CONFLICT (municipality_id, kind, starts_on) DO UPDATE SET months = excluded.months

-- name: term_on
SELECT months FROM retention_terms WHERE municipality_id = $1 AND kind = $2 AND starts_on <= $3
ORDER BY starts_on DESC LIMIT 1

-- name: add_erasure
INSERT INTO erasures (municipality_id, erasure_id, kind, person_id, erased_at_us, term_months, term_ended_on, salts_erased)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: erasure_of
SELECT erasure_id FROM erasures WHERE municipality_id = $1 AND person_id = $2

-- name: erasures_before
SELECT erasure_id, kind, person_id, erased_at_us, term_months, term_ended_on, salts_erased FROM erasures
WHERE municipality_id = $1 AND erasure_id < $2 ORDER BY erasure_id DESC LIMIT $3

-- name: erase_salts
DELETE FROM journal_salts WHERE municipality_id = $1 AND record_id IN (
  SELECT a.record_id FROM accesses a WHERE a.municipality_id = $1 AND a.subject_id = $2)

-- name: erase_salts_of_jobs
DELETE FROM journal_salts WHERE municipality_id = $1 AND record_id IN (
  SELECT a.record_id FROM jobs j
  JOIN accesses a ON a.municipality_id = j.municipality_id AND a.subject_id = j.job_id
  WHERE j.municipality_id = $1 AND j.resident_id = $2)

-- name: served
-- Whoever has a job that is not over, or vouchers that can be spent, is being served.
SELECT 1 FROM jobs
WHERE municipality_id = $1 AND resident_id = $2
  AND state IN ('requested', 'planned', 'accepted', 'started', 'done', 'disputed')
UNION ALL
SELECT 1 FROM jobs
WHERE municipality_id = $1 AND participant_id = $2 AND state IN ('planned', 'accepted', 'started', 'done', 'disputed')
UNION ALL
SELECT 1 FROM residents r
JOIN vouchers v ON v.municipality_id = r.municipality_id AND v.household_id = r.household_id
WHERE r.municipality_id = $1 AND r.resident_id = $2 AND v.state IN ('issued', 'reserved')
UNION ALL
SELECT 1 FROM participants WHERE municipality_id = $1 AND participant_id = $2 AND outflow IS NULL
LIMIT 1

-- name: last_job
SELECT job_id FROM jobs WHERE municipality_id = $1 AND resident_id = $2 ORDER BY job_id DESC LIMIT 1

-- name: last_voucher
SELECT v.voucher_id FROM residents r
JOIN vouchers v ON v.municipality_id = r.municipality_id AND v.household_id = r.household_id
WHERE r.municipality_id = $1 AND r.resident_id = $2 ORDER BY v.voucher_id DESC LIMIT 1

-- name: flowed_out_on
SELECT flowed_out_on FROM participants WHERE municipality_id = $1 AND participant_id = $2

-- name: residents_to_erase
-- $2: the first id that is younger than the term. Ids begin with the time of their birth.
SELECT r.resident_id FROM residents r
WHERE r.municipality_id = $1 AND r.erased_on IS NULL AND r.resident_id < $2
  AND NOT EXISTS (
    SELECT 1 FROM jobs j WHERE j.municipality_id = r.municipality_id AND j.resident_id = r.resident_id
      AND (j.job_id >= $2 OR j.state IN ('requested', 'planned', 'accepted', 'started', 'done', 'disputed')))
  AND NOT EXISTS (
    SELECT 1 FROM vouchers v WHERE v.municipality_id = r.municipality_id AND v.household_id = r.household_id
      AND (v.voucher_id >= $2 OR v.state IN ('issued', 'reserved')))
ORDER BY r.resident_id LIMIT $3

-- name: participants_to_erase
SELECT p.participant_id FROM participants p
WHERE p.municipality_id = $1 AND p.erased_on IS NULL AND p.flowed_out_on <= $2
  AND NOT EXISTS (
    SELECT 1 FROM jobs j WHERE j.municipality_id = p.municipality_id AND j.participant_id = p.participant_id
      AND j.state IN ('planned', 'accepted', 'started', 'done', 'disputed'))
ORDER BY p.participant_id LIMIT $3

-- name: erased_and_named
SELECT 'a resident' FROM residents
WHERE municipality_id = $1 AND erased_on IS NOT NULL AND (name <> '' OR born_on IS NOT NULL OR phone <> '')
UNION ALL
SELECT 'a participant' FROM participants
WHERE municipality_id = $1 AND erased_on IS NOT NULL AND (name <> '' OR born_on IS NOT NULL)
UNION ALL
SELECT 'a citizen service number' FROM citizen_numbers n
JOIN erasures e ON e.municipality_id = n.municipality_id AND e.person_id = n.person_id
WHERE n.municipality_id = $1
LIMIT 1

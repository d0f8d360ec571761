-- Accounts, sessions, devices, PINs, cards, second factors and what was refused.

-- name: accounts_of
SELECT actor_id FROM actors WHERE municipality_id = $1 AND subject_id = $2

-- name: take_name_away
UPDATE actors SET sign_in_name = $3, name = '', password_hash = '', closed_at_us = COALESCE(closed_at_us, $4)
WHERE municipality_id = $1 AND actor_id = $2

-- name: municipality_by_slug shared
SELECT municipality_id FROM municipalities WHERE slug = $1

-- name: municipalities_after shared
SELECT municipality_id, slug, name FROM municipalities WHERE municipality_id > $1 ORDER BY municipality_id LIMIT $2

-- name: add_municipality shared
INSERT INTO municipalities (municipality_id, slug, name) VALUES ($1, $2, $3) ON CONFLICT (slug) DO NOTHING

-- name: add_account
INSERT INTO actors (municipality_id, actor_id, sign_in_name, password_hash, role, subject_id, failed_attempts,
                    locked_until_us, name)
VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7)
ON CONFLICT (municipality_id, sign_in_name) DO NOTHING

-- name: credentials_by_name
SELECT actor_id, password_hash FROM actors WHERE municipality_id = $1 AND sign_in_name = $2

-- name: credentials
SELECT actor_id, password_hash FROM actors WHERE municipality_id = $1 AND actor_id = $2

-- name: admit
-- The right password opens an account that is neither locked nor closed, and clears its count.
UPDATE actors SET failed_attempts = 0
WHERE municipality_id = $1 AND actor_id = $2 AND password_hash = $3 AND locked_until_us <= $4 AND closed_at_us IS NULL
RETURNING role

-- name: count_failure
-- The last allowed failure locks the account and starts a new count for afterwards.
UPDATE actors
SET locked_until_us = CASE WHEN failed_attempts + 1 >= $4 THEN $5 ELSE locked_until_us END,
    failed_attempts = CASE WHEN failed_attempts + 1 >= $4 THEN 0 ELSE failed_attempts + 1 END
WHERE municipality_id = $1 AND actor_id = $2 AND locked_until_us <= $3 AND closed_at_us IS NULL
RETURNING CASE WHEN locked_until_us > $3 THEN 1 ELSE 0 END

-- name: is_open
SELECT 1 FROM actors
WHERE municipality_id = $1 AND actor_id = $2 AND password_hash = $3 AND locked_until_us <= $4 AND closed_at_us IS NULL

-- name: set_password
UPDATE actors SET password_hash = $3 WHERE municipality_id = $1 AND actor_id = $2

-- name: close_account
UPDATE actors SET closed_at_us = $3 WHERE municipality_id = $1 AND actor_id = $2 AND closed_at_us IS NULL

-- name: has_account
SELECT 1 FROM actors WHERE municipality_id = $1 AND actor_id = $2

-- name: holder_of_account
SELECT role, subject_id FROM actors WHERE municipality_id = $1 AND actor_id = $2

-- name: self
SELECT a.sign_in_name, m.slug, m.name, CASE WHEN a.name = '' THEN a.sign_in_name ELSE a.name END
FROM actors a
JOIN municipalities m ON m.municipality_id = a.municipality_id
WHERE a.municipality_id = $1 AND a.actor_id = $2

-- name: add_session
INSERT INTO sessions (municipality_id, token_hash, session_id, actor_id, created_at_us, last_seen_at_us, expires_at_us,
                      revoked, idle_us, device_id, second_factor)
VALUES ($1, $2, $3, $4, $5, $5, $6, 0, $7, $8, $9)

-- name: change_token
UPDATE sessions SET token_hash = $4
WHERE municipality_id = $1 AND actor_id = $2 AND session_id = $3 AND revoked = 0

-- name: forget_old_sessions
DELETE FROM sessions WHERE municipality_id = $1 AND actor_id = $2 AND expires_at_us <= $3

-- name: live_session
SELECT s.session_id, s.actor_id, s.last_seen_at_us, s.idle_us, s.device_id, a.role, a.subject_id,
  CASE WHEN r.second_factor = 1 AND s.second_factor = 0 THEN 1 ELSE 0 END
FROM sessions s
JOIN actors a ON a.municipality_id = s.municipality_id AND a.actor_id = s.actor_id
LEFT JOIN sign_in_rules r ON r.municipality_id = s.municipality_id
WHERE s.municipality_id = $1 AND s.token_hash = $2 AND s.revoked = 0 AND s.expires_at_us > $3
  AND s.last_seen_at_us + s.idle_us > $3

-- name: is_session_live
SELECT 1 FROM sessions s
JOIN actors a ON a.municipality_id = s.municipality_id AND a.actor_id = s.actor_id
WHERE s.municipality_id = $1 AND s.session_id = $2 AND s.actor_id = $3 AND s.revoked = 0 AND s.expires_at_us > $4
  AND s.last_seen_at_us + s.idle_us > $4 AND a.closed_at_us IS NULL

-- name: mark_second_factor
UPDATE sessions SET second_factor = 1 WHERE municipality_id = $1 AND actor_id = $2 AND session_id = $3

-- name: set_second_factor_rule
INSERT INTO sign_in_rules (municipality_id, second_factor) VALUES ($1, $2)
ON CONFLICT (municipality_id) DO UPDATE SET second_factor = excluded.second_factor

-- name: second_factor_rule
SELECT second_factor FROM sign_in_rules WHERE municipality_id = $1

-- name: touch_session
UPDATE sessions SET last_seen_at_us = $3 WHERE municipality_id = $1 AND session_id = $2 AND last_seen_at_us <= $4

-- name: sessions_of_actor
SELECT session_id, created_at_us, last_seen_at_us, expires_at_us, device_id
FROM sessions
WHERE municipality_id = $1 AND actor_id = $2 AND revoked = 0 AND expires_at_us > $3
  AND last_seen_at_us + idle_us > $3 AND session_id > $4
ORDER BY session_id LIMIT $5

-- name: revoke_session
UPDATE sessions SET revoked = 1 WHERE municipality_id = $1 AND actor_id = $2 AND session_id = $3 AND revoked = 0

-- name: revoke_sessions_except
UPDATE sessions SET revoked = 1 WHERE municipality_id = $1 AND actor_id = $2 AND session_id <> $3 AND revoked = 0

-- name: revoke_sessions_on_device
UPDATE sessions SET revoked = 1 WHERE municipality_id = $1 AND device_id = $2 AND revoked = 0

-- name: account_of_subject
SELECT actor_id FROM actors
WHERE municipality_id = $1 AND subject_id = $2 AND role = $3 AND closed_at_us IS NULL
ORDER BY actor_id LIMIT 1

-- name: invite_device
INSERT INTO devices (municipality_id, device_id, kind, state, name, owner_id, code_hash, code_expires_at_us,
                     sequence_bound, invited_by, invited_at_us)
VALUES ($1, $2, $3, 'invited', $4, $5, $6, $7, 0, $8, $9)

-- name: invited_device
SELECT device_id, owner_id FROM devices
WHERE municipality_id = $1 AND code_hash = $2 AND kind = $3 AND state = 'invited' AND code_expires_at_us > $4

-- name: enrol_device
-- A kiosk then waits for its approval; a phone does not.
UPDATE devices
SET state = CASE WHEN kind = 'kiosk' THEN 'enrolled' ELSE 'active' END, code_hash = NULL, public_key = $3
WHERE municipality_id = $1 AND device_id = $2 AND state = 'invited' AND code_hash = $4

-- name: approve_device
UPDATE devices SET state = 'active', approved_by = $4, approved_at_us = $5
WHERE municipality_id = $1 AND device_id = $2 AND state = 'enrolled' AND public_key = $3

-- name: revoke_device
UPDATE devices SET state = 'revoked', code_hash = NULL, revoked_at_us = $3
WHERE municipality_id = $1 AND device_id = $2 AND state <> 'revoked'

-- name: revoke_phones
-- All but $3.
UPDATE devices SET state = 'revoked', code_hash = NULL, revoked_at_us = $4
WHERE municipality_id = $1 AND owner_id = $2 AND device_id <> $3 AND state <> 'revoked'

-- name: revoke_invitations
UPDATE devices SET state = 'revoked', code_hash = NULL, revoked_at_us = $3
WHERE municipality_id = $1 AND owner_id = $2 AND state = 'invited'

-- name: device
SELECT device_id, kind, state, name, owner_id, public_key, sequence_bound, invited_at_us
FROM devices WHERE municipality_id = $1 AND device_id = $2

-- name: devices_after
SELECT device_id, kind, state, name, owner_id, public_key, sequence_bound, invited_at_us
FROM devices WHERE municipality_id = $1 AND device_id > $2 AND (kind = $3 OR $3 = '')
ORDER BY device_id LIMIT $4

-- name: is_active_device
SELECT 1 FROM devices WHERE municipality_id = $1 AND device_id = $2 AND kind = $3 AND state = 'active'

-- name: raise_sequence_bound
UPDATE devices SET sequence_bound = $3 WHERE municipality_id = $1 AND device_id = $2 AND sequence_bound < $3

-- name: take_attempt
INSERT INTO attempts (municipality_id, source, borne_until_us) VALUES ($1, $2, CAST($3 AS BIGINT) + CAST($4 AS BIGINT))
ON CONFLICT (municipality_id, source) DO UPDATE SET borne_until_us =
  CASE WHEN attempts.borne_until_us > $3 THEN attempts.borne_until_us ELSE $3 END + $4
WHERE attempts.borne_until_us + $4 <= $3 + $5

-- name: give_attempt_back
UPDATE attempts SET borne_until_us = borne_until_us - $3 WHERE municipality_id = $1 AND source = $2

-- name: forget_attempts
DELETE FROM attempts WHERE municipality_id = $1 AND borne_until_us <= $2 AND source IN
  (SELECT a.source FROM attempts a WHERE a.municipality_id = $1 AND a.borne_until_us <= $2
   ORDER BY a.borne_until_us LIMIT 100)

-- name: set_pin
INSERT INTO pins (municipality_id, actor_id, pin_hash, failed_attempts, locked) VALUES ($1, $2, $3, 0, 0)
ON CONFLICT (municipality_id, actor_id) DO UPDATE SET pin_hash = $3, failed_attempts = 0, locked = 0

-- name: pin_of
SELECT p.actor_id, p.pin_hash
FROM pins p
JOIN actors a ON a.municipality_id = p.municipality_id AND a.actor_id = p.actor_id
WHERE p.municipality_id = $1 AND p.actor_id = $2 AND a.closed_at_us IS NULL

-- name: admit_pin
UPDATE pins SET failed_attempts = 0 WHERE municipality_id = $1 AND actor_id = $2 AND pin_hash = $3 AND locked = 0

-- name: count_pin_failure
UPDATE pins
SET failed_attempts = failed_attempts + 1, locked = CASE WHEN failed_attempts + 1 >= $3 THEN 1 ELSE 0 END
WHERE municipality_id = $1 AND actor_id = $2 AND locked = 0
RETURNING locked

-- name: unlock_pin
UPDATE pins SET failed_attempts = 0, locked = 0 WHERE municipality_id = $1 AND actor_id = $2

-- name: forget_pin
DELETE FROM pins WHERE municipality_id = $1 AND actor_id = $2

-- name: add_card
INSERT INTO cards (municipality_id, card_id, actor_id, code_hash, issued_by, issued_at_us)
VALUES ($1, $2, $3, $4, $5, $6)

-- name: end_card
UPDATE cards SET ended_at_us = $3 WHERE municipality_id = $1 AND actor_id = $2 AND ended_at_us IS NULL

-- name: card_by_code
SELECT card_id, actor_id, CASE WHEN ended_at_us IS NULL THEN 0 ELSE 1 END
FROM cards WHERE municipality_id = $1 AND code_hash = $2

-- name: card_of_account
SELECT c.card_id, c.code_hash, c.issued_at_us, p.locked
FROM cards c
JOIN pins p ON p.municipality_id = c.municipality_id AND p.actor_id = c.actor_id
WHERE c.municipality_id = $1 AND c.actor_id = $2 AND c.ended_at_us IS NULL

-- name: is_live_card
SELECT 1 FROM cards WHERE municipality_id = $1 AND card_id = $2 AND ended_at_us IS NULL

-- name: second_factor
SELECT sealed_secret, confirmed, last_step FROM second_factors WHERE municipality_id = $1 AND actor_id = $2

-- name: begin_second_factor
-- Beginning again before the first code was confirmed makes the earlier secret worthless.
INSERT INTO second_factors (municipality_id, actor_id, sealed_secret, confirmed, last_step) VALUES ($1, $2, $3, 0, 0)
ON CONFLICT (municipality_id, actor_id) DO UPDATE SET sealed_secret = $3, last_step = 0
WHERE second_factors.confirmed = 0

-- name: use_step
UPDATE second_factors SET last_step = $3, confirmed = 1
WHERE municipality_id = $1 AND actor_id = $2 AND last_step < $3

-- name: remove_second_factor
DELETE FROM second_factors WHERE municipality_id = $1 AND actor_id = $2

-- name: add_recovery_code
INSERT INTO recovery_codes (municipality_id, actor_id, code_hash) VALUES ($1, $2, $3)

-- name: use_recovery_code
DELETE FROM recovery_codes WHERE municipality_id = $1 AND actor_id = $2 AND code_hash = $3

-- name: remove_recovery_codes
DELETE FROM recovery_codes WHERE municipality_id = $1 AND actor_id = $2

-- name: note_security_event
INSERT INTO security_events (municipality_id, event_id, at_us, kind, actor_id, device_id) VALUES ($1, $2, $3, $4, $5, $6)

-- name: forget_security_events
DELETE FROM security_events
WHERE municipality_id = $1 AND event_id IN (
  SELECT oldest.event_id
  FROM (SELECT event_id, at_us FROM security_events WHERE municipality_id = $1 ORDER BY event_id LIMIT 100) AS oldest
  WHERE oldest.at_us < $2)

-- name: security_events_before
SELECT event_id, at_us, kind, actor_id, device_id
FROM security_events WHERE municipality_id = $1 AND event_id < $2
ORDER BY event_id DESC LIMIT $3

-- name: open_session_on_revoked_device
SELECT d.kind
FROM sessions s
JOIN devices d ON d.municipality_id = s.municipality_id AND d.device_id = s.device_id
WHERE s.municipality_id = $1 AND s.revoked = 0 AND d.state <> 'active'
LIMIT 10

-- name: live_card_without_pin
SELECT a.role
FROM cards c
JOIN actors a ON a.municipality_id = c.municipality_id AND a.actor_id = c.actor_id
WHERE c.municipality_id = $1 AND c.ended_at_us IS NULL AND NOT EXISTS (
  SELECT 1 FROM pins p WHERE p.municipality_id = c.municipality_id AND p.actor_id = c.actor_id)
LIMIT 10

-- name: open_session_of_closed_account
SELECT a.role
FROM sessions s
JOIN actors a ON a.municipality_id = s.municipality_id AND a.actor_id = s.actor_id
WHERE s.municipality_id = $1 AND s.revoked = 0 AND a.closed_at_us IS NOT NULL
LIMIT 10

-- name: municipality_name shared
SELECT name FROM municipalities WHERE municipality_id = $1

-- name: municipality_slug shared
SELECT slug FROM municipalities WHERE municipality_id = $1

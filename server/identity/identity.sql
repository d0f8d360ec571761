-- Accounts and sessions.

-- name: accounts_of
SELECT actor_id FROM actors WHERE municipality_id = $1 AND subject_id = $2

-- name: take_name_away
UPDATE actors SET sign_in_name = $3, password_hash = '', closed_at_us = COALESCE(closed_at_us, $4)
WHERE municipality_id = $1 AND actor_id = $2

-- name: municipality_by_slug shared
SELECT municipality_id FROM municipalities WHERE slug = $1

-- name: municipalities_after shared
SELECT municipality_id, slug, name FROM municipalities WHERE municipality_id > $1 ORDER BY municipality_id LIMIT $2

-- name: add_municipality shared
INSERT INTO municipalities (municipality_id, slug, name) VALUES ($1, $2, $3) ON CONFLICT (slug) DO NOTHING

-- name: add_account
INSERT INTO actors (municipality_id, actor_id, sign_in_name, password_hash, role, subject_id, failed_attempts,
                    locked_until_us)
VALUES ($1, $2, $3, $4, $5, $6, 0, 0)
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
WHERE municipality_id = $1 AND actor_id = $2 AND locked_until_us <= $3

-- name: set_password
UPDATE actors SET password_hash = $3 WHERE municipality_id = $1 AND actor_id = $2

-- name: close_account
UPDATE actors SET closed_at_us = $3 WHERE municipality_id = $1 AND actor_id = $2 AND closed_at_us IS NULL

-- name: has_account
SELECT 1 FROM actors WHERE municipality_id = $1 AND actor_id = $2

-- name: self
SELECT a.sign_in_name, m.slug, m.name
FROM actors a
JOIN municipalities m ON m.municipality_id = a.municipality_id
WHERE a.municipality_id = $1 AND a.actor_id = $2

-- name: add_session
INSERT INTO sessions (municipality_id, token_hash, session_id, actor_id, created_at_us, last_seen_at_us, expires_at_us,
                      revoked)
VALUES ($1, $2, $3, $4, $5, $5, $6, 0)

-- name: forget_old_sessions
DELETE FROM sessions WHERE municipality_id = $1 AND actor_id = $2 AND expires_at_us <= $3

-- name: live_session
SELECT s.session_id, s.actor_id, s.last_seen_at_us, a.role, a.subject_id
FROM sessions s
JOIN actors a ON a.municipality_id = s.municipality_id AND a.actor_id = s.actor_id
WHERE s.municipality_id = $1 AND s.token_hash = $2 AND s.revoked = 0 AND s.expires_at_us > $3 AND s.last_seen_at_us > $4

-- name: touch_session
UPDATE sessions SET last_seen_at_us = $3 WHERE municipality_id = $1 AND session_id = $2 AND last_seen_at_us <= $4

-- name: sessions_of_actor
SELECT session_id, created_at_us, last_seen_at_us, expires_at_us
FROM sessions
WHERE municipality_id = $1 AND actor_id = $2 AND revoked = 0 AND expires_at_us > $3 AND last_seen_at_us > $4
  AND session_id > $5
ORDER BY session_id LIMIT $6

-- name: revoke_session
UPDATE sessions SET revoked = 1 WHERE municipality_id = $1 AND actor_id = $2 AND session_id = $3 AND revoked = 0

-- name: revoke_sessions_except
UPDATE sessions SET revoked = 1 WHERE municipality_id = $1 AND actor_id = $2 AND session_id <> $3 AND revoked = 0

-- name: open_session_of_closed_account
SELECT a.role
FROM sessions s
JOIN actors a ON a.municipality_id = s.municipality_id AND a.actor_id = s.actor_id
WHERE s.municipality_id = $1 AND s.revoked = 0 AND a.closed_at_us IS NOT NULL
LIMIT 10

-- Identity providers, whose accounts are linked to them, and sign-ins that are under way.

-- name: define_provider
INSERT INTO identity_providers (municipality_id, issuer, client_id, sealed_client_secret, redirect_uri, acr_values,
  sign_out_uri)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (municipality_id) DO UPDATE
SET issuer = $2, client_id = $3, sealed_client_secret = $4, redirect_uri = $5, acr_values = $6, sign_out_uri = $7

-- name: provider
SELECT issuer, client_id, sealed_client_secret, redirect_uri, acr_values, sign_out_uri
FROM identity_providers WHERE municipality_id = $1

-- name: municipality_by_slug shared
SELECT municipality_id FROM municipalities WHERE slug = $1

-- name: unlink_account
DELETE FROM provider_accounts WHERE municipality_id = $1 AND actor_id = $2

-- name: link_account
INSERT INTO provider_accounts (municipality_id, actor_id, issuer, subject_hash) VALUES ($1, $2, $3, $4)
ON CONFLICT (municipality_id, subject_hash) DO NOTHING

-- name: has_open_account
SELECT 1 FROM actors WHERE municipality_id = $1 AND actor_id = $2 AND closed_at_us IS NULL

-- name: linked_account
SELECT a.actor_id, a.role
FROM provider_accounts p
JOIN actors a ON a.municipality_id = p.municipality_id AND a.actor_id = p.actor_id
WHERE p.municipality_id = $1 AND p.issuer = $2 AND p.subject_hash = $3 AND a.closed_at_us IS NULL

-- name: begin_sign_in
INSERT INTO provider_sign_ins (municipality_id, flow_hash, state_hash, sealed_secrets, expires_at_us)
VALUES ($1, $2, $3, $4, $5)

-- name: forget_sign_ins
DELETE FROM provider_sign_ins WHERE municipality_id = $1 AND expires_at_us <= $2

-- name: take_sign_in
DELETE FROM provider_sign_ins
WHERE municipality_id = $1 AND flow_hash = $2 AND state_hash = $3 AND expires_at_us > $4
RETURNING sealed_secrets

-- name: add_provider_session
INSERT INTO provider_sessions (municipality_id, session_id, issuer, subject_hash, provider_session_hash, expires_at_us)
VALUES ($1, $2, $3, $4, $5, $6)

-- name: forget_provider_sessions
DELETE FROM provider_sessions WHERE municipality_id = $1 AND expires_at_us <= $2

-- name: end_provider_sessions
-- Of the person ($3), of the provider's session ($4), or both.
UPDATE sessions SET revoked = 1
WHERE municipality_id = $1 AND revoked = 0 AND session_id IN (
  SELECT p.session_id FROM provider_sessions p
  WHERE p.municipality_id = $1 AND p.issuer = $2 AND (p.subject_hash = $3 OR $3 IS NULL)
    AND (p.provider_session_hash = $4 OR $4 IS NULL))

-- name: use_logout_token
INSERT INTO provider_logouts (municipality_id, token_hash, expires_at_us) VALUES ($1, $2, $3)
ON CONFLICT (municipality_id, token_hash) DO NOTHING

-- name: forget_logout_tokens
DELETE FROM provider_logouts WHERE municipality_id = $1 AND expires_at_us <= $2

-- Sessions that an identity provider opened, and may end (server/oidc/README.md).

CREATE TABLE provider_sessions (
  municipality_id @bytes@ NOT NULL,
  session_id @bytes@ NOT NULL,
  issuer TEXT NOT NULL,
  -- Keyed hashes of the provider's names for the person and for its own session; the latter where it gives one.
  subject_hash @bytes@ NOT NULL,
  provider_session_hash @bytes@,
  expires_at_us @int64@ NOT NULL,
  PRIMARY KEY (municipality_id, session_id)
) @strict@;

CREATE INDEX provider_sessions_by_subject ON provider_sessions (municipality_id, subject_hash);
CREATE INDEX provider_sessions_to_forget ON provider_sessions (municipality_id, expires_at_us);

-- Logout tokens that were used, until they are too old to be used at all.
CREATE TABLE provider_logouts (
  municipality_id @bytes@ NOT NULL,
  token_hash @bytes@ NOT NULL,
  expires_at_us @int64@ NOT NULL,
  PRIMARY KEY (municipality_id, token_hash)
) @strict@;

CREATE INDEX provider_logouts_to_forget ON provider_logouts (municipality_id, expires_at_us);

-- Where the provider sends the browser back to after signing out there; empty: nowhere.
ALTER TABLE identity_providers ADD COLUMN sign_out_uri TEXT NOT NULL DEFAULT '';

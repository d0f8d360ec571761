-- Signing in through a municipality's own identity provider (server/oidc/README.md).

CREATE TABLE identity_providers (
  municipality_id @bytes@ NOT NULL,
  issuer TEXT NOT NULL,
  client_id TEXT NOT NULL,
  -- Encrypted under a key that is kept outside the database.
  sealed_client_secret @bytes@ NOT NULL,
  redirect_uri TEXT NOT NULL,
  -- The levels of assurance that are enough, separated by spaces.
  acr_values TEXT NOT NULL,
  PRIMARY KEY (municipality_id)
) @strict@;

CREATE TABLE provider_accounts (
  municipality_id @bytes@ NOT NULL,
  actor_id @bytes@ NOT NULL,
  issuer TEXT NOT NULL,
  -- Keyed hash of the issuer's name for the person: what it is need not be known, only whether it is the same.
  subject_hash @bytes@ NOT NULL,
  PRIMARY KEY (municipality_id, actor_id),
  UNIQUE (municipality_id, subject_hash),
  FOREIGN KEY (municipality_id, actor_id) REFERENCES actors (municipality_id, actor_id)
) @strict@;

-- Sign-ins that wait for the browser to come back; each comes back once.
CREATE TABLE provider_sign_ins (
  municipality_id @bytes@ NOT NULL,
  flow_hash @bytes@ NOT NULL,
  state_hash @bytes@ NOT NULL,
  -- nonce and PKCE verifier, encrypted under a key that is kept outside the database.
  sealed_secrets @bytes@ NOT NULL,
  expires_at_us @int64@ NOT NULL,
  PRIMARY KEY (municipality_id, flow_hash)
) @strict@;

CREATE INDEX provider_sign_ins_ending ON provider_sign_ins (municipality_id, expires_at_us);

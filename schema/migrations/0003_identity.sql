-- Who may sign in, and who has (server/identity/README.md).

-- A reference table: small, the same on every node, read before a municipality is known.
CREATE TABLE municipalities (
  municipality_id @bytes@ NOT NULL,
  -- What stands after the last @ of a sign-in name: 'tilburg'.
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (municipality_id),
  UNIQUE (slug)
) @strict@;

CREATE TABLE actors (
  municipality_id @bytes@ NOT NULL,
  actor_id @bytes@ NOT NULL,
  -- What stands before the last @, in lower case.
  sign_in_name TEXT NOT NULL,
  -- argon2id, in the encoded form that names its own cost and salt.
  password_hash TEXT NOT NULL,
  -- 'coordinator', 'resident': base.v1.Role in lower case.
  role TEXT NOT NULL,
  -- The resident, participant, corporation or funder that the actor is or works for.
  subject_id @bytes@,
  failed_attempts @int64@ NOT NULL CHECK (failed_attempts >= 0),
  locked_until_us @int64@ NOT NULL,
  closed_at_us @int64@,
  PRIMARY KEY (municipality_id, actor_id),
  UNIQUE (municipality_id, sign_in_name),
  FOREIGN KEY (municipality_id) REFERENCES municipalities (municipality_id)
) @strict@;

CREATE TABLE sessions (
  municipality_id @bytes@ NOT NULL,
  -- SHA-256 of the bearer token, which itself is kept nowhere.
  token_hash @bytes@ NOT NULL,
  session_id @bytes@ NOT NULL,
  actor_id @bytes@ NOT NULL,
  created_at_us @int64@ NOT NULL,
  last_seen_at_us @int64@ NOT NULL,
  expires_at_us @int64@ NOT NULL,
  revoked @int64@ NOT NULL CHECK (revoked IN (0, 1)),
  PRIMARY KEY (municipality_id, token_hash),
  UNIQUE (municipality_id, session_id),
  FOREIGN KEY (municipality_id, actor_id) REFERENCES actors (municipality_id, actor_id)
) @strict@;

CREATE INDEX sessions_of_actor ON sessions (municipality_id, actor_id, session_id);

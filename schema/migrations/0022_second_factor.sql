-- One-time codes of an authenticator (RFC 6238), and those for when it is lost (server/identity/README.md).

CREATE TABLE second_factors (
  municipality_id @bytes@ NOT NULL,
  actor_id @bytes@ NOT NULL,
  -- The shared secret, encrypted under a key that is kept outside the database.
  sealed_secret @bytes@ NOT NULL,
  -- 0 until its first code was shown.
  confirmed @int64@ NOT NULL CHECK (confirmed IN (0, 1)),
  -- The 30-second step of the last code that was used; earlier ones are used up with it.
  last_step @int64@ NOT NULL,
  PRIMARY KEY (municipality_id, actor_id),
  FOREIGN KEY (municipality_id, actor_id) REFERENCES actors (municipality_id, actor_id)
) @strict@;

CREATE TABLE recovery_codes (
  municipality_id @bytes@ NOT NULL,
  actor_id @bytes@ NOT NULL,
  -- Keyed hash.
  code_hash @bytes@ NOT NULL,
  PRIMARY KEY (municipality_id, actor_id, code_hash),
  FOREIGN KEY (municipality_id, actor_id) REFERENCES actors (municipality_id, actor_id)
) @strict@;

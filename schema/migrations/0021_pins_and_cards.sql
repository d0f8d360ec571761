-- How residents and participants prove who they are (server/identity/README.md).

CREATE TABLE pins (
  municipality_id @bytes@ NOT NULL,
  actor_id @bytes@ NOT NULL,
  -- argon2id over a hash keyed with what is kept outside the database.
  pin_hash TEXT NOT NULL,
  failed_attempts @int64@ NOT NULL CHECK (failed_attempts >= 0),
  locked @int64@ NOT NULL CHECK (locked IN (0, 1)),
  PRIMARY KEY (municipality_id, actor_id),
  FOREIGN KEY (municipality_id, actor_id) REFERENCES actors (municipality_id, actor_id)
) @strict@;

CREATE TABLE cards (
  municipality_id @bytes@ NOT NULL,
  card_id @bytes@ NOT NULL,
  actor_id @bytes@ NOT NULL,
  -- Keyed hash of the 128 random bits in its QR code, which are kept nowhere.
  code_hash @bytes@ NOT NULL,
  issued_by @bytes@ NOT NULL,
  issued_at_us @int64@ NOT NULL,
  -- Replaced, or its holder died.
  ended_at_us @int64@,
  PRIMARY KEY (municipality_id, card_id),
  UNIQUE (municipality_id, code_hash),
  FOREIGN KEY (municipality_id, actor_id) REFERENCES actors (municipality_id, actor_id)
) @strict@;

CREATE UNIQUE INDEX live_card_of_actor ON cards (municipality_id, actor_id) WHERE ended_at_us IS NULL;
CREATE INDEX actors_of_subject ON actors (municipality_id, subject_id) WHERE subject_id IS NOT NULL;

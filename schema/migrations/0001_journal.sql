-- The journal: one record for every command, sealed into a chain of blocks (server/store/README.md).
-- Tokens: @int64@, @bytes@ and @strict@ are replaced by what the engine calls them.

CREATE TABLE journal (
  municipality_id @bytes@ NOT NULL,
  record_id @bytes@ NOT NULL,
  command_id @bytes@ NOT NULL,
  rpc TEXT NOT NULL,
  actor_id @bytes@ NOT NULL,
  at_us @int64@ NOT NULL,
  -- SHA-256 over salt, rpc, actor and request; the salt lies in journal_salts, so that it can be erased with a person.
  content_hash @bytes@ NOT NULL,
  -- SHA-256 over what the command did to the ledger.
  effects_hash @bytes@ NOT NULL,
  -- The answer as it was given; holds no personal data.
  answer @bytes@ NOT NULL,
  PRIMARY KEY (municipality_id, record_id),
  UNIQUE (municipality_id, command_id)
) @strict@;

CREATE TABLE journal_salts (
  municipality_id @bytes@ NOT NULL,
  record_id @bytes@ NOT NULL,
  salt @bytes@ NOT NULL,
  PRIMARY KEY (municipality_id, record_id)
) @strict@;

CREATE TABLE journal_blocks (
  municipality_id @bytes@ NOT NULL,
  block_no @int64@ NOT NULL,
  previous_hash @bytes@ NOT NULL,
  merkle_root @bytes@ NOT NULL,
  -- For each record, in order: its id (16 bytes) and its leaf hash (32 bytes).
  entries @bytes@ NOT NULL,
  sealed_at_us @int64@ NOT NULL,
  block_hash @bytes@ NOT NULL,
  PRIMARY KEY (municipality_id, block_no)
) @strict@;

-- What leaves the house (reminders, later mail and bank files) waits here until it is sent.
CREATE TABLE outbox (
  municipality_id @bytes@ NOT NULL,
  message_id @bytes@ NOT NULL,
  -- What it is about: 'voucher_expires', 'job_awaits_approval'.
  kind TEXT NOT NULL,
  subject_id @bytes@ NOT NULL,
  -- The same reminder is written once: 'six_weeks', 'second'.
  step TEXT NOT NULL,
  created_at_us @int64@ NOT NULL,
  sent_at_us @int64@,
  PRIMARY KEY (municipality_id, message_id),
  UNIQUE (municipality_id, kind, subject_id, step)
) @strict@;

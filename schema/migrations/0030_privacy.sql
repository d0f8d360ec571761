-- What is kept about people, who looked at it, and how it goes (server/privacy/README.md).

-- One line for each person whose data was read or written: the fields of the Logboek Dataverwerkingen (Logius).
CREATE TABLE accesses (
  municipality_id @bytes@ NOT NULL,
  access_id @bytes@ NOT NULL,
  trace_id @bytes@ NOT NULL CHECK (length(trace_id) = 16),
  span_id @bytes@ NOT NULL CHECK (length(span_id) = 8),
  parent_span_id @bytes@ CHECK (length(parent_span_id) = 8),
  -- The rpc.
  name TEXT NOT NULL,
  started_at_us @int64@ NOT NULL,
  ended_at_us @int64@ NOT NULL,
  -- The processing activity: base.v1.Purpose in lower case.
  purpose TEXT NOT NULL,
  subject_id @bytes@ NOT NULL,
  subject_kind TEXT NOT NULL,
  written @int64@ NOT NULL CHECK (written IN (0, 1)),
  actor_id @bytes@ NOT NULL,
  role TEXT NOT NULL,
  -- The journal record of the command, or of the reading itself.
  record_id @bytes@ NOT NULL,
  PRIMARY KEY (municipality_id, access_id)
) @strict@;

CREATE INDEX accesses_of_subject ON accesses (municipality_id, subject_id, access_id);

-- Citizen service numbers, each sealed under a key of its own, which is sealed under a key outside the database.
CREATE TABLE citizen_numbers (
  municipality_id @bytes@ NOT NULL,
  person_id @bytes@ NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('resident', 'participant')),
  key_no @int64@ NOT NULL,
  sealed_key @bytes@ NOT NULL,
  sealed_number @bytes@ NOT NULL,
  -- Keyed hash, to find a number by.
  lookup @bytes@ NOT NULL CHECK (length(lookup) = 32),
  PRIMARY KEY (municipality_id, person_id),
  UNIQUE (municipality_id, kind, lookup)
) @strict@;

CREATE INDEX citizen_numbers_by_key ON citizen_numbers (municipality_id, key_no, person_id);

-- How long people's data is kept after they were last served, from a day on until the next row of the kind.
CREATE TABLE retention_terms (
  municipality_id @bytes@ NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('resident', 'participant')),
  starts_on TEXT NOT NULL,
  months @int64@ NOT NULL CHECK (months > 0),
  PRIMARY KEY (municipality_id, kind, starts_on)
) @strict@;

-- The proof of what was erased. Rows are never changed.
CREATE TABLE erasures (
  municipality_id @bytes@ NOT NULL,
  erasure_id @bytes@ NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('resident', 'participant')),
  person_id @bytes@ NOT NULL,
  erased_at_us @int64@ NOT NULL,
  term_months @int64@ NOT NULL,
  term_ended_on TEXT NOT NULL,
  salts_erased @int64@ NOT NULL,
  PRIMARY KEY (municipality_id, erasure_id),
  UNIQUE (municipality_id, person_id)
) @strict@;

-- Of a person whose data was erased; the id stays.
ALTER TABLE residents ADD COLUMN erased_on TEXT;
ALTER TABLE participants ADD COLUMN erased_on TEXT;
CREATE INDEX participants_gone ON participants (municipality_id, flowed_out_on, participant_id) WHERE erased_on IS NULL;

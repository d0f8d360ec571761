-- Proposed week plans and why they are as they are (server/matching/README.md).

-- Days on which the town does not help, besides the public holidays.
CREATE TABLE closing_days (
  municipality_id @bytes@ NOT NULL,
  day TEXT NOT NULL,
  PRIMARY KEY (municipality_id, day),
  FOREIGN KEY (municipality_id) REFERENCES municipalities (municipality_id)
) @strict@;

CREATE TABLE plans (
  municipality_id @bytes@ NOT NULL,
  plan_id @bytes@ NOT NULL,
  programme_id @bytes@ NOT NULL,
  week_starts_on TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('week', 'replan')),
  proposed_at_us @int64@ NOT NULL,
  proposed_by @bytes@ NOT NULL,
  PRIMARY KEY (municipality_id, plan_id),
  FOREIGN KEY (municipality_id, programme_id) REFERENCES programmes (municipality_id, programme_id)
) @strict@;

CREATE INDEX plans_of_programme ON plans (municipality_id, programme_id, plan_id);

CREATE TABLE plan_tiers (
  municipality_id @bytes@ NOT NULL,
  plan_id @bytes@ NOT NULL,
  position @int64@ NOT NULL,
  -- Words of the objectives, with a space between them.
  objectives TEXT NOT NULL,
  value @int64@ NOT NULL,
  bound @int64@ NOT NULL CHECK (bound <= value),
  PRIMARY KEY (municipality_id, plan_id, position),
  FOREIGN KEY (municipality_id, plan_id) REFERENCES plans (municipality_id, plan_id)
) @strict@;

-- What the plan would do with a job: give it a helper, move it, or (without a helper) take it from the one it had.
CREATE TABLE plan_lines (
  municipality_id @bytes@ NOT NULL,
  plan_id @bytes@ NOT NULL,
  job_id @bytes@ NOT NULL,
  participant_id @bytes@,
  starts_at_us @int64@,
  ends_at_us @int64@,
  -- What it was planned as before; empty for an open request.
  participant_before_id @bytes@,
  starts_before_us @int64@,
  instead_id @bytes@,
  accepted_at_us @int64@,
  CHECK ((participant_id IS NULL) = (starts_at_us IS NULL)),
  CHECK ((participant_before_id IS NULL) = (starts_before_us IS NULL)),
  PRIMARY KEY (municipality_id, plan_id, job_id),
  FOREIGN KEY (municipality_id, plan_id) REFERENCES plans (municipality_id, plan_id)
) @strict@;

CREATE INDEX plan_lines_of_job ON plan_lines (municipality_id, job_id) WHERE accepted_at_us IS NOT NULL;

CREATE TABLE plan_facts (
  municipality_id @bytes@ NOT NULL,
  plan_id @bytes@ NOT NULL,
  job_id @bytes@ NOT NULL,
  position @int64@ NOT NULL,
  kind TEXT NOT NULL,
  value @int64@ NOT NULL,
  PRIMARY KEY (municipality_id, plan_id, job_id, position),
  FOREIGN KEY (municipality_id, plan_id, job_id) REFERENCES plan_lines (municipality_id, plan_id, job_id)
) @strict@;

-- Which rule keeps how many participants from a job without a helper.
CREATE TABLE plan_blockings (
  municipality_id @bytes@ NOT NULL,
  plan_id @bytes@ NOT NULL,
  job_id @bytes@ NOT NULL,
  position @int64@ NOT NULL,
  rule TEXT NOT NULL,
  participants @int64@ NOT NULL,
  PRIMARY KEY (municipality_id, plan_id, job_id, position),
  FOREIGN KEY (municipality_id, plan_id, job_id) REFERENCES plan_lines (municipality_id, plan_id, job_id)
) @strict@;

-- What would give it one; each was solved again before it was written.
CREATE TABLE plan_changes (
  municipality_id @bytes@ NOT NULL,
  plan_id @bytes@ NOT NULL,
  job_id @bytes@ NOT NULL,
  position @int64@ NOT NULL,
  kind TEXT NOT NULL,
  participant_id @bytes@,
  capability TEXT NOT NULL,
  minutes @int64@ NOT NULL,
  starts_at_us @int64@,
  ends_at_us @int64@,
  PRIMARY KEY (municipality_id, plan_id, job_id, position),
  FOREIGN KEY (municipality_id, plan_id, job_id) REFERENCES plan_lines (municipality_id, plan_id, job_id)
) @strict@;

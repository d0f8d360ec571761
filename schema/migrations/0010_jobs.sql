-- Jobs (server/jobs/README.md).

CREATE TABLE jobs (
  municipality_id @bytes@ NOT NULL,
  job_id @bytes@ NOT NULL,
  programme_id @bytes@ NOT NULL,
  service_id @bytes@ NOT NULL,
  resident_id @bytes@ NOT NULL,
  household_id @bytes@ NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('requested', 'planned', 'accepted', 'started', 'done', 'approved', 'disputed',
    'rejected', 'cancelled', 'no_show', 'unfilled')),
  minutes @int64@ NOT NULL CHECK (minutes > 0),
  -- What one voucher of the programme is worth.
  voucher_minutes @int64@ NOT NULL CHECK (voucher_minutes > 0),
  wished_on TEXT,
  note TEXT NOT NULL,
  reason TEXT NOT NULL,
  participant_id @bytes@,
  starts_at_us @int64@,
  ends_at_us @int64@,
  -- The facts at the moment that the hours were registered; the waterfall runs on them.
  done_minutes @int64@,
  provider_id @bytes@,
  service_domain TEXT NOT NULL,
  track_kind TEXT,
  approves_itself_at_us @int64@,
  approved_at_us @int64@,
  -- 'resident', 'coordinator' or 'time'.
  approved_by TEXT,
  CHECK (participant_id IS NOT NULL OR state IN ('requested', 'cancelled', 'unfilled')),
  CHECK ((state = 'approved') = (approved_at_us IS NOT NULL)),
  PRIMARY KEY (municipality_id, job_id)
) @strict@;

CREATE INDEX jobs_of_resident ON jobs (municipality_id, resident_id, job_id);
CREATE INDEX jobs_of_participant ON jobs (municipality_id, participant_id, job_id) WHERE participant_id IS NOT NULL;
CREATE INDEX jobs_ahead ON jobs (municipality_id, participant_id, starts_at_us)
  WHERE state IN ('planned', 'accepted', 'started');
CREATE INDEX jobs_by_state ON jobs (municipality_id, state, job_id);
CREATE INDEX jobs_to_approve ON jobs (municipality_id, approves_itself_at_us) WHERE state = 'done';
CREATE INDEX jobs_approved ON jobs (municipality_id, programme_id, approved_at_us) WHERE state = 'approved';

-- A household and a participant who do not go together: one of them declined the other.
CREATE TABLE refused_pairs (
  municipality_id @bytes@ NOT NULL,
  household_id @bytes@ NOT NULL,
  participant_id @bytes@ NOT NULL,
  PRIMARY KEY (municipality_id, household_id, participant_id)
) @strict@;

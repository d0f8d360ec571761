-- The people who do the jobs (server/participants/README.md).

CREATE TABLE participants (
  municipality_id @bytes@ NOT NULL,
  participant_id @bytes@ NOT NULL,
  name TEXT NOT NULL,
  born_on TEXT,
  -- Where they live, if the town knows the household.
  household_id @bytes@,
  provider_id @bytes@ NOT NULL,
  coach_id @bytes@ NOT NULL,
  case_manager_id @bytes@ NOT NULL,
  weekly_hours @int64@ NOT NULL CHECK (weekly_hours > 0),
  -- Where they went; empty while they take part.
  outflow TEXT CHECK (outflow IN ('regular', 'subsidised', 'voluntary')),
  flowed_out_on TEXT,
  -- The track that led there.
  outflow_track_id @bytes@,
  PRIMARY KEY (municipality_id, participant_id),
  CHECK ((outflow IS NULL) = (flowed_out_on IS NULL)),
  FOREIGN KEY (municipality_id, household_id) REFERENCES households (municipality_id, household_id),
  FOREIGN KEY (municipality_id, provider_id) REFERENCES providers (municipality_id, provider_id),
  FOREIGN KEY (municipality_id, coach_id) REFERENCES actors (municipality_id, actor_id),
  FOREIGN KEY (municipality_id, case_manager_id) REFERENCES actors (municipality_id, actor_id)
) @strict@;

CREATE TABLE tracks (
  municipality_id @bytes@ NOT NULL,
  track_id @bytes@ NOT NULL,
  participant_id @bytes@ NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('orientation', 'activation', 'placement')),
  -- Out of which purchase it is paid, if it was bought.
  track_purchase_id @bytes@,
  started_on TEXT NOT NULL,
  -- The last one reached.
  milestone TEXT NOT NULL CHECK (milestone IN ('start', 'halfway', 'end', 'outflow')),
  -- Empty while it runs.
  ended_on TEXT CHECK (ended_on >= started_on),
  PRIMARY KEY (municipality_id, track_id),
  CHECK ((ended_on IS NULL) = (milestone IN ('start', 'halfway'))),
  FOREIGN KEY (municipality_id, participant_id) REFERENCES participants (municipality_id, participant_id),
  FOREIGN KEY (municipality_id, track_purchase_id) REFERENCES track_purchases (municipality_id, track_purchase_id)
) @strict@;

CREATE UNIQUE INDEX one_running_track ON tracks (municipality_id, participant_id) WHERE ended_on IS NULL;
CREATE INDEX tracks_of_participant ON tracks (municipality_id, participant_id, track_id);

CREATE TABLE ladder_steps (
  municipality_id @bytes@ NOT NULL,
  participant_id @bytes@ NOT NULL,
  assessed_on TEXT NOT NULL,
  step @int64@ NOT NULL CHECK (step BETWEEN 1 AND 6),
  assessor_id @bytes@ NOT NULL,
  PRIMARY KEY (municipality_id, participant_id, assessed_on),
  FOREIGN KEY (municipality_id, participant_id) REFERENCES participants (municipality_id, participant_id)
) @strict@;

-- The last one for a service counts.
CREATE TABLE fitness_assessments (
  municipality_id @bytes@ NOT NULL,
  participant_id @bytes@ NOT NULL,
  service_id @bytes@ NOT NULL,
  assessed_on TEXT NOT NULL,
  fit @int64@ NOT NULL CHECK (fit IN (0, 1)),
  assessor_id @bytes@ NOT NULL,
  PRIMARY KEY (municipality_id, participant_id, service_id, assessed_on),
  FOREIGN KEY (municipality_id, participant_id) REFERENCES participants (municipality_id, participant_id),
  FOREIGN KEY (municipality_id, service_id) REFERENCES services (municipality_id, service_id)
) @strict@;

CREATE TABLE certificates (
  municipality_id @bytes@ NOT NULL,
  certificate_id @bytes@ NOT NULL,
  participant_id @bytes@ NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('conduct', 'course_module')),
  title TEXT NOT NULL,
  -- Last day of validity; empty for one that stays valid.
  expires_on TEXT,
  PRIMARY KEY (municipality_id, certificate_id),
  FOREIGN KEY (municipality_id, participant_id) REFERENCES participants (municipality_id, participant_id)
) @strict@;

CREATE INDEX certificates_of_participant ON certificates (municipality_id, participant_id, certificate_id);

-- Nobody serves kin to the second degree.
CREATE TABLE kinships (
  municipality_id @bytes@ NOT NULL,
  participant_id @bytes@ NOT NULL,
  resident_id @bytes@ NOT NULL,
  degree @int64@ NOT NULL CHECK (degree IN (1, 2)),
  PRIMARY KEY (municipality_id, participant_id, resident_id),
  FOREIGN KEY (municipality_id, participant_id) REFERENCES participants (municipality_id, participant_id),
  FOREIGN KEY (municipality_id, resident_id) REFERENCES residents (municipality_id, resident_id)
) @strict@;

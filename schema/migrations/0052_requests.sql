-- What a request says beyond one helper at any time (server/jobs/README.md).

ALTER TABLE jobs ADD COLUMN priority TEXT NOT NULL DEFAULT 'normal' CHECK (priority IN ('normal', 'high', 'urgent'));
-- The jobs of one visit by several helpers, and the place of this one among them.
ALTER TABLE jobs ADD COLUMN visit_id @bytes@;
ALTER TABLE jobs ADD COLUMN place_in_visit @int64@ NOT NULL DEFAULT 0;
-- They come one after another; otherwise together.
ALTER TABLE jobs ADD COLUMN one_after_another @int64@ NOT NULL DEFAULT 0;
-- The weeks that were asked for at once, and the only days on which this one can be.
ALTER TABLE jobs ADD COLUMN series_id @bytes@;
ALTER TABLE jobs ADD COLUMN earliest_on TEXT;
ALTER TABLE jobs ADD COLUMN latest_on TEXT;
-- Stays where it is when a week is planned anew.
ALTER TABLE jobs ADD COLUMN locked @int64@ NOT NULL DEFAULT 0 CHECK (locked IN (0, 1));

CREATE INDEX jobs_of_visit ON jobs (municipality_id, visit_id) WHERE visit_id IS NOT NULL;

-- When help can come: the whole visit within one of them. A job without any can be at any time of the day.
CREATE TABLE job_windows (
  municipality_id @bytes@ NOT NULL,
  job_id @bytes@ NOT NULL,
  starts_at_us @int64@ NOT NULL,
  ends_at_us @int64@ NOT NULL CHECK (ends_at_us > starts_at_us),
  PRIMARY KEY (municipality_id, job_id, starts_at_us),
  FOREIGN KEY (municipality_id, job_id) REFERENCES jobs (municipality_id, job_id)
) @strict@;

-- What the apps ask for: people by name, jobs by day, hours bought in bulk, and who is sick.

-- What others know the holder by; empty: the sign-in name.
ALTER TABLE actors ADD COLUMN name TEXT NOT NULL DEFAULT '';

-- The days of a sickness that was reported; the end is empty until it is known. What it is, is kept nowhere.
ALTER TABLE participants ADD COLUMN sick_from TEXT;
ALTER TABLE participants ADD COLUMN sick_until TEXT CHECK (sick_until IS NULL OR sick_until >= sick_from);

CREATE INDEX jobs_by_start ON jobs (municipality_id, starts_at_us, job_id) WHERE starts_at_us IS NOT NULL;
CREATE INDEX bulk_purchases_by_programme ON bulk_purchases (municipality_id, programme_id, bulk_purchase_id);
CREATE INDEX campaigns_by_programme ON campaigns (municipality_id, programme_id, campaign_id);

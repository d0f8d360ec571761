-- Campaigns whose vouchers are taken back (server/vouchers/README.md).

-- NULL: it stands.
ALTER TABLE campaigns ADD COLUMN reversed_at_us @int64@;

CREATE INDEX campaigns_reversed ON campaigns (municipality_id, campaign_id) WHERE reversed_at_us IS NOT NULL;
-- Written once with the voucher; spending it does not touch them.
CREATE INDEX free_vouchers_of_issue ON vouchers (municipality_id, issue_id) WHERE kind = 'free';

-- Budgets, the rules of the waterfall, and tracks that are bought (server/funding/README.md).
-- What a budget has available, reserved and spent stands in the ledger's accounts alone.

CREATE TABLE budgets (
  municipality_id @bytes@ NOT NULL,
  budget_id @bytes@ NOT NULL,
  programme_id @bytes@ NOT NULL,
  -- A funder; with prepaid_hours the corporation that bought them.
  funder_id @bytes@ NOT NULL,
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  closed @int64@ NOT NULL,
  PRIMARY KEY (municipality_id, budget_id),
  UNIQUE (municipality_id, programme_id, name)
) @strict@;

CREATE INDEX budgets_by_programme ON budgets (municipality_id, programme_id, budget_id);

CREATE TABLE funding_rules (
  municipality_id @bytes@ NOT NULL,
  rule_id @bytes@ NOT NULL,
  programme_id @bytes@ NOT NULL,
  budget_id @bytes@ NOT NULL,
  name TEXT NOT NULL,
  rank @int64@ NOT NULL,
  share TEXT NOT NULL CHECK (share IN ('cents_an_hour', 'basis_points_of_gap', 'remainder')),
  share_value @int64@ NOT NULL,
  low_income_only @int64@ NOT NULL,
  -- The last day on which it funds; NULL for no end.
  ends_on TEXT,
  PRIMARY KEY (municipality_id, rule_id),
  FOREIGN KEY (municipality_id, budget_id) REFERENCES budgets (municipality_id, budget_id)
) @strict@;

CREATE INDEX funding_rules_by_programme ON funding_rules (municipality_id, programme_id, rank, rule_id);

CREATE TABLE funding_rule_conditions (
  municipality_id @bytes@ NOT NULL,
  rule_id @bytes@ NOT NULL,
  -- 'voucher_kind', 'complex', 'neighbourhood', 'service_domain', 'track'.
  fact TEXT NOT NULL,
  -- A word, or an id as text.
  value TEXT NOT NULL,
  programme_id @bytes@ NOT NULL,
  PRIMARY KEY (municipality_id, programme_id, rule_id, fact, value),
  FOREIGN KEY (municipality_id, rule_id) REFERENCES funding_rules (municipality_id, rule_id)
) @strict@;

CREATE TABLE track_purchases (
  municipality_id @bytes@ NOT NULL,
  track_purchase_id @bytes@ NOT NULL,
  programme_id @bytes@ NOT NULL,
  budget_id @bytes@ NOT NULL,
  provider_id @bytes@ NOT NULL,
  kind TEXT NOT NULL,
  count @int64@ NOT NULL CHECK (count > 0),
  used @int64@ NOT NULL CHECK (used BETWEEN 0 AND count),
  start_cents @int64@ NOT NULL CHECK (start_cents >= 0),
  halfway_cents @int64@ NOT NULL CHECK (halfway_cents >= 0),
  end_cents @int64@ NOT NULL CHECK (end_cents >= 0),
  outflow_cents @int64@ NOT NULL CHECK (outflow_cents >= 0),
  PRIMARY KEY (municipality_id, track_purchase_id),
  FOREIGN KEY (municipality_id, budget_id) REFERENCES budgets (municipality_id, budget_id)
) @strict@;

CREATE INDEX track_purchases_by_programme ON track_purchases (municipality_id, programme_id, track_purchase_id);

-- Tracks that a purchase pays for.
CREATE TABLE funded_tracks (
  municipality_id @bytes@ NOT NULL,
  track_id @bytes@ NOT NULL,
  track_purchase_id @bytes@ NOT NULL,
  reserved_cents @int64@ NOT NULL CHECK (reserved_cents >= 0),
  charged_cents @int64@ NOT NULL CHECK (charged_cents >= 0),
  PRIMARY KEY (municipality_id, track_id),
  FOREIGN KEY (municipality_id, track_purchase_id) REFERENCES track_purchases (municipality_id, track_purchase_id)
) @strict@;

CREATE INDEX funded_tracks_by_purchase ON funded_tracks (municipality_id, track_purchase_id);

CREATE TABLE track_charges (
  municipality_id @bytes@ NOT NULL,
  track_id @bytes@ NOT NULL,
  milestone TEXT NOT NULL CHECK (milestone IN ('start', 'halfway', 'end', 'outflow')),
  amount_cents @int64@ NOT NULL CHECK (amount_cents >= 0),
  PRIMARY KEY (municipality_id, track_id, milestone),
  FOREIGN KEY (municipality_id, track_id) REFERENCES funded_tracks (municipality_id, track_id)
) @strict@;

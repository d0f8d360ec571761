-- Orders, invoices, campaigns and vouchers (server/vouchers/README.md).

CREATE TABLE invoices (
  municipality_id @bytes@ NOT NULL,
  invoice_id @bytes@ NOT NULL,
  programme_id @bytes@ NOT NULL,
  -- A corporation or a household.
  buyer_id @bytes@ NOT NULL,
  issued_on TEXT NOT NULL,
  amount_cents @int64@ NOT NULL CHECK (amount_cents > 0),
  PRIMARY KEY (municipality_id, invoice_id)
) @strict@;

CREATE INDEX invoices_by_programme ON invoices (municipality_id, programme_id, invoice_id);

CREATE TABLE orders (
  municipality_id @bytes@ NOT NULL,
  order_id @bytes@ NOT NULL,
  programme_id @bytes@ NOT NULL,
  resident_id @bytes@ NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('reduced', 'market')),
  state TEXT NOT NULL CHECK (state IN ('ordered', 'paid', 'invoiced', 'cancelled')),
  invoice_id @bytes@,
  PRIMARY KEY (municipality_id, order_id),
  FOREIGN KEY (municipality_id, invoice_id) REFERENCES invoices (municipality_id, invoice_id)
) @strict@;

CREATE TABLE order_lines (
  municipality_id @bytes@ NOT NULL,
  order_id @bytes@ NOT NULL,
  line @int64@ NOT NULL,
  count @int64@ NOT NULL CHECK (count > 0),
  price_cents @int64@ NOT NULL CHECK (price_cents >= 0),
  PRIMARY KEY (municipality_id, order_id, line),
  FOREIGN KEY (municipality_id, order_id) REFERENCES orders (municipality_id, order_id)
) @strict@;

CREATE TABLE bulk_purchases (
  municipality_id @bytes@ NOT NULL,
  bulk_purchase_id @bytes@ NOT NULL,
  programme_id @bytes@ NOT NULL,
  corporation_id @bytes@ NOT NULL,
  hours @int64@ NOT NULL CHECK (hours > 0),
  budget_id @bytes@ NOT NULL,
  rule_id @bytes@ NOT NULL,
  invoice_id @bytes@ NOT NULL,
  PRIMARY KEY (municipality_id, bulk_purchase_id),
  FOREIGN KEY (municipality_id, invoice_id) REFERENCES invoices (municipality_id, invoice_id)
) @strict@;

CREATE TABLE campaigns (
  municipality_id @bytes@ NOT NULL,
  campaign_id @bytes@ NOT NULL,
  programme_id @bytes@ NOT NULL,
  name TEXT NOT NULL,
  vouchers_per_household @int64@ NOT NULL CHECK (vouchers_per_household > 0),
  low_income_only @int64@ NOT NULL,
  ends_on TEXT NOT NULL,
  -- The corporation that opened it and may hand it out; NULL for the municipality.
  corporation_id @bytes@,
  PRIMARY KEY (municipality_id, campaign_id),
  UNIQUE (municipality_id, programme_id, name)
) @strict@;

-- Where the households live that are meant; none for the whole target group.
CREATE TABLE campaign_places (
  municipality_id @bytes@ NOT NULL,
  campaign_id @bytes@ NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('complex', 'neighbourhood')),
  place_id @bytes@ NOT NULL,
  PRIMARY KEY (municipality_id, campaign_id, kind, place_id),
  FOREIGN KEY (municipality_id, campaign_id) REFERENCES campaigns (municipality_id, campaign_id)
) @strict@;

-- What a household has had of a campaign; the database holds to the ceiling.
CREATE TABLE campaign_handouts (
  municipality_id @bytes@ NOT NULL,
  campaign_id @bytes@ NOT NULL,
  household_id @bytes@ NOT NULL,
  vouchers @int64@ NOT NULL,
  ceiling @int64@ NOT NULL,
  CHECK (vouchers BETWEEN 1 AND ceiling),
  PRIMARY KEY (municipality_id, campaign_id, household_id),
  FOREIGN KEY (municipality_id, campaign_id) REFERENCES campaigns (municipality_id, campaign_id)
) @strict@;

CREATE TABLE vouchers (
  municipality_id @bytes@ NOT NULL,
  voucher_id @bytes@ NOT NULL,
  programme_id @bytes@ NOT NULL,
  household_id @bytes@ NOT NULL,
  -- Who bought it; NULL for a free voucher, which is the household's.
  resident_id @bytes@,
  kind TEXT NOT NULL CHECK (kind IN ('free', 'reduced', 'market')),
  state TEXT NOT NULL CHECK (state IN ('issued', 'reserved', 'redeemed', 'expired', 'blocked', 'refunded')),
  code TEXT NOT NULL,
  minutes @int64@ NOT NULL CHECK (minutes > 0),
  face_cents @int64@ NOT NULL CHECK (face_cents > 0),
  paid_cents @int64@ NOT NULL CHECK (paid_cents BETWEEN 0 AND face_cents),
  -- The order or campaign it was issued for.
  issue_id @bytes@ NOT NULL,
  -- Of an order on invoice.
  invoice_id @bytes@,
  issued_on TEXT NOT NULL,
  expires_on TEXT NOT NULL,
  -- The facts of its household when it was issued; the waterfall runs on them.
  low_income @int64@ NOT NULL,
  complex_id @bytes@,
  neighbourhood_id @bytes@ NOT NULL,
  job_id @bytes@,
  redeemed_at_us @int64@,
  redeemed_record @bytes@,
  replaced_by @bytes@,
  CHECK ((state IN ('reserved', 'redeemed')) = (job_id IS NOT NULL)),
  CHECK ((state = 'redeemed') = (redeemed_record IS NOT NULL)),
  PRIMARY KEY (municipality_id, voucher_id),
  UNIQUE (municipality_id, code)
) @strict@;

CREATE INDEX vouchers_to_spend ON vouchers (municipality_id, household_id, programme_id, expires_on, voucher_id)
  WHERE state = 'issued';
CREATE INDEX vouchers_to_expire ON vouchers (municipality_id, expires_on)
  WHERE (state = 'issued' OR state = 'blocked') AND replaced_by IS NULL;
CREATE INDEX vouchers_of_job ON vouchers (municipality_id, job_id) WHERE job_id IS NOT NULL;
CREATE INDEX vouchers_of_household ON vouchers (municipality_id, household_id, voucher_id);
CREATE INDEX vouchers_bought ON vouchers (municipality_id, household_id, programme_id, issued_on)
  WHERE resident_id IS NOT NULL;

-- Who pays what its holder does not: face = paid + allocations. A voucher whose funding was given back has none.
CREATE TABLE voucher_allocations (
  municipality_id @bytes@ NOT NULL,
  voucher_id @bytes@ NOT NULL,
  line @int64@ NOT NULL,
  rule_id @bytes@ NOT NULL,
  budget_id @bytes@ NOT NULL,
  amount_cents @int64@ NOT NULL CHECK (amount_cents > 0),
  PRIMARY KEY (municipality_id, voucher_id, line),
  FOREIGN KEY (municipality_id, voucher_id) REFERENCES vouchers (municipality_id, voucher_id)
) @strict@;

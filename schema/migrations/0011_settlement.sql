-- Closed months and their statements, and what reports read by (server/settlement/README.md). Rows are never changed.

CREATE TABLE month_closings (
  municipality_id @bytes@ NOT NULL,
  programme_id @bytes@ NOT NULL,
  month @int64@ NOT NULL,
  -- The month closed before it, 0 for the first: this closing settles what is booked after that, up to its own month.
  after_month @int64@ NOT NULL CHECK (after_month < month),
  record_id @bytes@ NOT NULL,
  PRIMARY KEY (municipality_id, programme_id, month),
  FOREIGN KEY (municipality_id, programme_id) REFERENCES programmes (municipality_id, programme_id)
) @strict@;

CREATE TABLE statements (
  municipality_id @bytes@ NOT NULL,
  statement_id @bytes@ NOT NULL,
  programme_id @bytes@ NOT NULL,
  month @int64@ NOT NULL,
  party_kind TEXT NOT NULL CHECK (party_kind IN ('funder', 'corporation', 'provider')),
  party_id @bytes@ NOT NULL,
  -- Negative where corrections exceed the month's work.
  total_cents @int64@ NOT NULL,
  PRIMARY KEY (municipality_id, statement_id),
  UNIQUE (municipality_id, programme_id, month, party_id),
  FOREIGN KEY (municipality_id, programme_id, month)
    REFERENCES month_closings (municipality_id, programme_id, month)
) @strict@;

CREATE INDEX statements_by_programme ON statements (municipality_id, programme_id, statement_id);

CREATE TABLE statement_lines (
  municipality_id @bytes@ NOT NULL,
  statement_id @bytes@ NOT NULL,
  line @int64@ NOT NULL,
  -- The budget that pays; NULL on a provider's statement.
  budget_id @bytes@,
  kind TEXT NOT NULL CHECK (kind IN ('vouchers', 'tracks', 'corrections')),
  count @int64@ NOT NULL CHECK (count > 0),
  amount_cents @int64@ NOT NULL,
  PRIMARY KEY (municipality_id, statement_id, line),
  FOREIGN KEY (municipality_id, statement_id) REFERENCES statements (municipality_id, statement_id)
) @strict@;

CREATE TABLE statement_payments (
  municipality_id @bytes@ NOT NULL,
  statement_id @bytes@ NOT NULL,
  paid_on TEXT NOT NULL,
  PRIMARY KEY (municipality_id, statement_id),
  FOREIGN KEY (municipality_id, statement_id) REFERENCES statements (municipality_id, statement_id)
) @strict@;

-- What providers earned and who bears it: every transfer between a provider and whatever paid for the work, which is
-- negative where it was taken back. Payments to providers are none.
CREATE VIEW charges AS
SELECT municipality_id, book_id, month, record_id, subject_id,
  CASE reason WHEN 'redeem' THEN 'vouchers' WHEN 'track' THEN 'tracks' ELSE 'corrections' END AS kind,
  debit_kind AS bearer_kind, debit_owner_id AS bearer_id, credit_owner_id AS provider_id, amount_cents
FROM transfers WHERE credit_kind = 'payable_provider' AND debit_kind <> 'cash'
UNION ALL
SELECT municipality_id, book_id, month, record_id, subject_id,
  CASE reason WHEN 'redeem' THEN 'vouchers' WHEN 'track' THEN 'tracks' ELSE 'corrections' END,
  credit_kind, credit_owner_id, debit_owner_id, -amount_cents
FROM transfers WHERE debit_kind = 'payable_provider' AND credit_kind <> 'cash';

-- Written once with the voucher; redeeming it does not touch them.
CREATE INDEX vouchers_by_issue ON vouchers (municipality_id, programme_id, issued_on);
CREATE INDEX orders_open ON orders (municipality_id, programme_id) WHERE state = 'ordered';

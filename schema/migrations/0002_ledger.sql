-- Double entry, append only (server/ledger/README.md).

-- A programme is a book: its accounts balance by themselves, and its months are closed on their own.
CREATE TABLE books (
  municipality_id @bytes@ NOT NULL,
  book_id @bytes@ NOT NULL,
  -- The last closed month (year × 100 + month); 0 before the first.
  closed_through @int64@ NOT NULL,
  PRIMARY KEY (municipality_id, book_id)
) @strict@;

CREATE TABLE accounts (
  municipality_id @bytes@ NOT NULL,
  book_id @bytes@ NOT NULL,
  kind TEXT NOT NULL,
  -- Whose: a budget, provider, corporation, household; the book itself for cash and the float.
  owner_id @bytes@ NOT NULL,
  -- On which side it may have a balance.
  side TEXT NOT NULL CHECK (side IN ('debit', 'credit', 'either')),
  debits_cents @int64@ NOT NULL CHECK (debits_cents >= 0),
  credits_cents @int64@ NOT NULL CHECK (credits_cents >= 0),
  -- Nobody spends what is not there. For a budget this is the promise spent + reserved <= ceiling: its available account
  -- starts with the ceiling and is never overdrawn.
  CHECK (side <> 'debit' OR debits_cents >= credits_cents),
  CHECK (side <> 'credit' OR credits_cents >= debits_cents),
  PRIMARY KEY (municipality_id, book_id, kind, owner_id),
  FOREIGN KEY (municipality_id, book_id) REFERENCES books (municipality_id, book_id)
) @strict@;

CREATE TABLE transfers (
  municipality_id @bytes@ NOT NULL,
  -- The journal record of the command that made it, and its place among that command's transfers.
  record_id @bytes@ NOT NULL,
  line @int64@ NOT NULL,
  book_id @bytes@ NOT NULL,
  -- The month in which it is booked (year × 100 + month).
  month @int64@ NOT NULL,
  reason TEXT NOT NULL,
  -- What it is about: a voucher, track, invoice or budget.
  subject_id @bytes@ NOT NULL,
  debit_kind TEXT NOT NULL,
  debit_owner_id @bytes@ NOT NULL,
  credit_kind TEXT NOT NULL,
  credit_owner_id @bytes@ NOT NULL,
  amount_cents @int64@ NOT NULL CHECK (amount_cents > 0),
  PRIMARY KEY (municipality_id, record_id, line),
  CHECK (debit_kind <> credit_kind OR debit_owner_id <> credit_owner_id)
) @strict@;

CREATE INDEX transfers_by_month ON transfers (municipality_id, book_id, month);
CREATE INDEX transfers_by_subject ON transfers (municipality_id, subject_id);

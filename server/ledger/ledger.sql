-- name: open_book
INSERT INTO books (municipality_id, book_id, closed_through) VALUES ($1, $2, 0)

-- name: books
SELECT book_id FROM books WHERE municipality_id = $1 ORDER BY book_id

-- name: closed_through
SELECT closed_through FROM books WHERE municipality_id = $1 AND book_id = $2

-- name: close_month
UPDATE books SET closed_through = $3
WHERE municipality_id = $1 AND book_id = $2 AND (closed_through = 0 OR closed_through = $4)

-- name: open_account
INSERT INTO accounts (municipality_id, book_id, kind, owner_id, side, debits_cents, credits_cents)
VALUES ($1, $2, $3, $4, $5, 0, 0)
ON CONFLICT (municipality_id, book_id, kind, owner_id) DO NOTHING

-- name: debit
UPDATE accounts SET debits_cents = debits_cents + $5
WHERE municipality_id = $1 AND book_id = $2 AND kind = $3 AND owner_id = $4
  AND (side <> 'credit' OR credits_cents - debits_cents >= $5)

-- name: credit
UPDATE accounts SET credits_cents = credits_cents + $5
WHERE municipality_id = $1 AND book_id = $2 AND kind = $3 AND owner_id = $4
  AND (side <> 'debit' OR debits_cents - credits_cents >= $5)

-- name: add_transfer
INSERT INTO transfers (municipality_id, record_id, line, book_id, month, reason, subject_id,
  debit_kind, debit_owner_id, credit_kind, credit_owner_id, amount_cents)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)

-- name: balance
SELECT side, debits_cents, credits_cents FROM accounts
WHERE municipality_id = $1 AND book_id = $2 AND kind = $3 AND owner_id = $4

-- name: effects_after
SELECT record_id, effects_hash FROM journal
WHERE municipality_id = $1 AND record_id > $2 ORDER BY record_id LIMIT 1024

-- name: transfers_of_record
SELECT line, book_id, month, reason, subject_id, debit_kind, debit_owner_id, credit_kind, credit_owner_id, amount_cents
FROM transfers WHERE municipality_id = $1 AND record_id = $2 ORDER BY line

-- name: transfers_to_mirror
SELECT debit_kind, debit_owner_id, credit_kind, credit_owner_id, amount_cents FROM transfers
WHERE municipality_id = $1 AND record_id = $2 AND reason = $3 AND subject_id = $4 ORDER BY line DESC

-- name: transfer_without_record
SELECT record_id FROM transfers t
WHERE t.municipality_id = $1
  AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.municipality_id = $1 AND j.record_id = t.record_id)
LIMIT 1

-- name: balances_differ_from_transfers
WITH moved AS (
  SELECT book_id, debit_kind AS kind, debit_owner_id AS owner_id, amount_cents AS debits, 0 AS credits
  FROM transfers WHERE municipality_id = $1
  UNION ALL
  SELECT book_id, credit_kind, credit_owner_id, 0, amount_cents FROM transfers WHERE municipality_id = $1
), summed AS (
  SELECT book_id, kind, owner_id, CAST(SUM(debits) AS BIGINT) AS debits, CAST(SUM(credits) AS BIGINT) AS credits
  FROM moved GROUP BY book_id, kind, owner_id
)
SELECT a.kind FROM accounts a
LEFT JOIN summed s ON s.book_id = a.book_id AND s.kind = a.kind AND s.owner_id = a.owner_id
WHERE a.municipality_id = $1
  AND (a.debits_cents <> COALESCE(s.debits, 0) OR a.credits_cents <> COALESCE(s.credits, 0))
LIMIT 1

-- name: sums_not_zero
SELECT CAST(SUM(debits_cents) - SUM(credits_cents) AS TEXT) FROM accounts WHERE municipality_id = $1
GROUP BY book_id HAVING SUM(debits_cents) <> SUM(credits_cents)

-- name: budget_does_not_add_up
SELECT kind FROM accounts
WHERE municipality_id = $1 AND kind IN ('budget_ceiling', 'budget_available', 'budget_reserved', 'budget_spent')
GROUP BY book_id, owner_id, kind
HAVING (SELECT SUM(b.debits_cents) - SUM(b.credits_cents) FROM accounts b
        WHERE b.municipality_id = $1 AND b.book_id = accounts.book_id AND b.owner_id = accounts.owner_id
          AND b.kind IN ('budget_ceiling', 'budget_available', 'budget_reserved', 'budget_spent')) <> 0

-- name: charged_to_budgets
-- What the budgets of each party bear. One voucher or instalment counts once, however many rules share it.
SELECT b.funder_id, b.budget_id, b.name, b.source, e.kind, COUNT(*), CAST(SUM(e.cents) AS BIGINT)
FROM (
  SELECT c.municipality_id, c.bearer_id, c.kind, c.record_id, c.subject_id, SUM(c.amount_cents) AS cents
  FROM charges c
  WHERE c.municipality_id = $1 AND c.book_id = $2 AND c.month > $3 AND c.month <= $4
    AND c.bearer_kind IN ('receivable_funder', 'prepaid_hours')
  GROUP BY c.municipality_id, c.bearer_id, c.kind, c.record_id, c.subject_id
) e
JOIN budgets b ON b.municipality_id = e.municipality_id AND b.budget_id = e.bearer_id
GROUP BY b.funder_id, b.budget_id, b.name, b.source, e.kind
ORDER BY b.funder_id, b.budget_id, e.kind DESC

-- name: earned_by_providers
SELECT e.provider_id, NULL, NULL, NULL, e.kind, COUNT(*), CAST(SUM(e.cents) AS BIGINT)
FROM (
  SELECT c.provider_id, c.kind, c.record_id, c.subject_id, SUM(c.amount_cents) AS cents
  FROM charges c
  WHERE c.municipality_id = $1 AND c.book_id = $2 AND c.month > $3 AND c.month <= $4
  GROUP BY c.provider_id, c.kind, c.record_id, c.subject_id
) e
GROUP BY e.provider_id, e.kind
ORDER BY e.provider_id, e.kind DESC

-- name: add_closing
INSERT INTO month_closings (municipality_id, programme_id, month, after_month, record_id) VALUES ($1, $2, $3, $4, $5)

-- name: add_statement
INSERT INTO statements (municipality_id, statement_id, programme_id, month, party_kind, party_id, total_cents,
  bank_details_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: add_line
INSERT INTO statement_lines (municipality_id, statement_id, line, budget_id, kind, count, amount_cents)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: statement
SELECT s.statement_id, s.programme_id, s.month, s.party_kind, s.party_id, s.total_cents, p.paid_on, s.bank_details_id
FROM statements s
LEFT JOIN statement_payments p ON p.municipality_id = s.municipality_id AND p.statement_id = s.statement_id
WHERE s.municipality_id = $1 AND s.statement_id = $2

-- name: statements_after
SELECT s.statement_id, s.programme_id, s.month, s.party_kind, s.party_id, s.total_cents, p.paid_on, s.bank_details_id
FROM statements s
LEFT JOIN statement_payments p ON p.municipality_id = s.municipality_id AND p.statement_id = s.statement_id
WHERE s.municipality_id = $1 AND s.programme_id = $2 AND s.statement_id > $3
  AND (s.month = $4 OR $4 = 0) AND (s.party_id = $5 OR $5 IS NULL)
ORDER BY s.statement_id LIMIT $6

-- name: lines
SELECT l.budget_id, b.name, b.source, l.kind, l.count, l.amount_cents
FROM statement_lines l
LEFT JOIN budgets b ON b.municipality_id = l.municipality_id AND b.budget_id = l.budget_id
WHERE l.municipality_id = $1 AND l.statement_id = $2 ORDER BY l.line

-- name: add_payment
INSERT INTO statement_payments (municipality_id, statement_id, paid_on) VALUES ($1, $2, $3)

-- name: unsettled_jobs
SELECT state, COUNT(*), CAST(SUM(done_minutes) AS BIGINT) FROM jobs
WHERE municipality_id = $1 AND programme_id = $2 AND state IN ('done', 'disputed') AND ends_at_us < $3
GROUP BY state

-- name: pay_outs_after
SELECT owner_id, credits_cents - debits_cents FROM accounts
WHERE municipality_id = $1 AND book_id = $2 AND kind = 'payable_payer' AND owner_id > $3
  AND credits_cents > debits_cents
ORDER BY owner_id LIMIT $4

-- name: booked_after_closing
SELECT t.reason || ' in ' || CAST(t.month AS TEXT) FROM month_closings c
JOIN transfers t ON t.municipality_id = c.municipality_id AND t.book_id = c.programme_id
  AND t.month > c.after_month AND t.month <= c.month AND t.record_id > c.record_id
WHERE c.municipality_id = $1 LIMIT 1

-- name: closed_out_of_order
SELECT 'month ' || CAST(c.month AS TEXT) FROM month_closings c
WHERE c.municipality_id = $1 AND c.after_month <>
  (SELECT COALESCE(MAX(b.month), 0) FROM month_closings b
   WHERE b.municipality_id = c.municipality_id AND b.programme_id = c.programme_id AND b.month < c.month)

-- name: closed_without_statements
SELECT 'books of a programme' FROM books b
WHERE b.municipality_id = $1 AND b.closed_through <>
  (SELECT COALESCE(MAX(c.month), 0) FROM month_closings c
   WHERE c.municipality_id = b.municipality_id AND c.programme_id = b.book_id)

-- name: lines_differ_from_total
SELECT 'statement of ' || CAST(s.month AS TEXT) FROM statements s
WHERE s.municipality_id = $1 AND s.total_cents <>
  (SELECT COALESCE(SUM(l.amount_cents), 0) FROM statement_lines l
   WHERE l.municipality_id = s.municipality_id AND l.statement_id = s.statement_id)

-- name: differs_from_ledger
SELECT 'statement of ' || CAST(d.month AS TEXT) FROM (
  SELECT c.programme_id, c.month, h.provider_id AS party_id, h.amount_cents AS cents
  FROM month_closings c
  JOIN charges h ON h.municipality_id = c.municipality_id AND h.book_id = c.programme_id
    AND h.month > c.after_month AND h.month <= c.month
  WHERE c.municipality_id = $1
  UNION ALL
  SELECT c.programme_id, c.month, b.funder_id, h.amount_cents
  FROM month_closings c
  JOIN charges h ON h.municipality_id = c.municipality_id AND h.book_id = c.programme_id
    AND h.month > c.after_month AND h.month <= c.month
  JOIN budgets b ON b.municipality_id = h.municipality_id AND b.budget_id = h.bearer_id
  WHERE c.municipality_id = $1 AND h.bearer_kind <> 'voucher_float'
  UNION ALL
  SELECT s.programme_id, s.month, s.party_id, -s.total_cents FROM statements s WHERE s.municipality_id = $1
) d
GROUP BY d.programme_id, d.month, d.party_id HAVING SUM(d.cents) <> 0

-- name: paid_otherwise
SELECT 'statement of ' || CAST(s.month AS TEXT) FROM statement_payments p
JOIN statements s ON s.municipality_id = p.municipality_id AND s.statement_id = p.statement_id
WHERE p.municipality_id = $1 AND s.total_cents * CASE s.party_kind WHEN 'funder' THEN 1 ELSE -1 END <>
  (SELECT COALESCE(SUM(CASE t.debit_kind WHEN 'cash' THEN t.amount_cents ELSE -t.amount_cents END), 0)
   FROM transfers t WHERE t.municipality_id = p.municipality_id AND t.subject_id = p.statement_id)

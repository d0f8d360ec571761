-- name: budgets_of_programme
SELECT b.budget_id, b.funder_id, b.source,
  CASE WHEN b.closed = 0 AND b.starts_on <= $3 AND b.ends_on >= $3 THEN 1 ELSE 0 END,
  a.credits_cents - a.debits_cents
FROM budgets b
JOIN accounts a ON a.municipality_id = b.municipality_id AND a.book_id = b.programme_id
  AND a.kind = 'budget_available' AND a.owner_id = b.budget_id
WHERE b.municipality_id = $1 AND b.programme_id = $2

-- name: rules_of_programme
SELECT rule_id, budget_id, name, rank, share, share_value, low_income_only FROM funding_rules
WHERE municipality_id = $1 AND programme_id = $2 AND (ends_on IS NULL OR ends_on >= $3)
ORDER BY rank, rule_id

-- name: conditions_of_programme
SELECT rule_id, fact, value FROM funding_rule_conditions
WHERE municipality_id = $1 AND programme_id = $2 ORDER BY rule_id

-- name: add_budget
INSERT INTO budgets (municipality_id, budget_id, programme_id, funder_id, name, source, starts_on, ends_on, closed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)
ON CONFLICT (municipality_id, programme_id, name) DO NOTHING

-- name: budget
SELECT budget_id, programme_id, funder_id, source, closed FROM budgets WHERE municipality_id = $1 AND budget_id = $2

-- name: close_budget
UPDATE budgets SET closed = 1 WHERE municipality_id = $1 AND budget_id = $2 AND closed = 0

-- name: list_budgets
SELECT budget_id, programme_id, funder_id, name, source, starts_on, ends_on, closed FROM budgets
WHERE municipality_id = $1 AND programme_id = $2 AND budget_id > $3 AND (funder_id = $4 OR $4 IS NULL)
ORDER BY budget_id LIMIT $5

-- name: add_rule
INSERT INTO funding_rules (municipality_id, rule_id, programme_id, budget_id, name, rank, share, share_value,
  low_income_only, ends_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL)

-- name: add_condition
INSERT INTO funding_rule_conditions (municipality_id, rule_id, fact, value, programme_id)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (municipality_id, programme_id, rule_id, fact, value) DO NOTHING

-- name: end_rule
UPDATE funding_rules SET ends_on = $3
WHERE municipality_id = $1 AND rule_id = $2 AND (ends_on IS NULL OR ends_on > $3)

-- name: rule_exists
SELECT 1 FROM funding_rules WHERE municipality_id = $1 AND rule_id = $2

-- name: add_purchase
INSERT INTO track_purchases (municipality_id, track_purchase_id, programme_id, budget_id, provider_id, kind, count, used,
  start_cents, halfway_cents, end_cents, outflow_cents)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, $10, $11)

-- name: take_track
UPDATE track_purchases SET used = used + 1
WHERE municipality_id = $1 AND track_purchase_id = $2 AND kind = $3 AND used < count
RETURNING programme_id, budget_id, start_cents + halfway_cents + end_cents + outflow_cents

-- name: purchase_kind
SELECT kind FROM track_purchases WHERE municipality_id = $1 AND track_purchase_id = $2

-- name: add_funded_track
INSERT INTO funded_tracks (municipality_id, track_id, track_purchase_id, reserved_cents, charged_cents)
VALUES ($1, $2, $3, $4, 0)

-- name: instalment
SELECT p.programme_id, p.budget_id, p.provider_id,
  CASE $3 WHEN 'start' THEN p.start_cents WHEN 'halfway' THEN p.halfway_cents WHEN 'end' THEN p.end_cents
          ELSE p.outflow_cents END
FROM funded_tracks t
JOIN track_purchases p ON p.municipality_id = t.municipality_id AND p.track_purchase_id = t.track_purchase_id
WHERE t.municipality_id = $1 AND t.track_id = $2

-- name: add_charge
INSERT INTO track_charges (municipality_id, track_id, milestone, amount_cents) VALUES ($1, $2, $3, $4)

-- name: charge_track
UPDATE funded_tracks SET reserved_cents = reserved_cents - $3, charged_cents = charged_cents + $3
WHERE municipality_id = $1 AND track_id = $2 AND reserved_cents >= $3

-- name: release_track
UPDATE funded_tracks SET reserved_cents = 0
WHERE municipality_id = $1 AND track_id = $2 AND reserved_cents = $3

-- name: reservation_of_track
SELECT p.programme_id, p.budget_id, t.reserved_cents
FROM funded_tracks t
JOIN track_purchases p ON p.municipality_id = t.municipality_id AND p.track_purchase_id = t.track_purchase_id
WHERE t.municipality_id = $1 AND t.track_id = $2

-- name: list_purchases
SELECT p.track_purchase_id, p.budget_id, p.provider_id, p.kind, p.count, p.used,
  p.start_cents, p.halfway_cents, p.end_cents, p.outflow_cents,
  (SELECT CAST(COALESCE(SUM(t.charged_cents), 0) AS BIGINT) FROM funded_tracks t
   WHERE t.municipality_id = p.municipality_id AND t.track_purchase_id = p.track_purchase_id)
FROM track_purchases p
JOIN budgets b ON b.municipality_id = p.municipality_id AND b.budget_id = p.budget_id
WHERE p.municipality_id = $1 AND p.programme_id = $2 AND p.track_purchase_id > $3
  AND (b.funder_id = $4 OR $4 IS NULL)
ORDER BY p.track_purchase_id LIMIT $5

-- name: overspent_budget
SELECT 'budget ' || b.name FROM budgets b
JOIN accounts c ON c.municipality_id = b.municipality_id AND c.book_id = b.programme_id
  AND c.kind = 'budget_ceiling' AND c.owner_id = b.budget_id
JOIN accounts u ON u.municipality_id = b.municipality_id AND u.book_id = b.programme_id
  AND u.kind IN ('budget_reserved', 'budget_spent') AND u.owner_id = b.budget_id
WHERE b.municipality_id = $1
GROUP BY b.budget_id, b.name, c.debits_cents, c.credits_cents
HAVING SUM(u.credits_cents - u.debits_cents) > c.debits_cents - c.credits_cents

-- name: track_charged_differently
SELECT 'track of purchase' FROM funded_tracks t
WHERE t.municipality_id = $1 AND t.charged_cents <>
  (SELECT COALESCE(SUM(c.amount_cents), 0) FROM track_charges c
   WHERE c.municipality_id = t.municipality_id AND c.track_id = t.track_id)
LIMIT 1

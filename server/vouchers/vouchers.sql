-- name: voucher
SELECT voucher_id, programme_id, household_id, resident_id, kind, state, minutes, face_cents, paid_cents, invoice_id,
  issued_on, expires_on, low_income, complex_id, neighbourhood_id, job_id, redeemed_record, replaced_by
FROM vouchers WHERE municipality_id = $1 AND voucher_id = $2

-- name: add_voucher
INSERT INTO vouchers (municipality_id, voucher_id, programme_id, household_id, resident_id, kind, state, code, minutes,
  face_cents, paid_cents, issue_id, invoice_id, issued_on, expires_on, low_income, complex_id, neighbourhood_id)
VALUES ($1, $2, $3, $4, $5, $6, 'issued', $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)

-- name: add_allocation
INSERT INTO voucher_allocations (municipality_id, voucher_id, line, rule_id, budget_id, amount_cents)
VALUES ($1, $2, $3, $4, $5, $6)

-- name: allocations
SELECT rule_id, budget_id, amount_cents FROM voucher_allocations
WHERE municipality_id = $1 AND voucher_id = $2 ORDER BY line

-- name: drop_allocations
DELETE FROM voucher_allocations WHERE municipality_id = $1 AND voucher_id = $2

-- name: reserve
UPDATE vouchers SET state = 'reserved', job_id = $3
WHERE municipality_id = $1 AND voucher_id = $2 AND state = 'issued' AND expires_on >= $4
  AND household_id = $5 AND programme_id = $6

-- name: spendable
SELECT voucher_id FROM vouchers
WHERE municipality_id = $1 AND household_id = $2 AND programme_id = $3 AND state = 'issued' AND expires_on >= $4
ORDER BY expires_on, voucher_id LIMIT $5

-- name: reserved_for_job
SELECT voucher_id FROM vouchers
WHERE municipality_id = $1 AND job_id = $2 AND state = 'reserved' ORDER BY expires_on, voucher_id

-- name: unreserve
UPDATE vouchers SET state = 'issued', job_id = NULL
WHERE municipality_id = $1 AND voucher_id = $2 AND state = 'reserved'

-- name: redeem
UPDATE vouchers SET state = 'redeemed', job_id = $3, redeemed_at_us = $4, redeemed_record = $5
WHERE municipality_id = $1 AND voucher_id = $2 AND household_id = $6 AND programme_id = $7
  AND ((state = 'issued' AND expires_on >= $8) OR (state = 'reserved' AND job_id = $3))
RETURNING voucher_id, programme_id, household_id, resident_id, kind, state, minutes, face_cents, paid_cents, invoice_id,
  issued_on, expires_on, low_income, complex_id, neighbourhood_id, job_id, redeemed_record, replaced_by

-- name: redeemed_for_job
SELECT voucher_id, redeemed_record FROM vouchers
WHERE municipality_id = $1 AND job_id = $2 AND state = 'redeemed' ORDER BY redeemed_at_us DESC, voucher_id DESC

-- name: undo_redemption
UPDATE vouchers SET state = 'reserved', redeemed_at_us = NULL, redeemed_record = NULL
WHERE municipality_id = $1 AND voucher_id = $2 AND state = 'redeemed'

-- name: bought_this_year
SELECT CAST(COALESCE(SUM(CASE WHEN resident_id = $3 THEN 1 ELSE 0 END), 0) AS BIGINT), COUNT(*)
FROM vouchers
WHERE municipality_id = $1 AND household_id = $2 AND resident_id IS NOT NULL AND state <> 'refunded'
  AND programme_id = $4 AND issued_on >= $5 AND issued_on <= $6 AND replaced_by IS NULL

-- name: add_order
INSERT INTO orders (municipality_id, order_id, programme_id, resident_id, kind, state)
VALUES ($1, $2, $3, $4, $5, 'ordered')

-- name: add_order_line
INSERT INTO order_lines (municipality_id, order_id, line, count, price_cents) VALUES ($1, $2, $3, $4, $5)

-- name: order
SELECT order_id, programme_id, resident_id, kind, state FROM orders WHERE municipality_id = $1 AND order_id = $2

-- name: order_lines
SELECT count, price_cents FROM order_lines WHERE municipality_id = $1 AND order_id = $2 ORDER BY line

-- name: finish_order
UPDATE orders SET state = $3, invoice_id = $4 WHERE municipality_id = $1 AND order_id = $2 AND state = 'ordered'

-- name: add_invoice
INSERT INTO invoices (municipality_id, invoice_id, programme_id, buyer_id, issued_on, amount_cents)
VALUES ($1, $2, $3, $4, $5, $6)

-- name: invoice
SELECT programme_id, buyer_id FROM invoices WHERE municipality_id = $1 AND invoice_id = $2

-- name: list_invoices
SELECT invoice_id, programme_id, buyer_id, issued_on, amount_cents FROM invoices
WHERE municipality_id = $1 AND programme_id = $2 AND invoice_id > $3 AND (buyer_id = $4 OR $4 IS NULL)
ORDER BY invoice_id LIMIT $5

-- name: add_bulk_purchase
INSERT INTO bulk_purchases (municipality_id, bulk_purchase_id, programme_id, corporation_id, hours, budget_id, rule_id,
  invoice_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: list_bulk_purchases
SELECT b.bulk_purchase_id, b.programme_id, b.corporation_id, g.name, b.hours, i.amount_cents, i.issued_on, g.ends_on,
  b.budget_id, b.invoice_id
FROM bulk_purchases b
JOIN budgets g ON g.municipality_id = b.municipality_id AND g.budget_id = b.budget_id
JOIN invoices i ON i.municipality_id = b.municipality_id AND i.invoice_id = b.invoice_id
WHERE b.municipality_id = $1 AND b.programme_id = $2 AND b.bulk_purchase_id > $3 AND (b.corporation_id = $4 OR $4 IS NULL)
ORDER BY b.bulk_purchase_id LIMIT $5

-- name: list_campaigns
SELECT campaign_id, programme_id, name, vouchers_per_household, low_income_only, ends_on, corporation_id
FROM campaigns
WHERE municipality_id = $1 AND programme_id = $2 AND campaign_id > $3 AND (corporation_id = $4 OR $4 IS NULL)
ORDER BY campaign_id LIMIT $5

-- name: handed_out
SELECT COUNT(*), CAST(COALESCE(SUM(vouchers), 0) AS BIGINT) FROM campaign_handouts
WHERE municipality_id = $1 AND campaign_id = $2

-- name: add_campaign
INSERT INTO campaigns (municipality_id, campaign_id, programme_id, name, vouchers_per_household, low_income_only, ends_on,
  corporation_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (municipality_id, programme_id, name) DO NOTHING

-- name: add_campaign_place
INSERT INTO campaign_places (municipality_id, campaign_id, kind, place_id) VALUES ($1, $2, $3, $4)
ON CONFLICT (municipality_id, campaign_id, kind, place_id) DO NOTHING

-- name: campaign
SELECT campaign_id, programme_id, vouchers_per_household, low_income_only, ends_on, corporation_id,
  CASE WHEN reversed_at_us IS NULL THEN 0 ELSE 1 END
FROM campaigns WHERE municipality_id = $1 AND campaign_id = $2

-- name: campaign_places
SELECT kind, place_id FROM campaign_places WHERE municipality_id = $1 AND campaign_id = $2

-- name: had_of_campaign
SELECT vouchers FROM campaign_handouts WHERE municipality_id = $1 AND campaign_id = $2 AND household_id = $3

-- name: add_handout
INSERT INTO campaign_handouts (municipality_id, campaign_id, household_id, vouchers, ceiling)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (municipality_id, campaign_id, household_id)
DO UPDATE SET vouchers = campaign_handouts.vouchers + excluded.vouchers, ceiling = excluded.ceiling

-- name: reverse_campaign
UPDATE campaigns SET reversed_at_us = $3
WHERE municipality_id = $1 AND campaign_id = $2 AND reversed_at_us IS NULL

-- name: reversed_campaigns
SELECT campaign_id FROM campaigns WHERE municipality_id = $1 AND reversed_at_us IS NOT NULL ORDER BY campaign_id

-- name: unspent_of_campaign
-- A voucher that was reissued is a voucher of the campaign too.
WITH RECURSIVE of_campaign AS (
  SELECT v.voucher_id, v.state, v.replaced_by FROM vouchers v
  WHERE v.municipality_id = $1 AND v.issue_id = $2 AND v.kind = 'free'
  UNION ALL
  SELECT v.voucher_id, v.state, v.replaced_by FROM of_campaign o
  JOIN vouchers v ON v.municipality_id = $1 AND v.voucher_id = o.replaced_by
)
SELECT voucher_id FROM of_campaign WHERE state = 'issued' ORDER BY voucher_id LIMIT $3

-- name: count_of_campaign
WITH RECURSIVE of_campaign AS (
  SELECT v.voucher_id, v.state, v.replaced_by FROM vouchers v
  WHERE v.municipality_id = $1 AND v.issue_id = $2 AND v.kind = 'free'
  UNION ALL
  SELECT v.voucher_id, v.state, v.replaced_by FROM of_campaign o
  JOIN vouchers v ON v.municipality_id = $1 AND v.voucher_id = o.replaced_by
)
SELECT CAST(COALESCE(SUM(CASE state WHEN 'issued' THEN 1 ELSE 0 END), 0) AS BIGINT),
  CAST(COALESCE(SUM(CASE state WHEN 'reserved' THEN 1 ELSE 0 END), 0) AS BIGINT),
  CAST(COALESCE(SUM(CASE state WHEN 'redeemed' THEN 1 ELSE 0 END), 0) AS BIGINT)
FROM of_campaign

-- name: take_back
UPDATE vouchers SET state = 'refunded' WHERE municipality_id = $1 AND voucher_id = $2 AND state = 'issued'

-- name: block
UPDATE vouchers SET state = 'blocked' WHERE municipality_id = $1 AND voucher_id = $2 AND state = 'issued'
  AND expires_on >= $3

-- name: replace
UPDATE vouchers SET replaced_by = $3
WHERE municipality_id = $1 AND voucher_id = $2 AND state = 'blocked' AND replaced_by IS NULL AND expires_on >= $4

-- name: refund
UPDATE vouchers SET state = 'refunded' WHERE municipality_id = $1 AND voucher_id = $2 AND state = 'issued'
  AND expires_on >= $3

-- name: due_to_expire
SELECT voucher_id FROM vouchers
WHERE municipality_id = $1 AND (state = 'issued' OR state = 'blocked') AND expires_on < $2 AND replaced_by IS NULL
ORDER BY expires_on, voucher_id LIMIT $3

-- name: expire
UPDATE vouchers SET state = 'expired'
WHERE municipality_id = $1 AND voucher_id = $2 AND (state = 'issued' OR state = 'blocked') AND replaced_by IS NULL

-- name: due_to_warn
-- The last condition follows from the first; with it the index vouchers_to_expire serves.
SELECT v.voucher_id FROM vouchers v
WHERE v.municipality_id = $1 AND v.programme_id = $2 AND v.state = 'issued' AND v.expires_on >= $3 AND v.expires_on <= $4
  AND (v.state = 'issued' OR v.state = 'blocked') AND v.replaced_by IS NULL
  AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.municipality_id = v.municipality_id AND o.kind = 'voucher_expires'
    AND o.subject_id = v.voucher_id AND o.step = $5)
ORDER BY v.expires_on, v.voucher_id LIMIT $6

-- name: voucher_details
SELECT voucher_id, programme_id, household_id, kind, state, code, minutes, face_cents, paid_cents, issued_on, expires_on,
  job_id, redeemed_at_us, replaced_by
FROM vouchers WHERE municipality_id = $1 AND voucher_id = $2

-- name: find_code
SELECT voucher_id FROM vouchers WHERE municipality_id = $1 AND code = $2

-- name: list_vouchers
SELECT voucher_id, programme_id, household_id, kind, state, code, minutes, face_cents, paid_cents, issued_on, expires_on,
  job_id, redeemed_at_us, replaced_by
FROM vouchers
WHERE municipality_id = $1 AND household_id = $2 AND voucher_id > $3
  AND ($4 = 0 OR (state = 'issued' AND expires_on >= $5))
ORDER BY voucher_id LIMIT $6

-- name: face_not_covered
SELECT v.state || ' voucher ' || v.kind FROM vouchers v
WHERE v.municipality_id = $1 AND v.state IN ('issued', 'reserved', 'redeemed') AND v.face_cents <> v.paid_cents +
  (SELECT COALESCE(SUM(a.amount_cents), 0) FROM voucher_allocations a
   WHERE a.municipality_id = v.municipality_id AND a.voucher_id = v.voucher_id)
LIMIT 1

-- name: released_but_allocated
SELECT v.state FROM vouchers v
JOIN voucher_allocations a ON a.municipality_id = v.municipality_id AND a.voucher_id = v.voucher_id
WHERE v.municipality_id = $1 AND v.state IN ('expired', 'blocked', 'refunded') LIMIT 1

-- name: float_differs
SELECT 'float of a programme' FROM books b
WHERE b.municipality_id = $1 AND
  (SELECT COALESCE(SUM(v.paid_cents), 0) FROM vouchers v WHERE v.municipality_id = b.municipality_id
     AND v.programme_id = b.book_id AND v.replaced_by IS NULL AND v.state IN ('issued', 'reserved', 'blocked')) <>
  (SELECT COALESCE(SUM(a.credits_cents - a.debits_cents), 0) FROM accounts a
   WHERE a.municipality_id = b.municipality_id AND a.book_id = b.book_id AND a.kind = 'voucher_float')

-- name: reservations_differ
SELECT 'reservations of budget ' || b.name FROM budgets b
WHERE b.municipality_id = $1 AND
  (SELECT COALESCE(SUM(a.amount_cents), 0) FROM voucher_allocations a
   JOIN vouchers v ON v.municipality_id = a.municipality_id AND v.voucher_id = a.voucher_id
   WHERE a.municipality_id = b.municipality_id AND a.budget_id = b.budget_id AND v.state IN ('issued', 'reserved'))
  + (SELECT COALESCE(SUM(t.reserved_cents), 0) FROM funded_tracks t
     JOIN track_purchases p ON p.municipality_id = t.municipality_id AND p.track_purchase_id = t.track_purchase_id
     WHERE t.municipality_id = b.municipality_id AND p.budget_id = b.budget_id) <>
  (SELECT COALESCE(SUM(c.credits_cents - c.debits_cents), 0) FROM accounts c
   WHERE c.municipality_id = b.municipality_id AND c.book_id = b.programme_id AND c.kind = 'budget_reserved'
     AND c.owner_id = b.budget_id)

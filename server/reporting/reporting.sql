-- name: municipalities shared
SELECT municipality_id, name FROM municipalities ORDER BY municipality_id LIMIT 10000

-- name: participants_by_track
-- A track is the programme's that bought it; one that nobody bought, the programme's of its provider ($3) that ran when it
-- started ($6 to $7). The last one counts.
SELECT f.kind, COUNT(*) FROM (
  SELECT t.kind, ROW_NUMBER() OVER (PARTITION BY t.participant_id ORDER BY t.track_id DESC) AS nth
  FROM tracks t
  JOIN participants q ON q.municipality_id = t.municipality_id AND q.participant_id = t.participant_id
  LEFT JOIN track_purchases p ON p.municipality_id = t.municipality_id AND p.track_purchase_id = t.track_purchase_id
  WHERE t.municipality_id = $1 AND t.started_on <= $5 AND (t.ended_on IS NULL OR t.ended_on >= $4)
    AND (p.programme_id = $2 OR (p.programme_id IS NULL AND q.provider_id = $3
      AND t.started_on >= $6 AND t.started_on <= $7))
) f
WHERE f.nth = 1 GROUP BY f.kind

-- name: beginners_by_track
-- Each participant of the programme once, at their first track of it, on the day on which it started.
SELECT f.kind, COUNT(*) FROM (
  SELECT t.kind, t.started_on, ROW_NUMBER() OVER (PARTITION BY t.participant_id ORDER BY t.started_on, t.track_id) AS nth
  FROM tracks t
  JOIN participants q ON q.municipality_id = t.municipality_id AND q.participant_id = t.participant_id
  LEFT JOIN track_purchases p ON p.municipality_id = t.municipality_id AND p.track_purchase_id = t.track_purchase_id
  WHERE t.municipality_id = $1
    AND (p.programme_id = $2 OR (p.programme_id IS NULL AND q.provider_id = $3
      AND t.started_on >= $6 AND t.started_on <= $7))
) f
WHERE f.nth = 1 AND f.started_on >= $4 AND f.started_on <= $5 GROUP BY f.kind

-- name: outflow_by_kind
SELECT q.outflow, COUNT(*) FROM participants q
LEFT JOIN tracks t ON t.municipality_id = q.municipality_id AND t.track_id = q.outflow_track_id
LEFT JOIN track_purchases p ON p.municipality_id = t.municipality_id AND p.track_purchase_id = t.track_purchase_id
WHERE q.municipality_id = $1 AND q.flowed_out_on >= $4 AND q.flowed_out_on <= $5
  AND (p.programme_id = $2 OR (p.programme_id IS NULL AND q.provider_id = $3
    AND COALESCE(t.started_on, q.flowed_out_on) >= $6 AND COALESCE(t.started_on, q.flowed_out_on) <= $7))
GROUP BY q.outflow

-- name: minutes_by_service
SELECT s.service_id, s.name_nl, f.minutes, f.residents FROM (
  SELECT j.municipality_id, j.service_id, CAST(SUM(j.done_minutes) AS BIGINT) AS minutes,
    COUNT(DISTINCT j.resident_id) AS residents
  FROM jobs j
  JOIN households h ON h.municipality_id = j.municipality_id AND h.household_id = j.household_id
  LEFT JOIN complexes c ON c.municipality_id = h.municipality_id AND c.complex_id = h.complex_id
  WHERE j.municipality_id = $1 AND j.programme_id = $2 AND j.state = 'approved'
    AND j.approved_at_us >= $3 AND j.approved_at_us < $4 AND (c.corporation_id = $5 OR $5 IS NULL)
  GROUP BY j.municipality_id, j.service_id
) f
JOIN services s ON s.municipality_id = f.municipality_id AND s.service_id = f.service_id
ORDER BY s.name_nl

-- name: minutes_by_neighbourhood
SELECT n.neighbourhood_id, n.name, f.minutes, f.residents FROM (
  SELECT h.municipality_id, h.neighbourhood_id, CAST(SUM(j.done_minutes) AS BIGINT) AS minutes,
    COUNT(DISTINCT j.resident_id) AS residents
  FROM jobs j
  JOIN households h ON h.municipality_id = j.municipality_id AND h.household_id = j.household_id
  LEFT JOIN complexes c ON c.municipality_id = h.municipality_id AND c.complex_id = h.complex_id
  WHERE j.municipality_id = $1 AND j.programme_id = $2 AND j.state = 'approved'
    AND j.approved_at_us >= $3 AND j.approved_at_us < $4 AND (c.corporation_id = $5 OR $5 IS NULL)
  GROUP BY h.municipality_id, h.neighbourhood_id
) f
JOIN neighbourhoods n ON n.municipality_id = f.municipality_id AND n.neighbourhood_id = f.neighbourhood_id
ORDER BY n.name

-- name: residents_served
SELECT COUNT(DISTINCT j.resident_id)
FROM jobs j
JOIN households h ON h.municipality_id = j.municipality_id AND h.household_id = j.household_id
LEFT JOIN complexes c ON c.municipality_id = h.municipality_id AND c.complex_id = h.complex_id
WHERE j.municipality_id = $1 AND j.programme_id = $2 AND j.state = 'approved'
  AND j.approved_at_us >= $3 AND j.approved_at_us < $4 AND (c.corporation_id = $5 OR $5 IS NULL)

-- name: orders_not_paid
SELECT f.kind, CAST(SUM(f.vouchers) AS BIGINT), CAST(SUM(f.price_cents) AS BIGINT), COUNT(DISTINCT r.household_id)
FROM (
  SELECT o.municipality_id, o.kind, o.resident_id,
    SUM((SELECT SUM(l.count) FROM order_lines l
         WHERE l.municipality_id = o.municipality_id AND l.order_id = o.order_id)) AS vouchers,
    SUM((SELECT SUM(l.count * l.price_cents) FROM order_lines l
         WHERE l.municipality_id = o.municipality_id AND l.order_id = o.order_id)) AS price_cents
  FROM orders o WHERE o.municipality_id = $1 AND o.programme_id = $2 AND o.state = 'ordered'
  GROUP BY o.municipality_id, o.kind, o.resident_id
) f
JOIN residents r ON r.municipality_id = f.municipality_id AND r.resident_id = f.resident_id
JOIN households h ON h.municipality_id = r.municipality_id AND h.household_id = r.household_id
LEFT JOIN complexes c ON c.municipality_id = h.municipality_id AND c.complex_id = h.complex_id
WHERE c.corporation_id = $3 OR $3 IS NULL
GROUP BY f.kind

-- name: vouchers_by_state
SELECT v.kind, v.state, COUNT(*), CAST(SUM(v.face_cents) AS BIGINT), CAST(SUM(v.paid_cents) AS BIGINT),
  COUNT(DISTINCT v.household_id)
FROM vouchers v
LEFT JOIN complexes c ON c.municipality_id = v.municipality_id AND c.complex_id = v.complex_id
WHERE v.municipality_id = $1 AND v.programme_id = $2 AND v.issued_on >= $3 AND v.issued_on <= $4
  AND v.replaced_by IS NULL AND (c.corporation_id = $5 OR $5 IS NULL)
GROUP BY v.kind, v.state

-- name: vouchers_by_event
-- What happened to vouchers between the days $3 and $4, the instants $5 and $6, or in the months $7 to $8.
SELECT f.kind, f.event, COUNT(*), CAST(SUM(f.face_cents) AS BIGINT), CAST(SUM(f.paid_cents) AS BIGINT),
  COUNT(DISTINCT f.household_id)
FROM (
  SELECT v.municipality_id, v.kind, 'issued' AS event, v.face_cents, v.paid_cents, v.household_id, v.complex_id
  FROM vouchers v
  WHERE v.municipality_id = $1 AND v.programme_id = $2 AND v.replaced_by IS NULL
    AND v.issued_on >= $3 AND v.issued_on <= $4
  UNION ALL
  SELECT v.municipality_id, v.kind, 'redeemed', v.face_cents, v.paid_cents, v.household_id, v.complex_id
  FROM vouchers v
  WHERE v.municipality_id = $1 AND v.programme_id = $2 AND v.state = 'redeemed'
    AND v.redeemed_at_us >= $5 AND v.redeemed_at_us < $6
  UNION ALL
  SELECT v.municipality_id, v.kind, 'expired', v.face_cents, v.paid_cents, v.household_id, v.complex_id
  FROM vouchers v
  WHERE v.municipality_id = $1 AND v.programme_id = $2 AND v.replaced_by IS NULL AND v.state = 'expired'
    AND v.expires_on >= $3 AND v.expires_on <= $4
  UNION ALL
  SELECT v.municipality_id, v.kind, 'refunded', v.face_cents, v.paid_cents, v.household_id, v.complex_id
  FROM vouchers v
  WHERE v.municipality_id = $1 AND v.programme_id = $2 AND v.replaced_by IS NULL AND v.state = 'refunded'
    AND EXISTS (SELECT 1 FROM transfers t WHERE t.municipality_id = v.municipality_id AND t.subject_id = v.voucher_id
      AND t.reason = 'refund' AND t.month >= $7 AND t.month <= $8)
) f
LEFT JOIN complexes c ON c.municipality_id = f.municipality_id AND c.complex_id = f.complex_id
WHERE c.corporation_id = $9 OR $9 IS NULL
GROUP BY f.kind, f.event

-- name: last_publications
-- Each programme with the quarter that was published last.
SELECT p.programme_id, p.starts_on, p.ends_on,
  (SELECT MAX(f.starts_on) FROM publications f
   WHERE f.municipality_id = p.municipality_id AND f.programme_id = p.programme_id)
FROM programmes p WHERE p.municipality_id = $1 ORDER BY p.programme_id LIMIT 1000

-- name: corporations
SELECT corporation_id FROM corporations WHERE municipality_id = $1 ORDER BY corporation_id LIMIT 1000

-- name: last_publication
SELECT MAX(starts_on) FROM publications WHERE municipality_id = $1 AND programme_id = $2

-- name: publish
INSERT INTO publications (municipality_id, programme_id, starts_on, corporation_id, published_at_us, hours, vouchers, tracks,
  fairness) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: publications
-- Of the quarters that begin from $4 to $5.
SELECT starts_on, hours, vouchers, tracks, fairness FROM publications
WHERE municipality_id = $1 AND programme_id = $2 AND corporation_id = $3 AND starts_on >= $4 AND starts_on <= $5
ORDER BY starts_on LIMIT 1000

-- name: budgets
SELECT budget_id, name, source, starts_on, ends_on FROM budgets
WHERE municipality_id = $1 AND programme_id = $2 AND (funder_id = $3 OR $3 IS NULL) ORDER BY budget_id LIMIT 1000

-- name: budget_movements
-- What each budget's available, reserved and spent accounts gained in each month from $3 on.
SELECT debit_owner_id, month,
  CAST(SUM(CASE 'budget_available' WHEN credit_kind THEN amount_cents WHEN debit_kind THEN -amount_cents ELSE 0 END)
    AS BIGINT),
  CAST(SUM(CASE 'budget_reserved' WHEN credit_kind THEN amount_cents WHEN debit_kind THEN -amount_cents ELSE 0 END)
    AS BIGINT),
  CAST(SUM(CASE 'budget_spent' WHEN credit_kind THEN amount_cents WHEN debit_kind THEN -amount_cents ELSE 0 END)
    AS BIGINT)
FROM transfers
WHERE municipality_id = $1 AND book_id = $2 AND month >= $3
  AND debit_kind IN ('budget_ceiling', 'budget_available', 'budget_reserved', 'budget_spent')
GROUP BY debit_owner_id, month

-- name: entrusted
-- What came into and left the accounts that hold what was paid in or funded, by reason. Hours that were paid
-- beforehand are held by their own account, so what is reserved in their budget is not counted again.
SELECT f.reason, f.kind, CAST(SUM(f.cents) AS BIGINT) FROM (
  SELECT t.reason, t.credit_kind AS kind, t.amount_cents AS cents FROM transfers t
  WHERE t.municipality_id = $1 AND t.book_id = $2
    AND (t.credit_kind IN ('voucher_float', 'prepaid_hours') OR (t.credit_kind = 'budget_reserved' AND NOT EXISTS
      (SELECT 1 FROM accounts a WHERE a.municipality_id = t.municipality_id AND a.book_id = t.book_id
         AND a.kind = 'prepaid_hours' AND a.owner_id = t.credit_owner_id)))
  UNION ALL
  SELECT t.reason, t.debit_kind, -t.amount_cents FROM transfers t
  WHERE t.municipality_id = $1 AND t.book_id = $2
    AND (t.debit_kind IN ('voucher_float', 'prepaid_hours') OR (t.debit_kind = 'budget_reserved' AND NOT EXISTS
      (SELECT 1 FROM accounts a WHERE a.municipality_id = t.municipality_id AND a.book_id = t.book_id
         AND a.kind = 'prepaid_hours' AND a.owner_id = t.debit_owner_id)))
) f
GROUP BY f.reason, f.kind ORDER BY f.reason, f.kind

-- name: reserved_beside_prepaid
SELECT CAST(COALESCE(SUM(r.credits_cents - r.debits_cents), 0) AS BIGINT) FROM accounts r
WHERE r.municipality_id = $1 AND r.book_id = $2 AND r.kind = 'budget_reserved' AND NOT EXISTS
  (SELECT 1 FROM accounts a WHERE a.municipality_id = r.municipality_id AND a.book_id = r.book_id
     AND a.kind = 'prepaid_hours' AND a.owner_id = r.owner_id)

-- name: balances
-- Debits less credits.
SELECT kind, CAST(SUM(debits_cents - credits_cents) AS BIGINT) FROM accounts
WHERE municipality_id = $1 AND book_id = $2 GROUP BY kind

-- name: earned
SELECT kind, CAST(SUM(amount_cents) AS BIGINT) FROM charges WHERE municipality_id = $1 AND book_id = $2
GROUP BY kind ORDER BY kind

-- name: worth_of_vouchers
SELECT CAST(COALESCE(SUM(CASE WHEN state = 'redeemed' THEN face_cents ELSE 0 END), 0) AS BIGINT),
  CAST(COALESCE(SUM(CASE WHEN state IN ('issued', 'reserved', 'blocked') AND replaced_by IS NULL THEN paid_cents
    ELSE 0 END), 0) AS BIGINT)
FROM vouchers WHERE municipality_id = $1 AND programme_id = $2

-- name: allocated_to_vouchers
SELECT CAST(COALESCE(SUM(f.cents), 0) AS BIGINT) FROM (
  SELECT (SELECT SUM(a.amount_cents) FROM voucher_allocations a
          WHERE a.municipality_id = v.municipality_id AND a.voucher_id = v.voucher_id) AS cents
  FROM vouchers v WHERE v.municipality_id = $1 AND v.programme_id = $2 AND v.state IN ('issued', 'reserved')
) f

-- name: tracks_in_funding
SELECT CAST(COALESCE(SUM(f.reserved_cents), 0) AS BIGINT), CAST(COALESCE(SUM(f.charged_cents), 0) AS BIGINT)
FROM track_purchases p
JOIN funded_tracks f ON f.municipality_id = p.municipality_id AND f.track_purchase_id = p.track_purchase_id
WHERE p.municipality_id = $1 AND p.programme_id = $2

-- name: shares_of_hours
-- Of the provider's ($3) active participants: approved minutes between $4 and $5 in the programme ($2), and whether they
-- live in a postcode of its target complexes.
SELECT f.kind, f.born_on, f.area, CASE WHEN EXISTS (
    SELECT 1 FROM target_complexes t
    JOIN complexes c ON c.municipality_id = t.municipality_id AND c.complex_id = t.complex_id
    JOIN neighbourhoods n ON n.municipality_id = c.municipality_id AND n.neighbourhood_id = c.neighbourhood_id
    WHERE t.municipality_id = $1 AND t.programme_id = $2 AND n.postcode = f.area) THEN 1 ELSE 0 END,
  f.wanted_hours, f.minutes
FROM (
  SELECT t.kind, p.born_on, substr(CASE WHEN COALESCE(q.postcode, '') <> '' THEN q.postcode
      ELSE COALESCE(h.postcode, '') END, 1, 4) AS area, COALESCE(q.wanted_hours, 0) AS wanted_hours,
    (SELECT CAST(COALESCE(SUM(j.done_minutes), 0) AS BIGINT) FROM jobs j
     WHERE j.municipality_id = p.municipality_id AND j.participant_id = p.participant_id AND j.programme_id = $2
       AND j.state = 'approved' AND j.approved_at_us >= $4 AND j.approved_at_us < $5) AS minutes
  FROM participants p
  LEFT JOIN tracks t ON t.municipality_id = p.municipality_id AND t.participant_id = p.participant_id
    AND t.ended_on IS NULL
  LEFT JOIN profiles q ON q.municipality_id = p.municipality_id AND q.participant_id = p.participant_id
  LEFT JOIN households h ON h.municipality_id = p.municipality_id AND h.household_id = p.household_id
  WHERE p.municipality_id = $1 AND p.provider_id = $3 AND p.outflow IS NULL
) f

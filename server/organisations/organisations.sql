-- Who takes part.

-- name: add_programme
INSERT INTO programmes (municipality_id, programme_id, name, provider_id, starts_on, ends_on)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (municipality_id, name) DO NOTHING

-- name: programme
SELECT programme_id, name, provider_id, starts_on, ends_on
FROM programmes WHERE municipality_id = $1 AND programme_id = $2

-- name: programmes_after
SELECT programme_id, name, provider_id, starts_on, ends_on
FROM programmes WHERE municipality_id = $1 AND programme_id > $2 ORDER BY programme_id LIMIT $3

-- name: add_terms
INSERT INTO programme_terms (
  municipality_id, programme_id, starts_on, market_tariff_cents, reduced_tariff_cents, voucher_minutes, validity_months,
  validity, first_warning_weeks, second_warning_weeks, resident_ceiling, household_ceiling, order_min, order_max,
  free_ceiling, refund_fee_cents, expired_paid_part, approval_working_days)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
ON CONFLICT (municipality_id, programme_id, starts_on) DO NOTHING

-- name: add_tier
INSERT INTO programme_tiers (municipality_id, programme_id, starts_on, from_nth, extra_cents)
VALUES ($1, $2, $3, $4, $5)

-- name: first_terms_start
SELECT starts_on FROM programme_terms WHERE municipality_id = $1 AND programme_id = $2 ORDER BY starts_on LIMIT 1

-- name: terms_until
-- The newest first. On the hot path with a limit of 1: one step down the primary key.
SELECT starts_on, market_tariff_cents, reduced_tariff_cents, voucher_minutes, validity_months,
  CASE validity WHEN 'end_of_month' THEN 1 ELSE 0 END, first_warning_weeks, second_warning_weeks, resident_ceiling,
  household_ceiling, order_min, order_max, free_ceiling, refund_fee_cents,
  CASE expired_paid_part WHEN 'programme' THEN 1 ELSE 0 END, approval_working_days
FROM programme_terms
WHERE municipality_id = $1 AND programme_id = $2 AND starts_on <= $3
ORDER BY starts_on DESC LIMIT $4

-- name: tiers
SELECT from_nth, extra_cents FROM programme_tiers
WHERE municipality_id = $1 AND programme_id = $2 AND starts_on = $3 ORDER BY from_nth

-- name: add_neighbourhood
INSERT INTO neighbourhoods (municipality_id, neighbourhood_id, name, postcode) VALUES ($1, $2, $3, $4)
ON CONFLICT (municipality_id, name) DO NOTHING

-- name: neighbourhood
SELECT neighbourhood_id, name, postcode FROM neighbourhoods WHERE municipality_id = $1 AND neighbourhood_id = $2

-- name: neighbourhoods_after
SELECT neighbourhood_id, name, postcode
FROM neighbourhoods WHERE municipality_id = $1 AND neighbourhood_id > $2 ORDER BY neighbourhood_id LIMIT $3

-- name: add_corporation
INSERT INTO corporations (municipality_id, corporation_id, name) VALUES ($1, $2, $3)
ON CONFLICT (municipality_id, name) DO NOTHING

-- name: corporation
SELECT corporation_id, name FROM corporations WHERE municipality_id = $1 AND corporation_id = $2

-- name: corporations_after
SELECT corporation_id, name
FROM corporations WHERE municipality_id = $1 AND corporation_id > $2 ORDER BY corporation_id LIMIT $3

-- name: add_complex
INSERT INTO complexes (municipality_id, complex_id, corporation_id, neighbourhood_id, name) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (municipality_id, corporation_id, name) DO NOTHING

-- name: complex
SELECT complex_id, corporation_id, neighbourhood_id, name
FROM complexes WHERE municipality_id = $1 AND complex_id = $2

-- name: complexes_after
SELECT complex_id, corporation_id, neighbourhood_id, name
FROM complexes WHERE municipality_id = $1 AND complex_id > $2 ORDER BY complex_id LIMIT $3

-- name: complexes_of_corporation_after
SELECT complex_id, corporation_id, neighbourhood_id, name
FROM complexes WHERE municipality_id = $1 AND complex_id > $2 AND corporation_id = $4 ORDER BY complex_id LIMIT $3

-- name: add_target_complex
INSERT INTO target_complexes (municipality_id, programme_id, complex_id) VALUES ($1, $2, $3)
ON CONFLICT (municipality_id, programme_id, complex_id) DO NOTHING

-- name: target_complex
SELECT complex_id FROM target_complexes WHERE municipality_id = $1 AND programme_id = $2 AND complex_id = $3

-- name: add_funder
INSERT INTO funders (municipality_id, funder_id, name) VALUES ($1, $2, $3)
ON CONFLICT (municipality_id, name) DO NOTHING

-- name: funder
SELECT funder_id, name FROM funders WHERE municipality_id = $1 AND funder_id = $2

-- name: funders_after
SELECT funder_id, name FROM funders WHERE municipality_id = $1 AND funder_id > $2 ORDER BY funder_id LIMIT $3

-- name: add_provider
INSERT INTO providers (municipality_id, provider_id, name) VALUES ($1, $2, $3)
ON CONFLICT (municipality_id, name) DO NOTHING

-- name: provider
SELECT provider_id, name FROM providers WHERE municipality_id = $1 AND provider_id = $2

-- name: providers_after
SELECT provider_id, name FROM providers WHERE municipality_id = $1 AND provider_id > $2 ORDER BY provider_id LIMIT $3

-- name: add_bank_details
INSERT INTO provider_bank_details (municipality_id, bank_details_id, provider_id, iban, account_holder, set_on, set_by)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: newest_bank_details
SELECT bank_details_id, iban, account_holder, set_on FROM provider_bank_details
WHERE municipality_id = $1 AND provider_id = $2 ORDER BY bank_details_id DESC LIMIT 1

-- name: bank_details
SELECT bank_details_id, iban, account_holder, set_on FROM provider_bank_details
WHERE municipality_id = $1 AND bank_details_id = $2

-- name: programme_without_book
SELECT p.name FROM programmes p
LEFT JOIN books b ON b.municipality_id = p.municipality_id AND b.book_id = p.programme_id
WHERE p.municipality_id = $1 AND b.book_id IS NULL

-- name: tiers_that_do_not_rise
SELECT t.starts_on FROM programme_tiers t
JOIN programme_tiers higher ON higher.municipality_id = t.municipality_id AND higher.programme_id = t.programme_id
  AND higher.starts_on = t.starts_on AND higher.from_nth > t.from_nth AND higher.extra_cents <= t.extra_cents
WHERE t.municipality_id = $1

-- The kinds of help that residents can ask for.

-- name: add_service
INSERT INTO services (municipality_id, service_id, name_nl, name_en, domain, risk, default_minutes, min_minutes,
                      max_minutes, pairs_allowed, groups_allowed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (municipality_id, name_nl) DO NOTHING

-- name: add_capability
INSERT INTO service_capabilities (municipality_id, service_id, capability) VALUES ($1, $2, $3)

-- name: add_performance_field
INSERT INTO service_performance_fields (municipality_id, service_id, field) VALUES ($1, $2, $3)

-- name: service
SELECT service_id, name_nl, name_en, domain, CASE risk WHEN 'low' THEN 1 ELSE 0 END, default_minutes, min_minutes,
  max_minutes, pairs_allowed, groups_allowed, CASE WHEN retired_at_us IS NULL THEN 0 ELSE 1 END
FROM services WHERE municipality_id = $1 AND service_id = $2

-- name: services_after
SELECT service_id, name_nl, name_en, domain, CASE risk WHEN 'low' THEN 1 ELSE 0 END, default_minutes, min_minutes,
  max_minutes, pairs_allowed, groups_allowed, CASE WHEN retired_at_us IS NULL THEN 0 ELSE 1 END
FROM services
WHERE municipality_id = $1 AND service_id > $2 AND (retired_at_us IS NULL OR $4 = 1)
ORDER BY service_id LIMIT $3

-- name: capabilities
SELECT capability FROM service_capabilities WHERE municipality_id = $1 AND service_id = $2 ORDER BY capability

-- name: performance_fields
SELECT field FROM service_performance_fields WHERE municipality_id = $1 AND service_id = $2 ORDER BY field

-- name: retire_service
UPDATE services SET retired_at_us = $3
WHERE municipality_id = $1 AND service_id = $2 AND retired_at_us IS NULL
RETURNING service_id

-- name: service_without_performance_field
-- Every service counts for something in the report by performance fields.
SELECT s.name_nl FROM services s
WHERE s.municipality_id = $1 AND NOT EXISTS (
  SELECT 1 FROM service_performance_fields f
  WHERE f.municipality_id = s.municipality_id AND f.service_id = s.service_id)

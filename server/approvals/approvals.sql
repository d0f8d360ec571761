-- What one person may not do alone.

-- name: add
INSERT INTO approvals (municipality_id, approval_id, rpc, content_hash, request, state, requested_by, requested_at_us,
  expires_at_us)
VALUES ($1, $2, $3, $4, $5, 'open', $6, $7, $8)

-- name: find
SELECT rpc, requested_by, CASE WHEN state = 'open' AND expires_at_us > $3 THEN 1 ELSE 0 END FROM approvals
WHERE municipality_id = $1 AND approval_id = $2

-- name: decide
UPDATE approvals SET state = $3, decided_by = $4, request = ''
WHERE municipality_id = $1 AND approval_id = $2 AND state = 'open' AND requested_by <> $4

-- name: use
UPDATE approvals SET state = 'used' WHERE municipality_id = $1 AND approval_id = (
  SELECT a.approval_id FROM approvals a
  WHERE a.municipality_id = $1 AND a.requested_by = $2 AND a.content_hash = $3 AND a.rpc = $4 AND a.state = 'approved'
    AND a.expires_at_us > $5
  ORDER BY a.approval_id LIMIT 1)

-- name: open_after
SELECT approval_id, rpc, request, requested_by, requested_at_us, expires_at_us FROM approvals
WHERE municipality_id = $1 AND approval_id > $2 AND state = 'open' AND expires_at_us > $3
ORDER BY approval_id LIMIT $4

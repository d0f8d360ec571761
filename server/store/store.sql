-- The journal's statements.

-- name: find_command
SELECT j.content_hash, j.answer, s.salt
FROM journal j
LEFT JOIN journal_salts s ON s.municipality_id = j.municipality_id AND s.record_id = j.record_id
WHERE j.municipality_id = $1 AND j.command_id = $2

-- name: add_record
INSERT INTO journal (municipality_id, record_id, command_id, rpc, actor_id, at_us, content_hash, effects_hash, answer)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: add_salt
INSERT INTO journal_salts (municipality_id, record_id, salt) VALUES ($1, $2, $3)

-- name: last_block
SELECT block_no, block_hash FROM journal_blocks WHERE municipality_id = $1 ORDER BY block_no DESC LIMIT 1

-- name: add_block
INSERT INTO journal_blocks (municipality_id, block_no, previous_hash, merkle_root, entries, sealed_at_us, block_hash)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: has_record
SELECT 1 FROM journal WHERE municipality_id = $1 AND record_id = $2

-- name: add_unsealed
INSERT INTO unsealed_records (municipality_id, record_id, leaf_hash) VALUES ($1, $2, $3)

-- name: unsealed_after
SELECT record_id, leaf_hash FROM unsealed_records
WHERE municipality_id = $1 AND record_id > $2 ORDER BY record_id LIMIT 4096

-- name: take_unsealed
DELETE FROM unsealed_records WHERE municipality_id = $1 AND record_id IN
  (SELECT u.record_id FROM unsealed_records u WHERE u.municipality_id = $1 ORDER BY u.record_id LIMIT $2)
RETURNING record_id, leaf_hash

-- name: take_lease
INSERT INTO leases (municipality_id, task, holder, ends_at_us) VALUES ($1, $2, $3, $4)
ON CONFLICT (municipality_id, task) DO UPDATE SET holder = excluded.holder, ends_at_us = excluded.ends_at_us
WHERE leases.holder = excluded.holder OR leases.ends_at_us <= $5

-- name: every_municipality shared
SELECT municipality_id FROM municipalities ORDER BY municipality_id

-- name: blocks_after
SELECT block_no, previous_hash, merkle_root, entries, sealed_at_us, block_hash
FROM journal_blocks WHERE municipality_id = $1 AND block_no > $2 ORDER BY block_no LIMIT 64

-- name: record
SELECT command_id, rpc, actor_id, at_us, content_hash, effects_hash, answer
FROM journal WHERE municipality_id = $1 AND record_id = $2

-- name: record_ids_after
SELECT record_id FROM journal WHERE municipality_id = $1 AND record_id > $2 ORDER BY record_id LIMIT 4096

-- name: add_message
INSERT INTO outbox (municipality_id, message_id, kind, subject_id, step, created_at_us)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (municipality_id, kind, subject_id, step) DO NOTHING

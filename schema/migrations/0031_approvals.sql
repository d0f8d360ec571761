-- What one person may not do alone (server/approvals/README.md).

CREATE TABLE approvals (
  municipality_id @bytes@ NOT NULL,
  approval_id @bytes@ NOT NULL,
  -- The call: its rpc, and the SHA-256 of its request in canonical bytes.
  rpc TEXT NOT NULL,
  content_hash @bytes@ NOT NULL,
  -- For whoever decides; empty from then on.
  request TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'declined', 'used')),
  requested_by @bytes@ NOT NULL,
  requested_at_us @int64@ NOT NULL,
  expires_at_us @int64@ NOT NULL,
  decided_by @bytes@,
  -- Two persons.
  CHECK (decided_by IS NULL OR decided_by <> requested_by),
  CHECK ((state = 'open') = (decided_by IS NULL)),
  CHECK (state = 'open' OR request = ''),
  PRIMARY KEY (municipality_id, approval_id),
  FOREIGN KEY (municipality_id, requested_by) REFERENCES actors (municipality_id, actor_id),
  FOREIGN KEY (municipality_id, decided_by) REFERENCES actors (municipality_id, actor_id)
) @strict@;

CREATE INDEX approvals_open ON approvals (municipality_id, approval_id) WHERE state = 'open';
CREATE INDEX approvals_to_use ON approvals (municipality_id, requested_by, content_hash) WHERE state = 'approved';

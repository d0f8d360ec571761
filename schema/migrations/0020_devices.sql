-- Kiosks and phones, and the sessions that are bound to them (server/identity/README.md).

CREATE TABLE devices (
  municipality_id @bytes@ NOT NULL,
  device_id @bytes@ NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('kiosk', 'phone')),
  state TEXT NOT NULL CHECK (state IN ('invited', 'enrolled', 'active', 'revoked')),
  -- Where a kiosk stands; empty for a phone.
  name TEXT NOT NULL,
  -- The participant whose phone it is.
  owner_id @bytes@,
  -- Keyed hash of the one-time code; empty once it was used or the device revoked.
  code_hash @bytes@,
  code_expires_at_us @int64@ NOT NULL,
  -- P-256, 0x04 || x || y; empty until it is enrolled.
  public_key @bytes@,
  -- Every number up to here may have been signed before; what lies above was not.
  sequence_bound @int64@ NOT NULL CHECK (sequence_bound >= 0),
  invited_by @bytes@ NOT NULL,
  invited_at_us @int64@ NOT NULL,
  approved_by @bytes@,
  approved_at_us @int64@,
  revoked_at_us @int64@,
  PRIMARY KEY (municipality_id, device_id),
  CHECK ((kind = 'phone') = (owner_id IS NOT NULL)),
  CHECK (state <> 'active' OR public_key IS NOT NULL),
  CHECK ((state = 'revoked') = (revoked_at_us IS NOT NULL)),
  FOREIGN KEY (municipality_id, owner_id) REFERENCES actors (municipality_id, actor_id)
) @strict@;

CREATE UNIQUE INDEX devices_by_code ON devices (municipality_id, code_hash) WHERE code_hash IS NOT NULL;
CREATE INDEX devices_of_owner ON devices (municipality_id, owner_id) WHERE owner_id IS NOT NULL;

-- How long the session may be silent; it was the same for all.
ALTER TABLE sessions ADD COLUMN idle_us @int64@ NOT NULL DEFAULT 900000000;
-- The device without whose signature the token opens nothing.
ALTER TABLE sessions ADD COLUMN device_id @bytes@;
CREATE INDEX sessions_on_device ON sessions (municipality_id, device_id) WHERE device_id IS NOT NULL;

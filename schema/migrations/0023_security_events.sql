-- What was refused at the doors, and why, as the caller is not told (server/identity/README.md).

CREATE TABLE security_events (
  municipality_id @bytes@ NOT NULL,
  event_id @bytes@ NOT NULL,
  at_us @int64@ NOT NULL,
  -- 'wrong_pin': identity.v1.SecurityEventKind in lower case.
  kind TEXT NOT NULL,
  -- Whose account, card or phone; empty where it is nobody's.
  actor_id @bytes@,
  device_id @bytes@,
  PRIMARY KEY (municipality_id, event_id)
) @strict@;

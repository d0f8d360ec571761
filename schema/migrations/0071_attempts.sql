-- Refusals at the doors, counted for all servers: how far each source is ahead of the clock at the pace at which it is borne. What
-- lies in the past counts no more and is taken away. Whoever is not in yet belongs to no municipality, so these rows stand
-- under sixteen zero bytes.
CREATE TABLE attempts (
  municipality_id @bytes@ NOT NULL,
  -- Of a network address: 64 bits of a keyed hash; of a device: the last 64 bits of its id.
  source @int64@ NOT NULL,
  borne_until_us @int64@ NOT NULL,
  PRIMARY KEY (municipality_id, source)
) @strict@;

CREATE INDEX attempts_by_end ON attempts (municipality_id, borne_until_us);

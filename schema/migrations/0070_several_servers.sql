-- What several servers on one database need; a file with one server leaves both tables empty.

-- Records whose block is not written yet.
CREATE TABLE unsealed_records (
  municipality_id @bytes@ NOT NULL,
  record_id @bytes@ NOT NULL,
  leaf_hash @bytes@ NOT NULL,
  PRIMARY KEY (municipality_id, record_id)
) @strict@;

-- Who does a municipality's recurring work until then.
CREATE TABLE leases (
  municipality_id @bytes@ NOT NULL,
  task TEXT NOT NULL,
  holder @bytes@ NOT NULL,
  ends_at_us @int64@ NOT NULL,
  PRIMARY KEY (municipality_id, task)
) @strict@;

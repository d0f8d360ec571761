-- Whether staff who sign in with a password need a second factor (server/identity/README.md).

CREATE TABLE sign_in_rules (
  municipality_id @bytes@ NOT NULL,
  second_factor @int64@ NOT NULL CHECK (second_factor IN (0, 1)),
  PRIMARY KEY (municipality_id),
  FOREIGN KEY (municipality_id) REFERENCES municipalities (municipality_id)
) @strict@;

-- Whether it was opened with a second factor, or by an identity provider, which asks for its own.
ALTER TABLE sessions ADD COLUMN second_factor @int64@ NOT NULL DEFAULT 0 CHECK (second_factor IN (0, 1));

-- Figures as they were told to those outside the municipality: once for each quarter, and never counted again.

CREATE TABLE publications (
  municipality_id @bytes@ NOT NULL,
  programme_id @bytes@ NOT NULL,
  -- The first day of the quarter.
  starts_on TEXT NOT NULL,
  -- Whose complexes it is about; 16 zero bytes: everybody's.
  corporation_id @bytes@ NOT NULL,
  published_at_us @int64@ NOT NULL,
  -- A report each, as its operation answers it. People in tracks are told where a counted period ends in the quarter;
  -- they and fairness are of everybody.
  hours @bytes@ NOT NULL,
  vouchers @bytes@ NOT NULL,
  tracks @bytes@,
  fairness @bytes@,
  PRIMARY KEY (municipality_id, programme_id, starts_on, corporation_id),
  FOREIGN KEY (municipality_id, programme_id) REFERENCES programmes (municipality_id, programme_id)
) @strict@;

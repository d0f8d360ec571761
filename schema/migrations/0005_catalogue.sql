-- The kinds of help that residents can ask for (server/catalogue/README.md).

CREATE TABLE services (
  municipality_id @bytes@ NOT NULL,
  service_id @bytes@ NOT NULL,
  name_nl TEXT NOT NULL,
  name_en TEXT NOT NULL,
  domain TEXT NOT NULL CHECK (domain IN ('welfare', 'housing', 'care')),
  risk TEXT NOT NULL CHECK (risk IN ('low', 'elevated')),
  default_minutes @int64@ NOT NULL CHECK (default_minutes BETWEEN min_minutes AND max_minutes),
  min_minutes @int64@ NOT NULL CHECK (min_minutes > 0),
  max_minutes @int64@ NOT NULL,
  pairs_allowed @int64@ NOT NULL CHECK (pairs_allowed IN (0, 1)),
  groups_allowed @int64@ NOT NULL CHECK (groups_allowed IN (0, 1)),
  retired_at_us @int64@,
  PRIMARY KEY (municipality_id, service_id),
  UNIQUE (municipality_id, name_nl),
  FOREIGN KEY (municipality_id) REFERENCES municipalities (municipality_id)
) @strict@;

CREATE TABLE service_capabilities (
  municipality_id @bytes@ NOT NULL,
  service_id @bytes@ NOT NULL,
  capability TEXT NOT NULL,
  PRIMARY KEY (municipality_id, service_id, capability),
  FOREIGN KEY (municipality_id, service_id) REFERENCES services (municipality_id, service_id)
) @strict@;

-- The performance fields (prestatievelden) of the Wmo that a service serves.
CREATE TABLE service_performance_fields (
  municipality_id @bytes@ NOT NULL,
  service_id @bytes@ NOT NULL,
  field @int64@ NOT NULL CHECK (field BETWEEN 1 AND 9),
  PRIMARY KEY (municipality_id, service_id, field),
  FOREIGN KEY (municipality_id, service_id) REFERENCES services (municipality_id, service_id)
) @strict@;

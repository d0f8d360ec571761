-- Who takes part (server/organisations/README.md). Names are unique where people choose by them.

CREATE TABLE neighbourhoods (
  municipality_id @bytes@ NOT NULL,
  neighbourhood_id @bytes@ NOT NULL,
  name TEXT NOT NULL,
  -- The four digits that its postcodes begin with.
  postcode TEXT NOT NULL CHECK (length(postcode) = 4),
  PRIMARY KEY (municipality_id, neighbourhood_id),
  UNIQUE (municipality_id, name),
  FOREIGN KEY (municipality_id) REFERENCES municipalities (municipality_id)
) @strict@;

CREATE TABLE corporations (
  municipality_id @bytes@ NOT NULL,
  corporation_id @bytes@ NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (municipality_id, corporation_id),
  UNIQUE (municipality_id, name),
  FOREIGN KEY (municipality_id) REFERENCES municipalities (municipality_id)
) @strict@;

CREATE TABLE complexes (
  municipality_id @bytes@ NOT NULL,
  complex_id @bytes@ NOT NULL,
  corporation_id @bytes@ NOT NULL,
  neighbourhood_id @bytes@ NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (municipality_id, complex_id),
  UNIQUE (municipality_id, corporation_id, name),
  FOREIGN KEY (municipality_id, corporation_id) REFERENCES corporations (municipality_id, corporation_id),
  FOREIGN KEY (municipality_id, neighbourhood_id) REFERENCES neighbourhoods (municipality_id, neighbourhood_id)
) @strict@;

CREATE TABLE funders (
  municipality_id @bytes@ NOT NULL,
  funder_id @bytes@ NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (municipality_id, funder_id),
  UNIQUE (municipality_id, name),
  FOREIGN KEY (municipality_id) REFERENCES municipalities (municipality_id)
) @strict@;

CREATE TABLE providers (
  municipality_id @bytes@ NOT NULL,
  provider_id @bytes@ NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (municipality_id, provider_id),
  UNIQUE (municipality_id, name),
  FOREIGN KEY (municipality_id) REFERENCES municipalities (municipality_id)
) @strict@;

CREATE TABLE programmes (
  municipality_id @bytes@ NOT NULL,
  programme_id @bytes@ NOT NULL,
  name TEXT NOT NULL,
  provider_id @bytes@ NOT NULL,
  starts_on TEXT NOT NULL,
  -- The last day.
  ends_on TEXT CHECK (ends_on >= starts_on),
  PRIMARY KEY (municipality_id, programme_id),
  UNIQUE (municipality_id, name),
  FOREIGN KEY (municipality_id, provider_id) REFERENCES providers (municipality_id, provider_id)
) @strict@;

-- What is agreed, from a day on until the next row of the programme. Never changed.
CREATE TABLE programme_terms (
  municipality_id @bytes@ NOT NULL,
  programme_id @bytes@ NOT NULL,
  starts_on TEXT NOT NULL,
  market_tariff_cents @int64@ NOT NULL CHECK (market_tariff_cents > 0),
  reduced_tariff_cents @int64@ NOT NULL CHECK (reduced_tariff_cents BETWEEN 0 AND market_tariff_cents),
  voucher_minutes @int64@ NOT NULL CHECK (voucher_minutes > 0),
  validity_months @int64@ NOT NULL CHECK (validity_months > 0),
  validity TEXT NOT NULL CHECK (validity IN ('months', 'end_of_month')),
  first_warning_weeks @int64@ NOT NULL,
  second_warning_weeks @int64@ NOT NULL CHECK (second_warning_weeks BETWEEN 1 AND first_warning_weeks - 1),
  resident_ceiling @int64@ NOT NULL CHECK (resident_ceiling > 0),
  household_ceiling @int64@ NOT NULL CHECK (household_ceiling > 0),
  order_min @int64@ NOT NULL CHECK (order_min > 0),
  order_max @int64@ NOT NULL CHECK (order_max >= order_min),
  free_ceiling @int64@ NOT NULL CHECK (free_ceiling >= 0),
  refund_fee_cents @int64@ NOT NULL CHECK (refund_fee_cents >= 0),
  expired_paid_part TEXT NOT NULL CHECK (expired_paid_part IN ('payer', 'programme')),
  approval_working_days @int64@ NOT NULL CHECK (approval_working_days > 0),
  PRIMARY KEY (municipality_id, programme_id, starts_on),
  FOREIGN KEY (municipality_id, programme_id) REFERENCES programmes (municipality_id, programme_id)
) @strict@;

CREATE TABLE programme_tiers (
  municipality_id @bytes@ NOT NULL,
  programme_id @bytes@ NOT NULL,
  starts_on TEXT NOT NULL,
  from_nth @int64@ NOT NULL CHECK (from_nth > 1),
  extra_cents @int64@ NOT NULL CHECK (extra_cents > 0),
  PRIMARY KEY (municipality_id, programme_id, starts_on, from_nth),
  FOREIGN KEY (municipality_id, programme_id, starts_on)
    REFERENCES programme_terms (municipality_id, programme_id, starts_on)
) @strict@;

-- The complexes whose tenants belong to a programme's target group.
CREATE TABLE target_complexes (
  municipality_id @bytes@ NOT NULL,
  programme_id @bytes@ NOT NULL,
  complex_id @bytes@ NOT NULL,
  PRIMARY KEY (municipality_id, programme_id, complex_id),
  FOREIGN KEY (municipality_id, programme_id) REFERENCES programmes (municipality_id, programme_id),
  FOREIGN KEY (municipality_id, complex_id) REFERENCES complexes (municipality_id, complex_id)
) @strict@;

-- The people who are served, and the households that they form (server/residents/README.md).

CREATE TABLE households (
  municipality_id @bytes@ NOT NULL,
  household_id @bytes@ NOT NULL,
  neighbourhood_id @bytes@ NOT NULL,
  -- The housing corporation's complex that the dwelling belongs to.
  complex_id @bytes@,
  -- In one form: '5042AB'.
  postcode TEXT NOT NULL CHECK (length(postcode) = 6),
  house_number TEXT NOT NULL,
  PRIMARY KEY (municipality_id, household_id),
  FOREIGN KEY (municipality_id, neighbourhood_id) REFERENCES neighbourhoods (municipality_id, neighbourhood_id),
  FOREIGN KEY (municipality_id, complex_id) REFERENCES complexes (municipality_id, complex_id)
) @strict@;

CREATE INDEX households_by_postcode ON households (municipality_id, postcode);
CREATE INDEX households_by_complex ON households (municipality_id, complex_id, household_id);
CREATE INDEX households_by_neighbourhood ON households (municipality_id, neighbourhood_id, household_id);

CREATE TABLE residents (
  municipality_id @bytes@ NOT NULL,
  resident_id @bytes@ NOT NULL,
  household_id @bytes@ NOT NULL,
  name TEXT NOT NULL,
  born_on TEXT,
  phone TEXT NOT NULL,
  low_income @int64@ NOT NULL CHECK (low_income IN (0, 1)),
  deceased_on TEXT CHECK (born_on IS NULL OR deceased_on >= born_on),
  PRIMARY KEY (municipality_id, resident_id),
  FOREIGN KEY (municipality_id, household_id) REFERENCES households (municipality_id, household_id)
) @strict@;

CREATE INDEX residents_of_household ON residents (municipality_id, household_id, resident_id);

-- A resident is found by any word of the name: for "Ada de Vries" there are 'ada de vries', 'de vries' and 'vries', in
-- lower case and without accents, so that a prefix is a range of this key.
CREATE TABLE resident_names (
  municipality_id @bytes@ NOT NULL,
  name_tail TEXT NOT NULL,
  resident_id @bytes@ NOT NULL,
  PRIMARY KEY (municipality_id, name_tail, resident_id),
  FOREIGN KEY (municipality_id, resident_id) REFERENCES residents (municipality_id, resident_id)
) @strict@;

CREATE INDEX resident_names_of_resident ON resident_names (municipality_id, resident_id);

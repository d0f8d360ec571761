-- The people who are served, and the households that they form.

-- name: add_household
INSERT INTO households (municipality_id, household_id, neighbourhood_id, complex_id, postcode, house_number)
VALUES ($1, $2, $3, $4, $5, $6)

-- name: move_household
UPDATE households SET neighbourhood_id = $3, complex_id = $4, postcode = $5, house_number = $6
WHERE municipality_id = $1 AND household_id = $2
RETURNING household_id

-- name: household
SELECT h.household_id, h.neighbourhood_id, h.complex_id,
  CASE WHEN EXISTS (SELECT 1 FROM residents r WHERE r.municipality_id = h.municipality_id
      AND r.household_id = h.household_id AND r.low_income = 1 AND r.deceased_on IS NULL) THEN 1 ELSE 0 END
FROM households h WHERE h.municipality_id = $1 AND h.household_id = $2

-- name: add_resident
INSERT INTO residents (municipality_id, resident_id, household_id, name, born_on, phone, low_income)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: add_name_tail
INSERT INTO resident_names (municipality_id, name_tail, resident_id) VALUES ($1, $2, $3)
ON CONFLICT (municipality_id, name_tail, resident_id) DO NOTHING

-- name: resident
SELECT r.resident_id, r.household_id, r.low_income, CASE WHEN r.deceased_on IS NULL AND r.erased_on IS NULL THEN 0 ELSE 1 END, h.complex_id,
  h.neighbourhood_id
FROM residents r
JOIN households h ON h.municipality_id = r.municipality_id AND h.household_id = r.household_id
WHERE r.municipality_id = $1 AND r.resident_id = $2

-- name: set_low_income
UPDATE residents SET low_income = $3
WHERE municipality_id = $1 AND resident_id = $2 AND deceased_on IS NULL
RETURNING resident_id

-- name: born_on
SELECT born_on FROM residents WHERE municipality_id = $1 AND resident_id = $2

-- name: record_death
UPDATE residents SET deceased_on = $3
WHERE municipality_id = $1 AND resident_id = $2 AND deceased_on IS NULL
RETURNING resident_id

-- name: person
SELECT resident_id, household_id, name, born_on, phone, low_income, deceased_on
FROM residents WHERE municipality_id = $1 AND resident_id = $2

-- name: home
SELECT household_id, neighbourhood_id, complex_id, postcode, house_number
FROM households WHERE municipality_id = $1 AND household_id = $2

-- name: people_of_household
SELECT resident_id, household_id, name, born_on, phone, low_income, deceased_on
FROM residents WHERE municipality_id = $1 AND household_id = $2
ORDER BY resident_id LIMIT 100

-- name: people_by_name
-- $3 and $4 bound the tails that begin with what was typed; the postcode may be empty.
SELECT DISTINCT r.resident_id, r.household_id, r.name, r.born_on, r.phone, r.low_income, r.deceased_on
FROM resident_names n
JOIN residents r ON r.municipality_id = n.municipality_id AND r.resident_id = n.resident_id
JOIN households h ON h.municipality_id = r.municipality_id AND h.household_id = r.household_id
WHERE n.municipality_id = $1 AND n.resident_id > $2 AND n.name_tail >= $3 AND n.name_tail < $4
  AND (h.postcode = $5 OR $5 = '')
ORDER BY r.resident_id LIMIT $6

-- name: people_by_postcode
SELECT r.resident_id, r.household_id, r.name, r.born_on, r.phone, r.low_income, r.deceased_on
FROM households h
JOIN residents r ON r.municipality_id = h.municipality_id AND r.household_id = h.household_id
WHERE h.municipality_id = $1 AND h.postcode = $3 AND r.resident_id > $2
ORDER BY r.resident_id LIMIT $4

-- name: correct
UPDATE residents SET name = CASE WHEN $3 = '' THEN name ELSE $3 END,
  born_on = CASE WHEN $4 = '' THEN born_on ELSE $4 END, phone = CASE WHEN $5 = '' THEN phone ELSE $5 END
WHERE municipality_id = $1 AND resident_id = $2

-- name: take_name_away
UPDATE residents SET name = '', born_on = NULL, phone = '', low_income = 0, deceased_on = NULL, erased_on = $3
WHERE municipality_id = $1 AND resident_id = $2
RETURNING household_id

-- name: drop_name_tails
DELETE FROM resident_names WHERE municipality_id = $1 AND resident_id = $2

-- name: take_address_away
-- Where nobody who is known lives any more.
UPDATE households SET postcode = '0000XX', house_number = ''
WHERE municipality_id = $1 AND household_id = $2 AND NOT EXISTS (
  SELECT 1 FROM residents r
  WHERE r.municipality_id = households.municipality_id AND r.household_id = households.household_id
    AND r.erased_on IS NULL)

-- name: target_households
-- $3: low income only. A household must live in the complex $4 and the neighbourhood $5 where these are given.
SELECT h.household_id FROM households h
WHERE h.municipality_id = $1 AND h.household_id > $6
  AND (h.complex_id = $4 OR $4 IS NULL) AND (h.neighbourhood_id = $5 OR $5 IS NULL)
  AND EXISTS (
    SELECT 1 FROM residents r
    WHERE r.municipality_id = $1 AND r.household_id = h.household_id AND r.deceased_on IS NULL
      AND (r.low_income = 1 OR ($3 = 0 AND h.complex_id IN (
        SELECT t.complex_id FROM target_complexes t WHERE t.municipality_id = $1 AND t.programme_id = $2))))
ORDER BY h.household_id LIMIT $7

-- name: household_outside_its_complex
-- Named by the complex: an address is personal.
SELECT c.name FROM households h
JOIN complexes c ON c.municipality_id = h.municipality_id AND c.complex_id = h.complex_id
WHERE h.municipality_id = $1 AND c.neighbourhood_id <> h.neighbourhood_id

-- name: resident_whom_no_search_finds
-- Named by the neighbourhood: a name is personal.
SELECT b.name FROM residents r
JOIN households h ON h.municipality_id = r.municipality_id AND h.household_id = r.household_id
JOIN neighbourhoods b ON b.municipality_id = h.municipality_id AND b.neighbourhood_id = h.neighbourhood_id
WHERE r.municipality_id = $1 AND r.erased_on IS NULL AND NOT EXISTS (
  SELECT 1 FROM resident_names n WHERE n.municipality_id = r.municipality_id AND n.resident_id = r.resident_id)

-- name: same_helper
SELECT same_helper FROM preferences WHERE municipality_id = $1 AND resident_id = $2

-- name: welcome_hours
SELECT weekday, from_minute, until_minute FROM welcome_hours WHERE municipality_id = $1 AND resident_id = $2
ORDER BY weekday, from_minute

-- name: preference_words
SELECT kind, word FROM preference_words WHERE municipality_id = $1 AND resident_id = $2 ORDER BY kind, word

-- name: add_preferences
INSERT INTO preferences (municipality_id, resident_id, same_helper) VALUES ($1, $2, $3)

-- name: add_welcome_hours
INSERT INTO welcome_hours (municipality_id, resident_id, weekday, from_minute, until_minute) VALUES ($1, $2, $3, $4, $5)

-- name: add_preference_word
INSERT INTO preference_words (municipality_id, resident_id, kind, word) VALUES ($1, $2, $3, $4)

-- name: drop_welcome_hours
DELETE FROM welcome_hours WHERE municipality_id = $1 AND resident_id = $2

-- name: drop_preference_words
DELETE FROM preference_words WHERE municipality_id = $1 AND resident_id = $2

-- name: drop_preferences
DELETE FROM preferences WHERE municipality_id = $1 AND resident_id = $2

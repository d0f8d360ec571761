-- How residents like to be helped (server/residents/README.md).

CREATE TABLE preferences (
  municipality_id @bytes@ NOT NULL,
  resident_id @bytes@ NOT NULL,
  same_helper @int64@ NOT NULL CHECK (same_helper IN (0, 1)),
  PRIMARY KEY (municipality_id, resident_id),
  FOREIGN KEY (municipality_id, resident_id) REFERENCES residents (municipality_id, resident_id)
) @strict@;

-- When help is welcome, every week; minutes after midnight on the clock of the town.
CREATE TABLE welcome_hours (
  municipality_id @bytes@ NOT NULL,
  resident_id @bytes@ NOT NULL,
  weekday @int64@ NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  from_minute @int64@ NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
  until_minute @int64@ NOT NULL CHECK (until_minute BETWEEN from_minute + 1 AND 2160),
  PRIMARY KEY (municipality_id, resident_id, weekday, from_minute),
  FOREIGN KEY (municipality_id, resident_id) REFERENCES preferences (municipality_id, resident_id)
) @strict@;

-- A language (ISO 639-1) to be spoken with, or an animal in the house.
CREATE TABLE preference_words (
  municipality_id @bytes@ NOT NULL,
  resident_id @bytes@ NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('language', 'pet')),
  word TEXT NOT NULL,
  PRIMARY KEY (municipality_id, resident_id, kind, word),
  FOREIGN KEY (municipality_id, resident_id) REFERENCES preferences (municipality_id, resident_id)
) @strict@;

-- When participants can help, what they can and want, and what their tracks ask for (server/participants/README.md).

CREATE TABLE week_patterns (
  municipality_id @bytes@ NOT NULL,
  participant_id @bytes@ NOT NULL,
  -- 1 is Monday.
  weekday @int64@ NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  -- Minutes after midnight on the clock of the town; more than 1440 runs into the next day.
  from_minute @int64@ NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
  until_minute @int64@ NOT NULL CHECK (until_minute BETWEEN from_minute + 1 AND 2160),
  PRIMARY KEY (municipality_id, participant_id, weekday, from_minute),
  FOREIGN KEY (municipality_id, participant_id) REFERENCES participants (municipality_id, participant_id)
) @strict@;

-- Days on which the pattern does not hold; their hours stand in special_hours.
CREATE TABLE special_days (
  municipality_id @bytes@ NOT NULL,
  participant_id @bytes@ NOT NULL,
  day TEXT NOT NULL,
  PRIMARY KEY (municipality_id, participant_id, day),
  FOREIGN KEY (municipality_id, participant_id) REFERENCES participants (municipality_id, participant_id)
) @strict@;

CREATE TABLE special_hours (
  municipality_id @bytes@ NOT NULL,
  participant_id @bytes@ NOT NULL,
  day TEXT NOT NULL,
  from_minute @int64@ NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
  until_minute @int64@ NOT NULL CHECK (until_minute BETWEEN from_minute + 1 AND 2160),
  PRIMARY KEY (municipality_id, participant_id, day, from_minute),
  FOREIGN KEY (municipality_id, participant_id, day)
    REFERENCES special_days (municipality_id, participant_id, day)
) @strict@;

CREATE INDEX special_days_by_day ON special_days (municipality_id, day);
CREATE INDEX special_hours_by_day ON special_hours (municipality_id, day);

CREATE TABLE profiles (
  municipality_id @bytes@ NOT NULL,
  participant_id @bytes@ NOT NULL,
  travel_mode TEXT NOT NULL CHECK (travel_mode IN ('foot', 'bike')),
  longest_leg_minutes @int64@ NOT NULL CHECK (longest_leg_minutes > 0),
  wanted_hours @int64@ NOT NULL CHECK (wanted_hours >= 0),
  guidance TEXT NOT NULL CHECK (guidance IN ('alone', 'buddy', 'group', 'accompanied')),
  buddy_id @bytes@,
  -- In one form: '5042AB'; empty where the household says it, or nobody knows.
  postcode TEXT NOT NULL,
  PRIMARY KEY (municipality_id, participant_id),
  FOREIGN KEY (municipality_id, participant_id) REFERENCES participants (municipality_id, participant_id),
  FOREIGN KEY (municipality_id, buddy_id) REFERENCES participants (municipality_id, participant_id)
) @strict@;

-- What stands in a profile many times: a capability, a language (ISO 639-1) or an animal to avoid.
CREATE TABLE profile_words (
  municipality_id @bytes@ NOT NULL,
  participant_id @bytes@ NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('capability', 'language', 'avoided_pet')),
  word TEXT NOT NULL,
  PRIMARY KEY (municipality_id, participant_id, kind, word),
  FOREIGN KEY (municipality_id, participant_id) REFERENCES profiles (municipality_id, participant_id)
) @strict@;

CREATE TABLE wished_services (
  municipality_id @bytes@ NOT NULL,
  participant_id @bytes@ NOT NULL,
  service_id @bytes@ NOT NULL,
  PRIMARY KEY (municipality_id, participant_id, service_id),
  FOREIGN KEY (municipality_id, participant_id) REFERENCES profiles (municipality_id, participant_id),
  FOREIGN KEY (municipality_id, service_id) REFERENCES services (municipality_id, service_id)
) @strict@;

CREATE TABLE exemptions (
  municipality_id @bytes@ NOT NULL,
  exemption_id @bytes@ NOT NULL,
  participant_id @bytes@ NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('informal_care', 'voluntary_work', 'other')),
  weekly_hours @int64@ NOT NULL CHECK (weekly_hours > 0),
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL CHECK (ends_on >= starts_on),
  PRIMARY KEY (municipality_id, exemption_id),
  FOREIGN KEY (municipality_id, participant_id) REFERENCES participants (municipality_id, participant_id)
) @strict@;

CREATE INDEX exemptions_of_participant ON exemptions (municipality_id, participant_id, ends_on);

-- A coach without a row guides without a bound.
CREATE TABLE guidance_capacities (
  municipality_id @bytes@ NOT NULL,
  coach_id @bytes@ NOT NULL,
  minutes_a_day @int64@ NOT NULL CHECK (minutes_a_day >= 0),
  PRIMARY KEY (municipality_id, coach_id),
  FOREIGN KEY (municipality_id, coach_id) REFERENCES actors (municipality_id, actor_id)
) @strict@;

CREATE TABLE track_goals (
  municipality_id @bytes@ NOT NULL,
  track_id @bytes@ NOT NULL,
  -- 0, 1, 2: in the order in which they were given.
  position @int64@ NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('see_services', 'practise_module', 'minutes', 'work_alone')),
  module TEXT NOT NULL,
  needed @int64@ NOT NULL CHECK (needed > 0),
  PRIMARY KEY (municipality_id, track_id, position),
  FOREIGN KEY (municipality_id, track_id) REFERENCES tracks (municipality_id, track_id)
) @strict@;

CREATE TABLE track_goal_services (
  municipality_id @bytes@ NOT NULL,
  track_id @bytes@ NOT NULL,
  position @int64@ NOT NULL,
  service_id @bytes@ NOT NULL,
  PRIMARY KEY (municipality_id, track_id, position, service_id),
  FOREIGN KEY (municipality_id, track_id, position) REFERENCES track_goals (municipality_id, track_id, position),
  FOREIGN KEY (municipality_id, service_id) REFERENCES services (municipality_id, service_id)
) @strict@;

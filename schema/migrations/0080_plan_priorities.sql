-- What the plans of a programme weigh after serving residents; without rows the town's order holds (server/matching/README.md).
CREATE TABLE plan_priorities (
  municipality_id @bytes@ NOT NULL,
  programme_id @bytes@ NOT NULL,
  position @int64@ NOT NULL,
  -- The tier in which it stands, the weightiest first.
  tier @int64@ NOT NULL CHECK (tier >= 0),
  objective TEXT NOT NULL
    CHECK (objective IN ('goals', 'continuity', 'wishes', 'fairness', 'travel', 'changes', 'buddies')),
  weight @int64@ NOT NULL CHECK (weight BETWEEN 1 AND 1000),
  PRIMARY KEY (municipality_id, programme_id, position),
  UNIQUE (municipality_id, programme_id, objective),
  FOREIGN KEY (municipality_id, programme_id) REFERENCES programmes (municipality_id, programme_id)
) @strict@;

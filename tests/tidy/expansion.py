"""A migration step only adds, so that servers of the version before work on: what it takes away says since when it is unused."""

import re

from repository import Findings, files, line_of, text_of

# Stands on the line above: since that step no version that works on this schema uses it any more.
UNUSED_SINCE = re.compile(r"^-- unused since (\d{4}_\w+)$")

findings = Findings()
steps = files("schema/migrations/*.sql")
made_in = {}


def why_it_disturbs(statement, step):
    """What a server of the version before would stumble over; empty where it would not."""
    words = " ".join(statement.split())
    if match := re.match(r"CREATE TABLE (\w+)", words):
        made_in[match[1]] = step
        return ""
    if match := re.match(r"CREATE (UNIQUE )?INDEX \w+ ON (\w+)", words):
        if match[1] and made_in.get(match[2]) != step:
            return f"what was allowed in {match[2]} may not be unique"
        return ""
    if match := re.match(r"ALTER TABLE (\w+) ADD COLUMN (\w+) (.*)", words):
        if "NOT NULL" in match[3].split("CHECK")[0] and "DEFAULT" not in match[3]:
            return f"it writes {match[1]} without {match[2]}"
        return ""
    if re.match(r"(CREATE VIEW|INSERT INTO|UPDATE) ", words):
        return ""
    return "it may still use what this changes or takes away"


for path in steps:
    text = text_of(path)
    step = path.stem
    earlier = {other.stem for other in steps if other.stem < step}
    # Comments are blanked, so that places stay; a semicolon in a text would be one too many, and none is there.
    bare = re.sub(r"--[^\n]*", lambda match: " " * len(match.group()), text)
    position = 0
    for statement in bare.split(";"):
        begins = position + len(statement) - len(statement.lstrip())
        position += len(statement) + 1
        if not statement.strip():
            continue
        line = line_of(text, begins)
        disturbs = why_it_disturbs(statement.strip(), step)
        if not disturbs:
            continue
        above = UNUSED_SINCE.match(text.split("\n")[line - 2]) if line > 1 else None
        if not above:
            findings.add(path, line, f"{disturbs}; let a version stop using it first, then say above: -- unused since <step>")
        elif above[1] not in earlier:
            findings.add(path, line, f"{above[1]} is no earlier step; name the one since which it is unused")
findings.leave()

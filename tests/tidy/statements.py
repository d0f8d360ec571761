"""Every named statement is bound to its municipality, has a name of its own, and is used; so is every key of the schema."""

import re

from repository import Findings, files, line_of, text_of, without_comments_and_texts

# Reference tables: small, the same on every node.
SHARED_TABLES = {"municipalities", "schema_migrations"}

findings = Findings()
code = {path: text_of(path) for path in files("server/*.cpp", "server/*.h")}

for path in files("server/*.sql"):
    text = text_of(path)
    parts = re.split(r"^-- name: (\w+)(.*)$", text, flags=re.MULTILINE)
    seen = set()
    position = len(parts[0])
    for name, note, body in zip(parts[1::3], parts[2::3], parts[3::3]):
        line = line_of(text, text.index(f"-- name: {name}{note}\n"))
        bare = re.sub(r"--[^\n]*", "", body)
        if name in seen:
            findings.add(path, line, f"{name} is here twice")
        seen.add(name)
        if note.strip() not in ("", "shared"):
            findings.add(path, line, f"'{note.strip()}' after the name; only 'shared' may stand there")
        if note.strip() != "shared" and ("municipality_id" not in bare or not re.search(r"\$1\b", bare)):
            findings.add(path, line, f"{name} is not bound to municipality_id = $1; bind it, or mark it shared")
        for word in re.findall(r"\b(ILIKE|SERIAL|NOW\(|FOR UPDATE|JSON\w*|DATETIME\(|IFNULL|GROUP_CONCAT|AUTOINCREMENT)", bare, re.I):
            findings.add(path, line, f"{name} says {word}, which not every engine knows")
        domain = path.parts[1]
        used = re.compile(rf"\bsql::{name}\b")
        if not any(used.search(text) for where, text in code.items() if where.parts[1] == domain):
            findings.add(path, line, f"{name} is used nowhere in {domain}; take it away")

for path in files("schema/migrations/*.sql"):
    text = re.sub(r"--[^\n]*", lambda match: " " * len(match.group()), text_of(path))
    for match in re.finditer(r"CREATE TABLE (\w+) \((.*?)\n\)([^;]*);", text, re.DOTALL):
        table, body, rest = match.groups()
        line = line_of(text, match.start())
        if "@strict@" not in rest:
            findings.add(path, line, f"{table} does not end in @strict@")
        if "PRIMARY KEY" not in body:
            findings.add(path, line, f"{table} has no primary key")
        if table in SHARED_TABLES:
            continue
        for key in re.finditer(r"(PRIMARY KEY|UNIQUE|FOREIGN KEY) \((\w+)", body):
            if key.group(2) != "municipality_id":
                findings.add(path, line_of(text, match.start(2) + key.start()),
                             f"a key of {table} begins with {key.group(2)}; every key begins with municipality_id")
    for match in re.finditer(r"CREATE (?:UNIQUE )?INDEX (\w+) ON (\w+) \((\w+)", text):
        if match.group(3) != "municipality_id" and match.group(2) not in SHARED_TABLES:
            findings.add(path, line_of(text, match.start()), f"{match.group(1)} does not begin with municipality_id")
findings.leave()

"""schema/current.*.sql are what the migrations lead to, in the words that the store uses."""

import difflib
import re
import subprocess

from repository import ROOT, Findings, text_of

findings = Findings()
for engine in ("sqlite", "postgres"):
    path = f"schema/current.{engine}.sql"
    fresh = subprocess.run(["schema/snapshot.sh", engine], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    kept = text_of(path) if (ROOT / path).exists() else ""
    if fresh != kept:
        differs = next((i for i, (a, b) in enumerate(zip(fresh.split("\n"), kept.split("\n")), 1) if a != b), 1)
        findings.add(path, differs, f"is stale; run schema/snapshot.sh {engine} > {path}")
        print("\n".join(list(difflib.unified_diff(kept.split("\n"), fresh.split("\n"), "kept", "fresh", lineterm=""))[:40]))

# The snapshot says in shell what the store says in C++.
dialect = re.search(r'sqlite_dialect\{"([^"]+)", "([^"]+)", "([^"]+)"\}', text_of("server/store/sqlite_migrate.cpp"))
for token, words in zip(("@int64@", "@bytes@", "@strict@"), dialect.groups()):
    if f"s/{token}/{words}/g" not in text_of("schema/snapshot.sh"):
        findings.add("schema/snapshot.sh", 1, f"{token} is '{words}' in server/store/sqlite_migrate.cpp; say the same")
findings.leave()

"""Dependencies point one way. A folder may include what stands before it on the line, and what it names there."""

import re

from repository import Findings, files, text_of, line_of

# Each folder with the folders that it builds on directly; everything behind those is allowed too.
BUILDS_ON = {
    "base": [],
    "store": ["base"],
    "paper": ["base"],
    "ledger": ["store"],
    "identity": ["store"],
    "oidc": ["identity"],
    "organisations": ["ledger", "identity"],
    "catalogue": ["organisations"],
    "residents": ["organisations", "paper"],
    "funding": ["organisations", "catalogue"],
    "participants": ["funding", "residents"],
    "vouchers": ["funding", "residents"],
    "jobs": ["vouchers", "participants"],
    "settlement": ["jobs"],
    "matching/solver": ["base"],
    "matching/files": ["matching/solver"],
    "matching": ["jobs", "matching/solver"],
    "reporting": ["settlement"],
    "approvals": ["identity"],
    "privacy": ["jobs", "approvals"],
    "town": ["reporting", "matching", "privacy", "oidc"],
    "demo": ["town"],
    "web": ["town"],
    "main": ["web", "demo", "matching/files"],
}
# Files beside the folders.
STANDS_WITH = {"town": "town", "due_work": "town", "verify": "town", "config": "main", "serve": "main", "main": "main"}
# Settings are read by the program alone, and the web's own settings by everything that starts it.


def allowed(folder):
    seen, waiting = {folder}, [folder]
    while waiting:
        for lower in BUILDS_ON[waiting.pop()]:
            if lower not in seen:
                seen.add(lower)
                waiting.append(lower)
    return seen


def place_of(parts):
    """The folder, or what a file beside the folders stands with."""
    for depth in range(len(parts) - 1, 1, -1):
        if "/".join(parts[:depth]) in BUILDS_ON:
            return "/".join(parts[:depth])
    return parts[0] if len(parts) > 1 else STANDS_WITH.get(parts[0].split(".")[0])


findings = Findings()
for path in files("server/*.cpp", "server/*.h"):
    here = place_of(path.parts[1:])
    if here not in BUILDS_ON:
        findings.add(path, 1, "has no place on the line; give it one in tests/tidy/dependencies.py")
        continue
    text = text_of(path)
    for match in re.finditer(r'^#include "([^"]+)"', text, re.MULTILINE):
        parts = match.group(1).split("/")
        there = parts[1] if parts[0] == "emplooi" else place_of(parts)
        if there is None or (there not in BUILDS_ON and there != "migrations"):
            findings.add(path, line_of(text, match.start()), f"includes {match.group(1)}, which is no file of the server's")
        elif there not in allowed(here):
            findings.add(path, line_of(text, match.start()),
                         f"{here} includes {match.group(1)}, but {there} does not stand before {here}; turn it around")
findings.leave()

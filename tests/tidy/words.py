"""Words that do not stand in this repository, each with what to do instead."""

import re

from repository import Findings, files, text_of, without_comments_and_texts

ANYWHERE = [
    (r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b", "mend it, or leave it out"),
    (r"/work/|/tmp/clone", "a path of one machine; name it relative to the root"),
    (r"\b[Ii]ssue #?\d+|(?<![\w&])#\d+\b", "a number that only a tracker knows; say what it is about"),
    (r"\bregistry\.npmjs\.org\b", "whoever installs has their own registry"),
]
IN_CODE = [
    (r"\b(float|double)\b.*([Cc]ents|[Pp]rice|[Tt]ariff|[Aa]mount)|([Cc]ents|[Pp]rice|[Tt]ariff|[Aa]mount).*\b(float|double)\b",
     "money is whole cents: Cents"),
    (r"\b(strcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|atol|atof)\s*\(", "has no bound or no error; use the standard library"),
    (r"std::endl\b", "hides a flush; write '\\n', and std::flush where someone waits"),
    (r"\b(rand|srand|localtime|gmtime)\s*\(|\bsystem_clock::now\b", "time and chance come from the transaction or a Clock"),
    # A call with arguments, or of a free function: its answer lives until the end of the range, not of the loop.
    (r"\bfor \([^;]* : (?:(?:[\w:]*\w)\(\)|[^;]*\w\((?!\d*\))[^;]*\))\.\w+\(\)\)(?= *(?:\{|\w|$))",
     "the answer dies before the loop begins; give it a name"),
    (r"\busing namespace std;", "name what is used"),
    # The text was blanked.
    (r"\bspdlog::\w+\(\s+,", "compiles all of fmt once more; spdlog::warn(fmt::format(...))"),
]
# The machine's clock and randomness enter here.
ENTRANCES = {"server/base/time.cpp", "server/base/time.h", "server/base/id.cpp"}
PROSE_ENDINGS = {".md", ".cpp", ".h", ".sql", ".proto", ".py", ".sh", ".awk", ".mjs", ".txt", ".cmake", ".toml", ".json", ".csv",
                 ".ts", ".svelte", ".html", ".css"}

findings = Findings()
for path in files():
    if path.name in ("words.py", "package-lock.json") or path.suffix not in PROSE_ENDINGS:
        continue
    text = text_of(path)
    for number, line in enumerate(text.split("\n"), 1):
        for pattern, says in ANYWHERE:
            if found := re.search(pattern, line):
                findings.add(path, number, f"'{found.group()}': {says}")
    if path.suffix not in (".cpp", ".h") or str(path) in ENTRANCES:
        continue
    for number, line in enumerate(without_comments_and_texts(text).split("\n"), 1):
        for pattern, says in IN_CODE:
            if found := re.search(pattern, line):
                findings.add(path, number, f"'{found.group()}': {says}")
findings.leave()

"""Every test that server/identity/ASVS.md names exists, and every requirement stands in it once."""

import re

from repository import Findings, files, text_of

LIST = "server/identity/ASVS.md"

findings = Findings()
suites = {}
for path in files("tests/*_test.cpp"):
    folder = path.parts[1]
    for suite, test in re.findall(r"^TEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\)", text_of(path), re.MULTILINE):
        suites.setdefault(f"{folder}.{suite}", set()).add(test)
# What is no program of GoogleTest's: scripts, journeys, checks.
named = {f"tidy.{path.stem}" for path in files("tests/tidy/*.py", "tests/tidy/*.sh")}
named |= {f"browser.{path.stem.removesuffix('_journey')}" for path in files("tests/browser/*_journey.mjs")}
named |= set(re.findall(r"add_test\(NAME ([\w.]+)", "".join(text_of(p) for p in files("tests/CMakeLists.txt", "tests/*/*.cmake"))))

seen = {}
for number, line in enumerate(text_of(files(LIST)[0]).split("\n"), 1):
    cells = line.split("|")
    if len(cells) < 5 or not re.match(r" \d", cells[1]):
        continue
    for first, last in re.findall(r"(\d+\.\d+\.\d+)(?:-(\d+\.\d+\.\d+))?", cells[1]):
        parts = first.split(".")
        end = int(last.split(".")[2]) if last else int(parts[2])
        for requirement in (f"{parts[0]}.{parts[1]}.{i}" for i in range(int(parts[2]), end + 1)):
            if requirement in seen:
                findings.add(LIST, number, f"{requirement} stands on line {seen[requirement]} too; say it once")
            seen[requirement] = number
    shown_by = "|".join(cells[3:])
    if "by design" not in shown_by and "not yet" not in shown_by and "`" not in shown_by and not re.search(r"\w+\.\w+", shown_by):
        findings.add(LIST, number, "names no test, and does not say that there is none")
    # A suite, and after it the tests of it.
    for suite, tests in re.findall(r"\b([a-z_]+\.[A-Za-z_]+)((?:,? `\w+`)*)", shown_by):
        if suite not in suites and suite not in named:
            findings.add(LIST, number, f"there is no {suite}; name a test that is there, or say: not yet")
        for test in re.findall(r"`(\w+)`", tests):
            if test not in suites.get(suite, set()):
                findings.add(LIST, number, f"{suite} has no test {test}; name one that is there, or say: not yet")
findings.leave()

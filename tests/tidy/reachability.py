"""Nothing lies about: every file is built, included, run or told of somewhere."""

import re

from repository import Findings, files, text_of

# Files that tools look for by name.
ROOTS = {"README.md", "CHANGELOG.md", "CMakeLists.txt", "CMakePresets.json", ".clang-format", ".clang-tidy", ".gitignore", ".npmrc",
         "package.json", "package-lock.json", "buf.yaml", ".ci/run", "current.sqlite.sql", "current.postgres.sql"}
# Folders whose .cpp files are built without being named, and what makes a folder so.
BUILT = re.compile(r"^(?:emplooi_folder|emplooi_tests)\(([\w/]+)", re.MULTILINE)

findings = Findings()
all_files = files()
texts = {path: text_of(path) for path in all_files if path.suffix not in (".binpb", ".png")}
server_folders = set(BUILT.findall(texts[next(p for p in all_files if str(p) == "server/CMakeLists.txt")]))
tests_list = texts[next(p for p in all_files if str(p) == "tests/CMakeLists.txt")]
test_folders = set(BUILT.findall(tests_list))
whole_test_folders = set(re.findall(r"\b(\w+)/\*\.cpp", tests_list))


def is_built(path):
    parts = path.parts
    if parts[0] == "server" and len(parts) >= 3 and path.suffix == ".cpp":
        return "/".join(parts[1:-1]) in server_folders
    if parts[0] == "tests" and len(parts) == 3 and path.suffix == ".cpp" and parts[1] in whole_test_folders:
        return True
    if parts[0] == "tests" and len(parts) == 3 and path.name.endswith("_test.cpp"):
        return parts[1] in test_folders
    # Journeys and the clients' tests are run by their endings.
    if parts[:2] == ("tests", "browser") and path.name.endswith("_journey.mjs"):
        return True
    if parts[:2] == ("tests", "clients") and path.name.endswith(".test.ts"):
        return True
    return path.parts[:2] == ("schema", "migrations") or path.suffix == ".proto"


mentions = {}
for path, text in texts.items():
    for word in set(re.findall(r"[\w.-]+", text)):
        mentions.setdefault(word.rstrip("."), set()).add(path)
for path in all_files:
    if path.name in ROOTS or str(path) in ROOTS or is_built(path):
        continue
    # A decision is found by its folder, and so is the README of a folder.
    if path.parts[:2] == ("server", "decisions"):
        continue
    # Headers are included by their path, statements as the header that is made of them, checks by their bare name.
    names = {path.name, path.name + ".h", path.stem if path.parts[:2] == ("tests", "tidy") else path.name}
    if not any(mentions.get(name, set()) - {path} for name in names):
        findings.add(path, 1, "is named nowhere; take it away, or use it")
findings.leave()

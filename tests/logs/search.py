"""Searches all that the tests' towns and servers logged for what may never stand there. Usage: search.py <folder of logs>

What may not: the texts that the tests noted (secrets/*.txt), those that seeded.txt lists, the people of the demo town, and whatever
has the form of a token, code, number of a citizen or of a bank account. Fails for an empty folder. Before it looks, it proves on
logs of its own that it would find each."""

import pathlib
import re
import sqlite3
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SHORTEST = 5
# What differs from line to line and is made by the server: time, number of the request, measures.
VARYING = re.compile(r'"at":"[^"]*",?|"request":"[0-9a-f]{12}-\d+",?|"(?:duration_us|bytes_in|bytes_out|status)":\d+,?')
CROCKFORD = "[0-9A-HJKMNP-TV-Z]"
FORMS = {
    "a session's token": re.compile(r"(?<![\w-])[\w-]{43}(?![\w-])"),
    "a card's code": re.compile(rf"\b{CROCKFORD}{{26}}\b"),
    "a one-time code": re.compile(rf"\b(?:{CROCKFORD}{{4}}-){{3,}}{CROCKFORD}{{4}}\b|#[a-z0-9-]+/{CROCKFORD}{{16}}\b"),
    "a bank account": re.compile(r"\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b"),
    "a header with a session": re.compile(r"__Host-emplooi=|\b[Bb]earer "),
    "a password's hash": re.compile(r"\$argon2id\$"),
    "a token of a provider": re.compile(r"\beyJ[\w-]{8,}\."),
    "an e-mail or sign-in name": re.compile(r"[\w.+-]+@[\w-]+"),
}
NINE_DIGITS = re.compile(r"(?<![\w.-])\d{9}(?![\w.-])")


def is_citizen_number(digits):
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return digits != "0" * 9 and sum(int(d) * w for d, w in zip(digits, weights)) % 11 == 0


def lines_of(folder):
    """Each line once, without what varies, with the first file that holds it."""
    found = {}
    for path in sorted(folder.glob("*.log")):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            bare = VARYING.sub("", line).strip()
            if bare:
                found.setdefault(bare, path.name)
    return found


def secrets_of(folder, demo):
    texts = set((HERE / "seeded.txt").read_text(encoding="utf-8").splitlines())
    for path in folder.glob("secrets/*.txt"):
        texts |= set(path.read_text(encoding="utf-8", errors="replace").splitlines())
    if demo.exists():
        with sqlite3.connect(f"file:{demo}?mode=ro", uri=True) as town:
            for query in ("SELECT name FROM residents", "SELECT phone FROM residents", "SELECT name FROM participants",
                          "SELECT code FROM vouchers"):
                texts |= {row[0] for row in town.execute(query) if row[0]}
    words = set((HERE / "harmless.txt").read_text(encoding="utf-8").split())
    return {text for text in texts if len(text) >= SHORTEST and text not in words and not text.startswith("# ")}


def findings(lines, secrets):
    words_in = {}
    for line in lines:
        for word in re.findall(r"[\w'-]+", line):
            words_in.setdefault(word, line)
    for secret in sorted(secrets):
        if re.fullmatch(r"[\w'-]+", secret):
            if secret in words_in:
                yield words_in[secret], f"'{secret}'"
            continue
        for line in lines:
            if secret in line:
                yield line, f"'{secret}'"
    for line in lines:
        for what, form in FORMS.items():
            if form.search(line):
                yield line, what
        if any(is_citizen_number(number) for number in NINE_DIGITS.findall(line)):
            yield line, "a citizen service number"


def search(folder, demo):
    """The number of findings, or None where nothing was logged."""
    lines = lines_of(folder)
    if not lines:
        return None
    count = 0
    for line, what in findings(lines, secrets_of(folder, demo)):
        count += 1
        print(f"{lines[line]}: holds {what}: {line[:300]}")
    return count


def prove_that_it_finds():
    planted = ["Quackenbush", "the password is a long enough secret", "471199", "Ada Lovelace",
               "T" * 43, "0123456789ABCDEFGHJKMNPQRS", "ABCD-EFGH-JKMN-PQRS", "#tilburg/0123456789ABCDEF", "NL91ABNA0417164300",
               "authorization: Bearer x", "$argon2id$v=19", "eyJhbGciOiJub25lIn0.", "coordinator@tilburg", "bsn 123456782"]
    for text in planted:
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "secrets").mkdir()
            (folder / "secrets/test.txt").write_text("Quackenbush\n471199\nAda Lovelace\na long enough secret\n")
            line = '{"at":"2026-01-05T09:00:00.1Z","level":"info","request":"0123456789ab-1","rpc":"x","duration_us":%s}\n'
            (folder / "test.log").write_text(line % 471199 + line % 123456782)
            assert silently(folder) == 0, "a clean log is found fault with"
            with (folder / "test.log").open("a") as log:
                log.write('{"at":"2026-01-05T09:00:00.1Z","level":"error","says":"failed: %s"}\n' % text)
            assert silently(folder) > 0, f"'{text}' is not found"
    with tempfile.TemporaryDirectory() as name:
        assert search(pathlib.Path(name), pathlib.Path("none")) is None, "an empty folder passes"


def silently(folder):
    return sum(1 for _ in findings(lines_of(folder), secrets_of(folder, pathlib.Path("none"))))


prove_that_it_finds()
logs = pathlib.Path(sys.argv[1])
found = search(logs, logs.parent / "browser/demo.db")
if found is None:
    sys.exit(f"nothing was logged in {logs}: the search would pass whatever the servers say")
files = list(logs.glob("*.log"))
print(f"{len(files)} logs, {sum(path.stat().st_size for path in files)} bytes, {len(lines_of(logs))} different lines, "
      f"{len(secrets_of(logs, logs.parent / 'browser/demo.db'))} texts that may not stand there: {found} found")
sys.exit(1 if found else 0)

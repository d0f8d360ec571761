"""The files of the repository, and how a check speaks: one line a finding, `file:line: what is wrong; what to do`."""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def files(*patterns):
    """Files under version control or about to be, as paths relative to the root."""
    # Root may build a clone that belongs to someone else.
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\n")
    return [pathlib.Path(name) for name in sorted(set(listed)) if name and (ROOT / name).is_file()]


def sources():
    return files("server/*.cpp", "server/*.h", "tests/*.cpp", "tests/*.h")


def text_of(path):
    return (ROOT / path).read_text(encoding="utf-8")


def without_comments_and_texts(source):
    """C++ with the contents of comments and literals blanked, lines kept."""
    token = re.compile(
        r'//[^\n]*|/\*.*?\*/|R"(?P<mark>[^\s()\\]{0,16})\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|\b\d[\d\']*\d\b|\'(?:\\.|[^\'\\\n])+\'',
        re.DOTALL)

    def blank(match):
        text = match.group()
        if text[0].isdigit():
            return text.replace("'", "")
        return "".join(c if c == "\n" else " " for c in text)

    return token.sub(blank, source)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


class Findings:
    def __init__(self):
        self.count = 0

    def add(self, path, line, says):
        self.count += 1
        print(f"{path}:{line}: {says}")

    def leave(self):
        """Ends the program: 1 if anything was found."""
        sys.exit(1 if self.count else 0)

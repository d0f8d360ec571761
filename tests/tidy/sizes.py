"""A function fits a screen, a file can be read in one sitting."""

import re

from repository import Findings, line_of, sources, text_of, without_comments_and_texts

FUNCTION_LINES = 70
FILE_LINES = 500
# What opens a block that may hold functions.
HOLDS_FUNCTIONS = re.compile(r"\b(namespace|class|struct|union|enum|extern)\b(?![^{]*\)\s*(const)?\s*$)")


def functions(text):
    """(position, lines) of every function: an outermost block that is no namespace, type or initializer."""
    depth_of_function = None
    depth = 0
    start = 0
    for match in re.finditer(r"[{};]", text):
        at, mark = match.start(), match.group()
        if mark == "{":
            head = text[start:at]
            if depth_of_function is None and "(" in head and not head.rstrip().endswith("=") and not HOLDS_FUNCTIONS.search(head):
                depth_of_function = depth
                first = start + len(head) - len(head.lstrip())
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth_of_function == depth:
                yield first, line_of(text, at) - line_of(text, first) + 1
                depth_of_function = None
        if depth_of_function is None:
            start = match.end()


findings = Findings()
for path in sources():
    text = text_of(path)
    lines = text.count("\n")
    if lines > FILE_LINES:
        findings.add(path, FILE_LINES, f"{lines} lines; split what has a name of its own (at most {FILE_LINES})")
    bare = re.sub(r"^[ \t]*#.*$", "", without_comments_and_texts(text), flags=re.MULTILINE)
    for position, length in functions(bare):
        if length > FUNCTION_LINES:
            findings.add(path, line_of(bare, position), f"{length} lines; take a step out (at most {FUNCTION_LINES})")
findings.leave()

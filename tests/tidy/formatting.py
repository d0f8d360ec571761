"""Sources are laid out by clang-format."""

import re
import subprocess

from repository import ROOT, Findings, sources

findings = Findings()
paths = [str(path) for path in sources()]
halves = [subprocess.Popen(["clang-format-14", "--dry-run", *half], cwd=ROOT, stderr=subprocess.PIPE, text=True)
          for half in (paths[::2], paths[1::2])]
wrong = {}
for half in halves:
    for path, line in re.findall(r"^([^\s:]+):(\d+):\d+: warning", half.communicate()[1], re.MULTILINE):
        wrong.setdefault(path, line)
    if half.returncode:
        findings.add(".clang-format", 1, "clang-format-14 failed")
for path, line in sorted(wrong.items()):
    findings.add(path, line, f"is laid out otherwise than clang-format does; run clang-format-14 -i {path}")
findings.leave()

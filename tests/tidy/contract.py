"""The contract follows buf's rules, and what a released client sends is still understood."""

import json
import subprocess

from repository import ROOT, Findings

BUF = ROOT / "tests/node_modules/.bin/buf"
BASELINE = "proto/baseline.binpb"

findings = Findings()
for arguments, says in (
    (["lint"], "see https://buf.build/docs/lint/rules"),
    (["breaking", "--against", BASELINE],
     f"breaks clients of the baseline; before the first release, tests/node_modules/.bin/buf build --exclude-source-info -o {BASELINE}"),
):
    done = subprocess.run([BUF, *arguments, "--error-format=json"], cwd=ROOT, capture_output=True, text=True)
    for line in done.stdout.splitlines():
        found = json.loads(line)
        findings.add(found.get("path", "proto"), found.get("start_line", 1), f"{found['message']} ({found['type']}; {says})")
    if done.returncode and not done.stdout:
        findings.add("buf.yaml", 1, f"buf {arguments[0]} failed: {done.stderr.strip()}")
findings.leave()

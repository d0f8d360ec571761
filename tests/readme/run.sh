#!/bin/bash
# Does what README.md says, word for word: builds a demo town, serves it, and lives the life of one voucher.
# Usage: run.sh <emplooi>
set -euo pipefail
readme=$(cd "$(dirname "$0")/../.." && pwd)/README.md
emplooi=$1

folder=$(mktemp -d)
server=
stop() {
  [ -z "$server" ] || kill "$server"
  wait
  # For the search at the end of all tests (tests/logs/search.py).
  [ -z "${TEST_LOGS:-}" ] || { mkdir -p "$TEST_LOGS" && cp serve.txt "$TEST_LOGS/readme.log"; }
  rm -rf "$folder"
}
trap stop EXIT
cd "$folder"
mkdir var
"$emplooi" demo --db var/demo.db > demo.txt || { tail demo.txt; exit 1; }

# Free ports, so that a town that is served on this machine already does not matter.
EMPLOOI_WEB_PORT=0 EMPLOOI_WEB_LOCAL_PORT=0 "$emplooi" serve --db var/demo.db > serve.txt 2>&1 &
server=$!
for _ in $(seq 100); do
  address=$(grep --only-matching --max-count=1 'https://[^:"]*:[0-9]*' serve.txt || true)
  [ -z "$address" ] || break
  sleep 0.1
done
[ -n "$address" ] || { cat serve.txt; exit 1; }

# The fenced block of the README, with the port that this server got.
sed -n '/^```bash$/,/^```$/p' "$readme" | sed '/^```/d' | sed "s|localhost:8443|localhost:${address##*:}|" > life.sh
[ -s life.sh ] || { echo "$readme:1: holds no block of bash"; exit 1; }
bash -euo pipefail life.sh | tee life.txt || { cat life.txt; grep -v '"level":"info"' serve.txt || true; exit 1; }
state=$(tail -n +1 life.txt | jq --slurp --raw-output 'map(.state? // empty) | last')
[ "$state" = VOUCHER_STATE_REDEEMED ] || { echo "the voucher is $state at the end of README.md's story"; exit 1; }

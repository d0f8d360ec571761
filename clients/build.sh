#!/bin/sh
# Builds the apps into a folder: installs what the lockfile names where that is not there yet, reads the contract, bundles.
# Usage: build.sh <folder>
set -eu
mkdir -p "$1"
folder=$(cd "$1" && pwd)
cd "$(dirname "$0")"
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
fi
node generate.mjs
node build.mjs "$folder"

#!/bin/sh
# Builds the apps, and a demo town where there is none of this program yet. Usage: prepare.sh <emplooi> <apps> <database>
set -eu
emplooi=$1 apps=$2 database=$3
clients=$(cd "$(dirname "$0")/../../clients" && pwd)
mkdir -p "$(dirname "$database")"
"$clients/build.sh" "$apps"
if [ ! "$database" -nt "$emplooi" ]; then
  rm -f "$database"*
  "$emplooi" demo --db "$database.unfinished" > "$database.txt" || { tail "$database.txt"; exit 1; }
  mv "$database.unfinished" "$database"
  rm -f "$database".unfinished*
fi

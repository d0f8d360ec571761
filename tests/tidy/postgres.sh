#!/bin/sh
# schema/current.postgres.sql is understood by PostgreSQL: loads it into a cluster that lives as long as this script.
# 77 where no PostgreSQL is installed.
set -eu
cd "$(dirname "$0")/../.."
programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)
[ -x "$programs/initdb" ] || { echo "no PostgreSQL here"; exit 77; }

folder=$(mktemp -d)
schema=$folder/schema.sql
cp schema/current.postgres.sql "$schema"
as_user=
if [ "$(id -u)" -eq 0 ]; then
  # PostgreSQL does not run as root.
  chown -R postgres "$folder"
  as_user="runuser -u postgres --"
fi
stop() {
  $as_user "$programs/pg_ctl" --pgdata="$folder/data" --mode=immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
cd "$folder"
$as_user "$programs/initdb" --pgdata="$folder/data" --auth=trust --no-sync --no-locale --encoding=UTF8 >/dev/null
$as_user "$programs/pg_ctl" --pgdata="$folder/data" --wait --log="$folder/log" \
  --options="-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off" start >/dev/null
$as_user "$programs/psql" --host="$folder" --dbname=postgres --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --file="$schema"

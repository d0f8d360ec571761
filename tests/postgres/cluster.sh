#!/bin/sh
# A throwaway PostgreSQL cluster for the tests, on a Unix socket: roles emplooi_owner and emplooi_server, and the database
# emplooi_template with the schema in it. Nothing of it need survive, so it never waits for the disk.
# `replica` adds a standby that follows it, whose socket is in <folder>/standby. A durable cluster waits, for benches.
# Usage: cluster.sh start <folder> <emplooi program> [durable] | cluster.sh replica <folder> | cluster.sh stop <folder>
set -eu
command=$1
folder=$2
programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)
[ -x "$programs/initdb" ] || { echo "no PostgreSQL here" >&2; exit 1; }

as_user=
# PostgreSQL does not run as root.
[ "$(id -u)" -ne 0 ] || as_user="runuser -u postgres --"

stop() {
  cd /
  for data in "$folder/standby/data" "$folder/data"; do
    [ ! -d "$data" ] || $as_user "$programs/pg_ctl" --pgdata="$data" --mode=immediate stop >/dev/null 2>&1 || true
  done
  rm -rf "$folder"
}

start() {
  stop
  mkdir -p "$folder"
  [ "$(id -u)" -ne 0 ] || chown postgres "$folder"
  cd "$folder"
  $as_user "$programs/initdb" --pgdata="$folder/data" --auth=trust --username=postgres --no-sync --no-locale --encoding=UTF8 >/dev/null
  haste="-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
  [ "${4:-}" != durable ] || haste=
  $as_user "$programs/pg_ctl" --pgdata="$folder/data" --wait --log="$folder/log" --options="-c listen_addresses='' \
    -c unix_socket_directories='$folder' $haste -c max_connections=300 -c jit=off -c max_wal_size=4GB \
    -c shared_buffers=256MB" start >/dev/null
  psql() { "$programs/psql" --host="$folder" --username=postgres --dbname=postgres --quiet --no-psqlrc --set=ON_ERROR_STOP=1 "$@"; }
  psql --command="CREATE ROLE emplooi_owner LOGIN CREATEROLE" --command="CREATE ROLE emplooi_server LOGIN" \
    --command="CREATE DATABASE emplooi_template OWNER emplooi_owner" >/dev/null
  EMPLOOI_STATE_FOLDER="$folder/state" "$3" migrate --store "postgresql://emplooi_owner@/emplooi_template?host=$folder"
}

replica() {
  mkdir "$folder/standby"
  [ "$(id -u)" -ne 0 ] || chown postgres "$folder/standby"
  cd "$folder/standby"
  $as_user "$programs/pg_basebackup" --host="$folder" --username=postgres --pgdata=data --write-recovery-conf --checkpoint=fast --no-sync
  # Replay does not wait for what is read meanwhile.
  $as_user "$programs/pg_ctl" --pgdata="$folder/standby/data" --wait --log="$folder/standby/log" \
    --options="-c listen_addresses='' -c unix_socket_directories='$folder/standby' -c fsync=off -c max_connections=300 -c jit=off \
    -c max_standby_streaming_delay=0" start >/dev/null
}

case $command in
  start) start "$@" ;;
  replica) replica ;;
  stop) stop ;;
  *) echo "cluster.sh: start, replica or stop" >&2; exit 2 ;;
esac

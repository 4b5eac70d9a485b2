#!/bin/sh
# Runs a command with the password of PostgreSQL from a file, where PGPASSWORD_FILE names one: libpq reads PGPASSWORD itself.
set -eu
if [ -n "${PGPASSWORD_FILE:-}" ]; then
    PGPASSWORD=$(cat "$PGPASSWORD_FILE")
    export PGPASSWORD
fi
exec "$@"

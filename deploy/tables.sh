#!/bin/sh
# The two roles of roles.sql, the tables of this version, and what the server's own role may do with them: before the
# first start, and before the start of each new version. Where the database is, PGHOST, PGPORT and PGDATABASE say. The
# passwords of postgres, dti_owner and dti lie in files of these names in the folder SECRETS; those of the two are set.
set -eu
cd "$(dirname "$0")/.."

secret() {
    if [ -f "${SECRETS:-/run/secrets}/$1" ]; then cat "${SECRETS:-/run/secrets}/$1"; fi
}

as_superuser() {
    PGPASSWORD=$(secret postgres) psql --no-psqlrc --quiet --username postgres --set ON_ERROR_STOP=1 "$@"
}

as_superuser --file deploy/roles.sql
for role in dti_owner dti; do
    GIVEN=$(secret "$role")
    export GIVEN
    if [ -n "$GIVEN" ]; then
        as_superuser --set role="$role" <<'SQL'
\getenv given GIVEN
ALTER ROLE :"role" PASSWORD :'given';
SQL
    fi
done
DATABASE_URL=postgresql://dti_owner@/ PGPASSWORD=$(secret dti_owner) python -m store migrate
as_superuser --file deploy/roles.sql

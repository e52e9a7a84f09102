#!/usr/bin/env bash
# Makes the role that the engine runs as, when the database is made.
set -euo pipefail
psql --set ON_ERROR_STOP=1 --set password="$ENGINE_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
create role engine login password :'password';
-- It reports for how long the oldest transaction of anyone is open.
grant pg_read_all_stats to engine;
SQL

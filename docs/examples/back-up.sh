#!/usr/bin/env bash
# Copies the database of an engine that may go on running, as it is at one moment. Run it in the project's folder.
# Usage: docs/examples/back-up.sh NEW-FOLDER
set -euo pipefail
umask 077
mkdir -p "$1"
node -e '
  const { Database } = require("sqlite3");
  const [from, to] = process.argv.slice(1);
  const database = new Database(from, 1, (failure) => { if (failure) throw failure; });
  database.run("vacuum into ?", [to], (failure) => { if (failure) throw failure; });
' "${DATA_DIR:-.data}/affinity-engine.sqlite" "$1/affinity-engine.sqlite"

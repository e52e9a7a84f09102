#!/usr/bin/env bash
# What an operator types. Run it in the project's folder. Needs an engine that was started once (npm start) and node.
set -euo pipefail

# [backup]
bash docs/examples/back-up.sh "backup-$(date +%Y-%m-%d)"

# [client]
npm run --silent cli -- create-client --role admin --name Operations

# [user]
npm run --silent cli -- create-user --email ana@example.com --name "Ana Souza"

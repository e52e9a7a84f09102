#!/usr/bin/env bash
# The command line, as a partner and as an operator. Needs a running engine (npm start) and node.
set -euo pipefail

# [login]
affinity() { npm run --silent cli -- "$@"; }
pick() { node -p "JSON.parse(fs.readFileSync(0)).$1"; } # one value of a JSON text
credentials="${DATA_DIR:-.data}/demo-credentials.json"
export XDG_CONFIG_HOME=$(mktemp -d) # for this page only: yours is ~/.config
login() { # of a client of the demo tenant: admin, partner
  pick "$1.clientSecret" <"$credentials" |
    affinity login --url "$(pick baseUrl <"$credentials")" --client-id "$(pick "$1.clientId" <"$credentials")"
}
login partner | pick role
login admin | pick role

# [trigger]
affinity trigger sale --product bike | pick status
affinity tail --no-follow --lines 1 | pick type

# [listen]
log=$(mktemp)
await() { # a line of the receiver, for half a minute at most
  for _ in $(seq 300); do grep -m 1 "$1" "$log" && return; sleep 0.1; done
  cat "$log" && return 1
}
WEBHOOK_SECRETS=$(pick partner.listenSecret <"$XDG_CONFIG_HOME/affinity/profiles.json") \
  node --import tsx docs/examples/webhook-receiver.ts >"$log" &
receiver=$!
url=$(await '^listens on' | cut -d ' ' -f 3)
npm run --silent cli -- listen --forward-to "$url" --from 1 >/dev/null &
listener=$!
await 'verified affinity.issued'
kill "$listener" "$receiver"

# [import]
numbers=$(mktemp)
cat >"$numbers" <<'CSV'
baFinId;agencyNumber;matchCode;defaultForTenders;defaultForCalculations;active
5405;4711-1;Property;true;true;true
5405;4711-2;Liability;yes;false;true
5405;;Motor;false;false;true
CSV
affinity agency import "$numbers" --dry-run 2>&1 || echo "ended with $?"

# [clock]
later=$(node -p 'new Date(Date.now() + 30 * 24 * 3600 * 1000).toISOString()')
affinity clock advance "$later" | pick status

#!/usr/bin/env bash
# From nothing to a verified webhook. Run it in the project's folder. Needs a running engine (npm start), curl and node.
set -euo pipefail

# [receiver]
pick() { node -p "JSON.parse(fs.readFileSync(0)).$1"; } # one value of a JSON text
credentials="${DATA_DIR:-.data}/demo-credentials.json"
log=$(mktemp) # what the receiver writes
WEBHOOK_SECRETS=$(pick partner.webhookSecret <"$credentials") node --import tsx docs/examples/webhook-receiver.ts >"$log" &
receiver=$!
await() { # a line of the receiver, for half a minute at most
  for _ in $(seq 300); do grep -m 1 "$1" "$log" && return; sleep 0.1; done
  cat "$log" && return 1
}
url=$(await '^listens on' | cut -d ' ' -f 3)

# [url]
base=$(pick baseUrl <"$credentials")
tokenOf() { # of a client of the demo tenant: admin, partner
  curl -sS --fail-with-body "$base/oauth2/token" -d grant_type=client_credentials \
    -u "$(pick "$1.clientId" <"$credentials"):$(pick "$1.clientSecret" <"$credentials")" | pick access_token
}
as() { curl -sS --fail-with-body "$base$2" -H "authorization: Bearer $1" -H 'content-type: application/json' "${@:3}"; }
admin=$(tokenOf admin)
endpoint=$(pick partner.webhookEndpointId <"$credentials")
as "$admin" "/ops/v1/webhook-endpoints/$endpoint" -X PATCH -d "{\"url\": \"$url\"}" | pick 'waiting + " events wait"'
as "$admin" "/ops/v1/webhook-endpoints/$endpoint/ping" -X POST | pick 'status_code + " answers the ping"'
await 'verified webhook.ping'

# [contract]
partner=$(tokenOf partner)
request=$(as "$partner" /v1/affinity/request -d '{"product_id": "personal-life"}' | pick id)
year=$(($(date +%Y) + 1))
id=$(as "$partner" /v1/affinity -d "{
  \"affinity_request_id\": \"$request\",
  \"plan_id\": \"essential\",
  \"lifetime_start\": \"$year-01-01\",
  \"lifetime_end\": \"$year-12-31\",
  \"affinity_holder\": {
    \"first_name\": \"Conceição\", \"last_name\": \"Araújo\", \"cpf\": \"529.982.247-25\", \"birth_date\": \"1988-04-12\"
  }
}" | pick id)
await "verified affinity.issued $id"

# [log]
until [ "$(as "$partner" "/v1/webhooks/endpoints/$endpoint" | pick waiting)" = 0 ]; do sleep 0.1; done
deliveries=$(as "$partner" "/v1/webhooks/endpoints/$endpoint/deliveries")
pick 'items.map((each) => `${each.sequence} ${each.type} ${each.status}, answered ${each.attempts[0].status_code}`).join("\n")' <<<"$deliveries"

# [again]
event=$(pick 'items[0].event_id' <<<"$deliveries")
as "$partner" "/v1/webhooks/endpoints/$endpoint/replay" -d "{\"event_id\": \"$event\"}" | pick 'replayed + " sent again"'
await "known already $event"

# [end]
kill "$receiver"
as "$admin" "/ops/v1/webhook-endpoints/$endpoint" -X PATCH -d '{"url": null}' | pick url # later events wait

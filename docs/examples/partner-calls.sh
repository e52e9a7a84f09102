#!/usr/bin/env bash
# What a partner does after its first contract. Each part is shown in docs/guides/partners.md.
set -euo pipefail
. "$(dirname "$0")/first-contract.sh"

# [shelf]
call /v1/affinity/partner | pick 'products.map(({ id, name, insurer }) => `${id}: ${name}, ${insurer.status} with ${insurer.name}`).join("\n")'

# [repeat]
request=$(call /v1/affinity/request -d '{"product_id": "bike"}' | pick id)
body="{
  \"affinity_request_id\": \"$request\",
  \"plan_id\": \"theft\",
  \"lifetime_start\": \"$year-01-01\",
  \"lifetime_end\": \"$year-12-31\",
  \"item\": { \"brand_name\": \"Caloi\", \"model_name\": \"Elite\", \"frame_number\": \"CAL-2024-17\", \"value\": 450000 }
}"
key=$(node -p 'crypto.randomUUID()')
first=$(call /v1/affinity -H "idempotency-key: $key" -d "$body")
again=$(call /v1/affinity -H "idempotency-key: $key" -d "$body") # the answer got lost: ask again with the same key
[ "$first" = "$again" ] && echo 'one effect, one answer'

# [list]
cursor=''
while :; do
  page=$(call "/v1/affinity?status=1&rows=1${cursor:+&cursor=$cursor}")
  pick 'items.map(({ id, status }) => `${id} has status ${status}`).join("\n")' <<<"$page"
  cursor=$(pick 'cursor ?? ""' <<<"$page")
  [ -n "$cursor" ] || break
done

# [renew]
successor=$(call "/v1/affinity/$id/renewal" -X POST | pick id)
echo "affinity $id is 4 Renewed and stays in force, $successor follows it"

# [preview]
call "/v1/affinity/$id/cancellation-preview" -d "{\"date_end\": \"$year-04-01\", \"cancel_reason\": 1}" |
  pick 'explain.map(({ name, amount, text }) => `${name}: ${amount ?? text}`).join("\n")'

# [cancel]
call "/v1/affinity/$successor" -X DELETE -d '{"cancel_reason": 1, "cancel_description": "Changed employer"}' |
  pick 'refund + " cents go back"'

#!/usr/bin/env bash
# A partner's life, as an operator. Run it in the project's folder. Needs a running engine (npm start), curl and node.
set -euo pipefail

# [admin]
pick() { node -p "JSON.parse(fs.readFileSync(0)).$1"; } # one value of a JSON text
base=$(pick baseUrl <"${DATA_DIR:-.data}/demo-credentials.json") # in production: your PUBLIC_URL
tokenOf() { # of a client: its id, its secret
  curl -sS --fail-with-body "$base/oauth2/token" -u "$1:$2" -d grant_type=client_credentials | pick access_token
}
as() { curl -sS "$base$2" -H "authorization: Bearer $1" -H 'content-type: application/json' "${@:3}"; }

operator=$(npm run --silent cli -- create-client --role admin --name Operations)
admin=$(tokenOf "$(pick clientId <<<"$operator")" "$(pick clientSecret <<<"$operator")")
as "$admin" /ops/v1/partners | pick 'items.map(({ name }) => name).join("\n")' # those there are

# [register]
partner=$(as "$admin" /ops/v1/partners -d '{
  "name": "Loja Azul",
  "legal_name": "Loja Azul Comércio Ltda.",
  "cnpj": "19.131.243/0001-97",
  "email": "life@lojaazul.example",
  "phone": "+55 11 4002-8922",
  "product_ids": ["personal-life", "bike"],
  "insurers": { "ins-5036": "active", "ins-61234": "pending" }
}' | pick id)
echo "partner $partner"

# [restrict]
group() { as "$admin" "/admin/v1/$1" -d "{\"data\": {\"attributes\": $2}}" | pick data.attributes.id; }
organization=$(group organizations '{"name": "Loja Azul"}')
code=$(group producer-codes "{\"code\": \"900-000001\", \"organization\": {\"id\": \"$organization\"}, \"roles\": [\"partner\"]}")
closed=$(group affinity-groups "{
  \"affinityGroupType\": {\"code\": \"Closed\"},
  \"name\": \"Customers of Loja Azul\",
  \"products\": [\"personal-life\"]
}")
as "$admin" "/admin/v1/affinity-groups/$closed/producer-codes" -d "{\"data\": {\"attributes\": {\"producerCode\": {\"id\": \"$code\"}}}}" |
  pick data.attributes.producerCode.displayName
as "$admin" "/ops/v1/partners/$partner" -X PATCH \
  -d "{\"affinity_group_ids\": [\"$closed\"], \"default_producer_code\": \"900-000001\"}" | pick default_producer_code

# [client]
client=$(as "$admin" /ops/v1/clients -d "{\"name\": \"Loja Azul, sales\", \"role\": \"partner\", \"partner_id\": \"$partner\"}")
clientId=$(pick id <<<"$client")
secret=$(pick client_secret <<<"$client") # shown only here
seller=$(tokenOf "$clientId" "$secret")
as "$seller" /v1/affinity/partner | pick 'products.map(({ id, insurer }) => `${id}: ${insurer.status}`).join("\n")'

# [key]
endpoint=$(as "$admin" "/ops/v1/webhook-endpoints?partner_id=$partner" | pick 'items[0].id')
key=$(as "$admin" "/ops/v1/webhook-endpoints/$endpoint" -X PATCH -d '{"rotate_secret": true}' | pick secret) # only here

# [receiver]
log=$(mktemp) # what the receiver writes
WEBHOOK_SECRETS="$key" node --import tsx docs/examples/webhook-receiver.ts >"$log" &
receiver=$!
await() { # a line of the receiver, for half a minute at most
  for _ in $(seq 300); do grep -m 1 "$1" "$log" && return; sleep 0.1; done
  cat "$log" && return 1
}
url=$(await '^listens on' | cut -d ' ' -f 3)

# [url]
as "$admin" "/ops/v1/webhook-endpoints/$endpoint" -X PATCH -d "{\"url\": \"$url\"}" | pick 'waiting + " events wait"'
as "$admin" "/ops/v1/webhook-endpoints/$endpoint/ping" -X POST | pick 'status_code + " answers the ping"'

# [brand]
logo=$(node -p 'fs.readFileSync("docs/examples/logo.png").toString("base64")')
as "$admin" "/ops/v1/partners/$partner/brand" -X PUT -d "{\"color\": \"#15426b\", \"logo\": \"$logo\"}" | pick color

# [contract]
request=$(as "$seller" /v1/affinity/request -d '{"product_id": "personal-life"}' | pick id)
year=$(($(date +%Y) + 1))
contracted=$(as "$seller" /v1/affinity -d "{
  \"affinity_request_id\": \"$request\",
  \"plan_id\": \"essential\",
  \"lifetime_start\": \"$year-01-01\",
  \"lifetime_end\": \"$year-12-31\",
  \"affinity_holder\": {
    \"first_name\": \"Conceição\", \"last_name\": \"Araújo\", \"cpf\": \"529.982.247-25\", \"birth_date\": \"1988-04-12\"
  }
}")
id=$(pick id <<<"$contracted")
curl -sS --fail-with-body -o certificate.pdf "$(pick 'attachments.find(({ type }) => type === 1).url' <<<"$contracted")"
await "verified affinity.issued $id"

# [suspend]
standing() { # with the insurer of personal-life; the others stay
  as "$admin" "/ops/v1/partners/$partner" -X PATCH -d "{\"insurers\": {\"ins-5036\": \"$1\"}}" |
    pick 'insurers["ins-5036"]'
}
standing suspended
as "$seller" /v1/affinity/request -d '{"product_id": "personal-life"}' | pick error
standing active
as "$seller" /v1/affinity/request -d '{"product_id": "personal-life"}' | pick 'plans.length + " plans"'

# [rotate-client]
secret=$(as "$admin" "/ops/v1/clients/$clientId/rotate" -X POST | pick client_secret)
as "$seller" /v1/affinity/partner | pick error # its tokens ended, too
seller=$(tokenOf "$clientId" "$secret")

# [rotate-key]
key=$(as "$admin" "/ops/v1/webhook-endpoints/$endpoint" -X PATCH -d '{"rotate_secret": true}' | pick secret)
as "$admin" "/ops/v1/webhook-endpoints/$endpoint/ping" -X POST | pick 'status_code + " answers the ping"' # both keys sign

# [end]
as "$admin" "/ops/v1/clients/$clientId/revoke" -X POST | pick 'revoked_at.length > 0'
as "$seller" /v1/affinity/partner | pick error
as "$admin" "/ops/v1/webhook-endpoints/$endpoint" -X PATCH -d '{"disabled": true}' | pick disabled
as "$admin" "/ops/v1/audit?subject=$clientId" | pick 'items.map(({ action }) => action).join(", ")'
kill "$receiver"

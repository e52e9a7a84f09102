#!/usr/bin/env bash
# The first certificate of cover, call by call. Needs a running engine (npm start), curl and node.
set -euo pipefail

credentials="${DATA_DIR:-.data}/demo-credentials.json"
pick() { node -p "JSON.parse(fs.readFileSync(0)).$1"; } # one value of a JSON text

# A token for an hour.
base=$(pick baseUrl <"$credentials")
client="$(pick partner.clientId <"$credentials"):$(pick partner.clientSecret <"$credentials")"
token=$(curl -sS --fail-with-body "$base/oauth2/token" -u "$client" -d grant_type=client_credentials | pick access_token)
call() { curl -sS --fail-with-body "$base$1" -H "authorization: Bearer $token" -H 'content-type: application/json' "${@:2}"; }

# Prepare: pins the product as it is today and shows its plans with their prices.
request=$(call /v1/affinity/request -d '{"product_id": "personal-life"}' | pick id)

# Contract it for next year. lifetime_end is the last day of cover.
year=$(($(date +%Y) + 1))
contracted=$(call /v1/affinity -d "{
  \"affinity_request_id\": \"$request\",
  \"plan_id\": \"essential\",
  \"lifetime_start\": \"$year-01-01\",
  \"lifetime_end\": \"$year-12-31\",
  \"affinity_holder\": {
    \"first_name\": \"Conceição\", \"last_name\": \"Araújo\", \"cpf\": \"529.982.247-25\", \"birth_date\": \"1988-04-12\"
  }
}")
id=$(pick id <<<"$contracted")

# The certificate: its link needs no token and is good for 30 days.
curl -sS --fail-with-body -o certificate.pdf "$(pick 'attachments.find(({ type }) => type === 1).url' <<<"$contracted")"
echo "affinity $id is issued, its certificate is in certificate.pdf"

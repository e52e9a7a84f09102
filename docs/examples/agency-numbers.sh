#!/usr/bin/env bash
# A broker's agency numbers, call by call. Needs a running engine (npm start), curl and node.
set -euo pipefail

# [token]
pick() { node -p "JSON.parse(fs.readFileSync(0)).$1"; } # one value of a JSON text
credentials="${DATA_DIR:-.data}/demo-credentials.json"
base=$(pick baseUrl <"$credentials")
pair="{\"hash\": \"$(pick agencyNumbers.hash <"$credentials")\", \"secret\": \"$(pick agencyNumbers.secret <"$credentials")\"}"
token=$(curl -sS "$base/api/ipn/tokens" -H 'content-type: application/json' -d "$pair" | pick token)
broker=$(pick agencyNumbers.brokerToken <"$credentials")
agency() { curl -sS "$base$1" -H "authorization: Bearer $token" -H "x-broker-token: $broker" -H 'content-type: application/json' "${@:2}"; }

# [register]
agency /api/ipn/agency-numbers -d '{
  "agencyNumberSets": [{
    "baFinId": "5405",
    "agencyNumbers": [
      { "agencyNumber": "4711-1", "matchCode": "Property", "defaultForTenders": true, "defaultForCalculations": true, "active": true },
      { "agencyNumber": "4711-2", "matchCode": "Liability", "defaultForTenders": true, "defaultForCalculations": false, "active": true,
        "collectionType": "broker_collection", "internalComment": "agreed until the end of the year" }
    ]
  }]
}' | pick status

# [offer]
offer() { agency "/api/ipn/agency-numbers?baFinId=5405&purpose=$1"; }
line='agencyNumbers.map((each) => each.agencyNumber + " " + each.matchCode + (each.default ? ", the default" : "")).join("\n")'
offer tenders | pick "$line"

# [change]
id=$(offer tenders | pick 'agencyNumbers.find((each) => each.default).id')
agency "/api/ipn/agency-numbers/$id" -X PATCH -d '{"active": false}' | pick status
offer tenders | pick "$line" # the one before it is the default again

# [refused]
agency /api/ipn/agency-numbers -d '{"agencyNumberSets": [{"baFinId": "5405", "agencyNumbers": [{"agencyNumber": "4711-3", "active": "true"}]}]}' |
  pick error

# [preview]
operator=$(curl -sS --fail-with-body "$base/oauth2/token" -u "$(pick admin.clientId <"$credentials"):$(pick admin.clientSecret <"$credentials")" \
  -d grant_type=client_credentials | pick access_token)
account=$(pick agencyNumbers.accountToken <"$credentials")
numbers='[
  { "insurer": { "ba_fin_id": "5405" }, "agency_number": "4711-7", "match_code": "Motor",
    "default_for_tenders": true, "default_for_calculations": false, "active": true },
  { "insurer": { "ba_fin_id": "9999" }, "agency_number": "4711-8",
    "default_for_tenders": false, "default_for_calculations": false, "active": true }
]'
fault='(each) => each.path + ": expected " + each.expected'
curl -sS "$base/ops/v1/agency-numbers" -H "authorization: Bearer $operator" -H 'content-type: application/json' \
  -d "{\"account_id\": \"$account\", \"dry_run\": true, \"numbers\": $numbers}" |
  pick "lines.map(({ outcome, faults }) => [outcome, ...faults.map($fault)].join(' ')).join('\n')"

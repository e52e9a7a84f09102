#!/usr/bin/env bash
# An affinity group and its producer codes, call by call. Needs a running engine (npm start), curl and node.
set -euo pipefail

# [call]
pick() { node -p "JSON.parse(fs.readFileSync(0)).$1"; } # one value of a JSON text
credentials="${DATA_DIR:-.data}/demo-credentials.json"
base=$(pick baseUrl <"$credentials")
tokenOf() { # of a client of the demo tenant: admin, account, partner
  curl -sS --fail-with-body "$base/oauth2/token" -d grant_type=client_credentials \
    -u "$(pick "$1.clientId" <"$credentials"):$(pick "$1.clientSecret" <"$credentials")" | pick access_token
}
admin=$(tokenOf admin)
as() { curl -sS -g "$base$2" -H "authorization: Bearer $1" -H 'content-type: application/json' "${@:3}"; }

# [make]
group=$(as "$admin" /admin/v1/affinity-groups -d '{"data": {"attributes": {
  "affinityGroupType": {"code": "Closed"},
  "name": "Alumni of São Paulo",
  "organization": {"id": "pc:5"},
  "products": ["personal-life"],
  "jurisdictions": [{"code": "BR_SP"}],
  "startDate": "2020-01-01T00:00:00.000Z"
}}}' -H "GW-DBTransaction-ID: $(node -p 'crypto.randomUUID()')")
id=$(pick data.attributes.id <<<"$group")

# [codes]
as "$admin" "/admin/v1/affinity-groups/$id/producer-codes" -d '{"data": {"attributes": {"producerCode": {"id": "pc:6"}}}}' |
  pick data.attributes.producerCode.displayName
as "$(tokenOf account)" '/account/v1/producer-codes?filter=code:sw:501-&sort=-code&fields=id,code' |
  pick 'data.map(({ attributes: { id, code } }) => `${id} ${code}`).join("\n")'

# [change]
checksum=$(pick data.checksum <<<"$group")
as "$admin" "/admin/v1/affinity-groups/$id" -X PATCH -d "{\"data\": {
  \"attributes\": {\"description\": \"Who studied here\", \"jurisdictions\": [{\"code\": \"BR_SP\"}, {\"code\": \"BR_RJ\"}]},
  \"checksum\": \"$checksum\"
}}" | pick 'data.attributes.jurisdictions.map(({ name }) => name).join(", ")'
as "$admin" "/admin/v1/affinity-groups/$id" -X PATCH -d "{\"data\": {\"attributes\": {}, \"checksum\": \"$checksum\"}}" |
  pick errorCode # somebody was faster

# [link]
partner=$(pick otherPartner.id <"$credentials")
as "$admin" "/ops/v1/partners/$partner" -X PATCH -d "{\"affinity_group_ids\": [\"$id\"], \"default_producer_code\": \"100-002541\"}" |
  pick default_producer_code
seller=$(tokenOf otherPartner)
as "$seller" /v1/affinity/request -d '{"product_id": "personal-life"}' | pick 'plans.length + " plans"'
as "$seller" /v1/affinity/request -d '{"product_id": "bike", "producer_code": "pc:8"}' | pick error
as "$admin" "/ops/v1/partners/$partner" -X PATCH -d '{"affinity_group_ids": ["pc:909"]}' | pick affinity_group_ids # as it was

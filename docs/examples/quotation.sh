#!/usr/bin/env bash
# From answers to an accepted proposal, call by call. Needs a running engine (npm start), curl and node.
set -euo pipefail

# [key]
pick() { node -p "JSON.parse(fs.readFileSync(0)).$1"; } # one value of a JSON text
credentials="${DATA_DIR:-.data}/demo-credentials.json"
base=$(pick baseUrl <"$credentials")
key=$(pick quotation.subscriptionKey <"$credentials")
quotation() { curl -sS "$base$1" -H "Ocp-Apim-Subscription-Key: $key" -H 'content-type: application/json' "${@:2}"; }

# [contract]
start=$(node -p 'new Date(Date.now() + 24 * 3600 * 1000).toISOString().slice(0, 10)') # tomorrow
quoted=$(quotation /v1/quotation/contracting -d '{
  "registerNumber": "100000",
  "operationCode": "MEDICAL-CIVIL-LIABILITY-PARTNER",
  "answers": [
    { "code": "PERSON-TYPE", "answer": "NATURAL" },
    { "code": "IDENTITY", "answer": "529.982.247-25" },
    { "code": "INSURED-NAME", "answer": "Inês Conceição" },
    { "code": "INSURED-EMAIL", "answer": "ines@example.com" },
    { "code": "INSURED-CELLPHONE", "answer": "(11) 98765-4321" },
    { "code": "INSURED-ADDRESS-ZIPCODE", "answer": "01310-100" },
    { "code": "INSURED-ADDRESS-STREET", "answer": "Avenida Paulista" },
    { "code": "INSURED-ADDRESS-NUMBER", "answer": "1000" },
    { "code": "INSURED-ADDRESS-NEIGHBORHOOD", "answer": "Bela Vista" },
    { "code": "INSURED-ADDRESS-CITY", "answer": "São Paulo" },
    { "code": "INSURED-ADDRESS-STATE", "answer": "SP" },
    { "code": "START-VIGENCY-DATE", "answer": "'"$start"'" },
    { "code": "LIMIT-DEDUCTIBLE", "answer": [
      [{ "code": "LIMIT", "answer": 100000 }, { "code": "DEDUCTIBLE", "answer": "DEFAULT" }],
      [{ "code": "LIMIT", "answer": 250000 }, { "code": "DEDUCTIBLE", "answer": "REDUCED" }]
    ] }
  ]
}')
echo "$quoted" | pick 'item.pricing.map(({ price }) => price.totalValue).join(", ")'
id=$(echo "$quoted" | pick item.quotationIdentifier)
tickets='item.pricing[0].payment.paymentOptions.find((each) => each.paymentMethod === "Ticket").installments'
installment=$(echo "$quoted" | pick "$tickets[2].identifier") # in three

# [refused]
propose() { quotation /v1/quotation/proposal -d "$1"; }
own="\"identifier\": \"$id\", \"registerNumber\": \"100000\", \"operationCode\": \"MEDICAL-CIVIL-LIABILITY-PARTNER\""
propose "{$own, \"answers\": []}" | pick 'errors[0].properties.join(" ")'

# [propose]
proposed=$(propose "{$own, \"answers\": [
  { \"code\": \"INSURED-BIRTH-DATE\", \"answer\": \"2001-09-15\" },
  { \"code\": \"PAYMENT-METHOD\", \"answer\": \"TICKET\" },
  { \"code\": \"DUE-DAY\", \"answer\": 10 },
  { \"code\": \"PAYMENT-INSTALLMENT-IDENTIFIER\", \"answer\": \"$installment\" },
  { \"code\": \"PEP\", \"answer\": \"NO\" }
]}")
echo "$proposed" | pick item.proposal.number
document=$(mktemp)
curl -sS "$(echo "$proposed" | pick item.proposal.documentUrl)" -o "$document"
head -c 5 "$document" # %PDF-

# [accept]
quotation /v1/checkout -d "{\"registerNumber\": \"100000\", \"quotationIdentifier\": \"$id\"}" | pick success
quotation "/v1/quotation/100000/$id" | pick 'item.schedule.map(({ dueDate, value }) => `${dueDate} ${value}`).join("\n")'

# [list]
quotation '/v1/quotation/100000/all?search=conceicao&status=Confirmed&sort=-date' | pick totalItems

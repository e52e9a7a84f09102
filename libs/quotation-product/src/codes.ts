/** The answers a quotation itself uses; each product's questionnaire asks for them. */
export const codes = {
  commission: 'BROKERAGE-COMMISSION',
  loading: 'GRIEVANCE-DISCOUNT',
  variants: 'LIMIT-DEDUCTIBLE',
  insuredName: 'INSURED-NAME',
  identity: 'IDENTITY',
  state: 'INSURED-ADDRESS-STATE',
  start: 'START-VIGENCY-DATE',
  birthDate: 'INSURED-BIRTH-DATE',
  paymentMethod: 'PAYMENT-METHOD',
  offer: 'PAYMENT-INSTALLMENT-IDENTIFIER',
  dueDay: 'DUE-DAY',
} as const;

/** The values a questionnaire may derive from the chosen offer; amounts are minor units. */
export const derivedOfOffer = {
  'NET-VALUE': 'net',
  'INTEREST-VALUE': 'interest',
  'TAX-VALUE': 'tax',
  'TOTAL-VALUE': 'total',
  'INSTALLMENT-NUMBER': 'count',
} as const;

/** The payment method that charges a card at checkout. */
export const creditCard = 'CREDIT-CARD';

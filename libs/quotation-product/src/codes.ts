/** Answers that a quotation itself goes by; a product's questionnaire asks for each. */
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

/** What a questionnaire may derive from the offer that was chosen: amounts are minor units. */
export const derivedOfOffer = {
  'NET-VALUE': 'net',
  'INTEREST-VALUE': 'interest',
  'TAX-VALUE': 'tax',
  'TOTAL-VALUE': 'total',
  'INSTALLMENT-NUMBER': 'count',
} as const;

/** The payment method that is charged by card when a proposal is checked out. */
export const creditCard = 'CREDIT-CARD';

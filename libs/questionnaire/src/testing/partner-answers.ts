import type { Answer, Values } from '../answer.js';
import type { Given } from '../evaluation.js';

/** One of the offers of the published sample, as far as answers go by it; amounts are minor units. */
type Offer = { readonly method: string; readonly number: number };

/** The first two installment plans of each payment method, by the identifiers of the published sample. */
export const partnerOffers: ReadonlyMap<string, Offer> = new Map([
  ['5b232a16-50a9-4cf2-8af8-df5c16368b28', { method: 'CREDIT-CARD', number: 1 }],
  ['efc3ad52-5ed5-4441-88e1-99b40846b2b7', { method: 'CREDIT-CARD', number: 2 }],
  ['8f130cbd-7b0c-4155-b980-9e714497bdba', { method: 'TICKET', number: 1 }],
  ['e8e192f2-f096-4e2c-b09a-2b1699927162', { method: 'TICKET', number: 2 }],
]);

const offerOf = (values: Values): Offer | undefined =>
  partnerOffers.get(String(values.get('PAYMENT-INSTALLMENT-IDENTIFIER')));

/** What a quotation knows of the published sample: its offers and its price, 1671.43 and 7.38 % of tax on it. */
export const partnerGiven: Given = {
  accept: {
    'PAYMENT-INSTALLMENT-IDENTIFIER': (identifier, values) =>
      partnerOffers.get(String(identifier))?.method === values.get('PAYMENT-METHOD'),
  },
  derive: {
    'NET-VALUE': (values) => offerOf(values) && 167143,
    'INTEREST-VALUE': (values) => offerOf(values) && 0,
    'TAX-VALUE': (values) => offerOf(values) && 12335,
    'TOTAL-VALUE': (values) => offerOf(values) && 179478,
    'INSTALLMENT-NUMBER': (values) => offerOf(values)?.number,
  },
};

/** Answers that are all in order, by code: those of a natural person, or of a company. */
export const contractingAnswers = (personType: 'NATURAL' | 'LEGAL' = 'NATURAL'): readonly Answer[] =>
  answersOf({
    'PERSON-TYPE': personType,
    IDENTITY: personType === 'NATURAL' ? '529.982.247-25' : '11.222.333/0001-81',
    'INSURED-NAME': 'Ana Souza',
    'INSURED-EMAIL': 'ana@example.com',
    'INSURED-CELLPHONE': '(11) 98765-4321',
    'INSURED-ADDRESS-ZIPCODE': '01310-100',
    'INSURED-ADDRESS-STREET': 'Avenida Paulista',
    'INSURED-ADDRESS-NUMBER': '1000',
    'INSURED-ADDRESS-NEIGHBORHOOD': 'Bela Vista',
    'INSURED-ADDRESS-CITY': 'São Paulo',
    'INSURED-ADDRESS-STATE': 'SP',
    'START-VIGENCY-DATE': '2022-11-14',
    'LIMIT-DEDUCTIBLE': [[...answersOf({ LIMIT: 100000, DEDUCTIBLE: 'DEFAULT' })]],
  });

/** The answers of the published proposal, of a natural person close to a politically exposed one. */
export const proposalAnswers: readonly Answer[] = [
  { code: 'INSURED-BIRTH-DATE', answer: '2001-09-15T03:00:00.000Z' },
  { code: 'DUE-DAY', answer: 1 },
  { code: 'PAYMENT-INSTALLMENT-IDENTIFIER', answer: '5b232a16-50a9-4cf2-8af8-df5c16368b28' },
  { code: 'PAYMENT-METHOD', answer: 'CREDIT-CARD' },
  { code: 'PEP', answer: 'RELATION' },
  { code: 'PEP-NAME', answer: 'teste' },
  { code: 'PEP-PARENTING', answer: 'SON/DAUGHTER' },
];

/** Answers by their codes. */
export function answersOf(byCode: Readonly<Record<string, unknown>>): readonly Answer[] {
  return Object.entries(byCode).map(([code, answer]) => ({ code, answer }));
}

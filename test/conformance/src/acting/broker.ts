import { clientFor, type Answer, type Client, type Engine } from '@affinity-engine/test-harness';

export type Given = { readonly code: string; readonly answer: unknown };
export type Installment = {
  readonly identifier: string;
  readonly number: number;
  readonly dueDates: readonly string[];
};
export type Item = {
  readonly quotationIdentifier: string;
  readonly status: string;
  readonly proposal: { readonly number: string; readonly date: string; readonly documentUrl: string };
  readonly pricing: readonly {
    readonly variantIdentifier: string;
    readonly underwriting: { readonly approved: boolean; readonly evaluations: readonly { readonly code: string }[] };
    readonly price: Readonly<Record<string, number>>;
    readonly payment: {
      readonly paymentOptions: readonly {
        readonly paymentMethod: string;
        readonly installments: readonly Installment[];
      }[];
    };
  }[];
};
export type Success = { readonly item: Item; readonly success: boolean; readonly executed: string };
export type WireError = { readonly code: string; readonly message?: string; readonly properties?: unknown };
export type Failure = {
  readonly success: boolean;
  readonly executed: string;
  readonly errors: readonly WireError[];
  readonly statusCode: number;
  readonly message: string;
};

export const operationCode = 'MEDICAL-CIVIL-LIABILITY-PARTNER';
export const registerNumber = '100000';

/** Settings for suites that call often. */
export const unlimited = { QUOTATION_PER_MINUTE: '1000000', QUOTATION_PER_DAY: '1000000' } as const;

export const card = {
  number: '4111111111111111',
  name: 'INES CONCEICAO',
  identity: '52998224725',
  cvv: '737',
  expiryMonth: 12,
  expiryYear: 2039,
  useCustomerAddress: true,
} as const;

const contracting: Readonly<Record<string, unknown>> = {
  'PERSON-TYPE': 'NATURAL',
  IDENTITY: '529.982.247-25',
  'INSURED-NAME': 'Inês Conceição',
  'INSURED-EMAIL': 'ines@example.com',
  'INSURED-CELLPHONE': '(11) 98765-4321',
  'INSURED-ADDRESS-ZIPCODE': '01310-100',
  'INSURED-ADDRESS-STREET': 'Avenida Paulista',
  'INSURED-ADDRESS-NUMBER': '1000',
  'INSURED-ADDRESS-NEIGHBORHOOD': 'Bela Vista',
  'INSURED-ADDRESS-CITY': 'São Paulo',
  'INSURED-ADDRESS-STATE': 'SP',
  'START-VIGENCY-DATE': '2022-12-01',
  'LIMIT-DEDUCTIBLE': [
    [
      { code: 'LIMIT', answer: 100000 },
      { code: 'DEDUCTIBLE', answer: 'DEFAULT' },
    ],
  ],
};

/** Answers by their codes; undefined ones are left out. */
export const listed = (byCode: Readonly<Record<string, unknown>>): readonly Given[] =>
  Object.entries(byCode).flatMap(([code, answer]) => (answer === undefined ? [] : [{ code, answer }]));

/** The body of a contracting call, with some answers changed. */
export const contractingBody = (changes: Readonly<Record<string, unknown>> = {}) => ({
  registerNumber,
  operationCode,
  answers: listed({ ...contracting, ...changes }),
});

/** A broker's system: a client with a subscription key. */
export function brokerOf(engine: Engine, key: string = engine.credentials.quotation.subscriptionKey) {
  const client = clientFor(engine, null);
  const headers = { 'ocp-apim-subscription-key': key };
  const post = <Body>(path: string, body: unknown, more: Readonly<Record<string, string>> = {}) =>
    client.post<Body>(path, body, { headers: { ...headers, ...more } });
  return {
    contract: (body: unknown) => post<Success & Failure>('/v1/quotation/contracting', body),
    propose: (body: unknown) => post<Success & Failure>('/v1/quotation/proposal', body),
    checkOut: (body: unknown) => post<Failure | Success>('/v1/checkout', body),
    post,
    get: <Body>(path: string, query: Readonly<Record<string, string | number>> = {}): Promise<Answer<Body>> =>
      client.get<Body>(path, { headers, query }),
    client: client satisfies Client,
  };
}

export type Broker = ReturnType<typeof brokerOf>;

/** The body of a valid proposal, with some answers changed. */
export function proposalBody(
  item: Item,
  method: string,
  count: number,
  changes: Readonly<Record<string, unknown>> = {},
) {
  const option = item.pricing[0]?.payment.paymentOptions.find(({ paymentMethod }) =>
    method === 'TICKET' ? paymentMethod === 'Ticket' : paymentMethod === 'All',
  );
  const answers = {
    'INSURED-BIRTH-DATE': '2001-09-15',
    'PAYMENT-METHOD': method,
    'PAYMENT-INSTALLMENT-IDENTIFIER': option?.installments[count - 1]?.identifier,
    ...(method === 'TICKET' ? { 'DUE-DAY': 10 } : {}),
    PEP: 'NO',
    ...changes,
  };
  return { identifier: item.quotationIdentifier, registerNumber, operationCode, answers: listed(answers) };
}

/** Contracts, and proposes if a method is named. */
export async function quoted(broker: Broker, method?: string, count = 1): Promise<Item> {
  const { item } = (await broker.contract(contractingBody())).body;
  return method === undefined ? item : (await broker.propose(proposalBody(item, method, count))).body.item;
}

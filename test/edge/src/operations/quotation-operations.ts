import { linkToken, type Scene, type Side } from '../scene.js';
import { belongsTo, ofAdmin, ofPublic, ofSubscription, once, type Operation } from './operation.js';

const operationCode = 'MEDICAL-CIVIL-LIABILITY-PARTNER';

const listed = (byCode: Readonly<Record<string, unknown>>) =>
  Object.entries(byCode).map(([code, answer]) => ({ code, answer }));

const answers = {
  ...{ 'PERSON-TYPE': 'NATURAL', IDENTITY: '529.982.247-25', 'INSURED-NAME': 'Inês Conceição' },
  ...{ 'INSURED-EMAIL': 'ines@example.com', 'INSURED-CELLPHONE': '(11) 98765-4321' },
  ...{ 'INSURED-ADDRESS-ZIPCODE': '01310-100', 'INSURED-ADDRESS-STREET': 'Avenida Paulista' },
  ...{ 'INSURED-ADDRESS-NUMBER': '1000', 'INSURED-ADDRESS-NEIGHBORHOOD': 'Bela Vista' },
  ...{ 'INSURED-ADDRESS-CITY': 'São Paulo', 'INSURED-ADDRESS-STATE': 'SP', 'START-VIGENCY-DATE': '2026-12-01' },
  'LIMIT-DEDUCTIBLE': [
    [
      { code: 'LIMIT', answer: 100000 },
      { code: 'DEDUCTIBLE', answer: 'DEFAULT' },
    ],
  ],
};

type Quoted = {
  readonly item: {
    readonly quotationIdentifier: string;
    readonly proposal: { readonly number: string; readonly documentUrl: string };
    readonly pricing: readonly {
      readonly payment: {
        readonly paymentOptions: readonly {
          readonly paymentMethod: string;
          readonly installments: readonly { readonly identifier: string }[];
        }[];
      };
    }[];
  };
};

const priced = (scene: Scene, from: Side, changes: object = {}) => ({
  registerNumber: scene.its[from].registerNumber,
  operationCode,
  answers: listed({ ...answers, ...changes }),
});

async function quoted(scene: Scene, whose: Side, changes: object = {}): Promise<Quoted['item']> {
  const path = '/v1/quotation/contracting';
  const body = priced(scene, whose, changes);
  const { item } = await scene.call<Quoted>(scene.its[whose].subscription, 'POST', path, body);
  scene.seenBy[whose].add(item.quotationIdentifier);
  return item;
}

const quotation = (scene: Scene, side: string): Promise<string> =>
  belongsTo(scene, side, async (whose) => (await quoted(scene, whose)).quotationIdentifier);

const keptQuotation = (scene: Scene, side: string): Promise<string> =>
  side === 'nobody' ? quotation(scene, side) : once(scene, `quotation of ${side}`, () => quotation(scene, side));

/** The body that proposes a quotation of a side. */
async function proposal(scene: Scene, side: string, from: Side, changes: object = {}) {
  const item = await quoted(scene, side === 'nobody' ? from : (side as Side), changes);
  const option = item.pricing[0]?.payment.paymentOptions.find(({ paymentMethod }) => paymentMethod === 'Ticket');
  return {
    identifier: side === 'nobody' ? await quotation(scene, side) : item.quotationIdentifier,
    registerNumber: scene.its[from].registerNumber,
    operationCode,
    answers: listed({
      ...{ 'INSURED-BIRTH-DATE': '2001-09-15', 'PAYMENT-METHOD': 'TICKET', 'DUE-DAY': 10, PEP: 'NO' },
      'PAYMENT-INSTALLMENT-IDENTIFIER': option?.installments[0]?.identifier,
    }),
  };
}

async function proposed(scene: Scene, whose: Side, changes: object = {}): Promise<Quoted['item']> {
  const body = await proposal(scene, whose, whose, changes);
  const path = '/v1/quotation/proposal';
  return (await scene.call<Quoted>(scene.its[whose].subscription, 'POST', path, body)).item;
}

/** What an underwriter decides. */
async function decided(scene: Scene, side: string) {
  const item = await proposed(scene, side === 'nobody' ? 'one' : (side as Side), referred);
  return {
    params: { quotation_id: side === 'nobody' ? await quotation(scene, side) : item.quotationIdentifier },
    body: { proposal_number: item.proposal.number, reason: 'the limit was looked at' },
  };
}

const broker = (scene: Scene, from: Side) => ({ registerNumber: scene.its[from].registerNumber });
const referred = { CLAIMS: 1, RETROACTIVITY: 3 };
const mixed = { isMixed: true } as const;
const both = { objects: ['one', 'other'] } as const;
const real = (from: Side): Side => (from === 'nobody' ? 'one' : from);

/** The calls of brokers' systems, and of operators for quotations. */
export const quotationOperations: Readonly<Record<string, Operation>> = {
  contractQuotation: ofSubscription(
    async (scene, side, from) => ({
      body: { ...priced(scene, from), quotationIdentifier: await keptQuotation(scene, side) },
    }),
    mixed,
  ),
  proposeQuotation: ofSubscription(
    async (scene, side, from) => ({
      body: { ...(await proposal(scene, side, real(from))), registerNumber: scene.its[from].registerNumber },
    }),
    mixed,
  ),
  checkOut: ofSubscription(
    async (scene, side, from) => ({
      body: {
        ...broker(scene, from),
        quotationIdentifier: await belongsTo(scene, side, async (whose) => {
          return (await proposed(scene, whose)).quotationIdentifier;
        }),
      },
    }),
    { ...mixed, isUsedUp: true },
  ),
  listQuotations: ofSubscription(async (scene, side, from) => {
    if (side !== 'nobody') await keptQuotation(scene, side);
    return { params: broker(scene, from) };
  }),
  readQuotation: ofSubscription(
    async (scene, side, from) => ({
      params: { ...broker(scene, from), identifier: await keptQuotation(scene, side) },
    }),
    mixed,
  ),
  listQuotationProducts: ofSubscription(async (scene, _side, from) => ({ params: broker(scene, from) })),
  readQuotationProduct: ofSubscription(async (scene, _side, from) => ({
    params: { ...broker(scene, from), operationCode },
  })),
  getProposalDocument: ofPublic(
    { good: 'allowed', altered: 'unknown', over: 'unknown', foreign: 'unknown', certificate: 'unknown' },
    async (scene, kind) => {
      const { quotationIdentifier: id } = await once(scene, 'proposed', () => proposed(scene, 'one'));
      const token =
        kind === 'certificate' ? linkToken(scene, id, 'certificate') : linkToken(scene, id, 'proposal', kind as 'good');
      return { params: { token } };
    },
  ),
  listOperatedQuotations: ofAdmin(async () => ({})),
  searchQuotations: ofAdmin(async () => ({ body: { search: '11144477735' } })),
  getOperatedQuotation: ofAdmin(
    async (scene, side) => ({ params: { quotation_id: await keptQuotation(scene, side) } }),
    both,
  ),
  revealQuotation: ofAdmin(
    async (scene, side) => ({ params: { quotation_id: await keptQuotation(scene, side) } }),
    both,
  ),
  releaseQuotation: ofAdmin(decided, { ...both, isUsedUp: true }),
  declineQuotation: ofAdmin(decided, { ...both, isUsedUp: true }),
};

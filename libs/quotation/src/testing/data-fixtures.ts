import { instant } from '@affinity-engine/kernel';
import type {
  PricedVariant,
  Confirmed,
  Draft,
  Expired,
  Proposal,
  Proposed,
  Quoted,
  Subscription,
} from '../quotation.js';

type Decision = PricedVariant['underwriting']['decision'];

/** A subscription that quotes for the broker 100000. */
export const aSubscription = (given: Partial<Subscription> = {}): Subscription => ({
  id: 'subscription-1',
  name: 'Corretora Exemplo',
  registerNumbers: ['100000'],
  partnerId: null,
  keyHash: 'digest of a key',
  createdAt: instant('2022-11-01T12:00:00Z'),
  revokedAt: null,
  version: 1,
  ...given,
});

const quoted: Quoted = {
  id: 'quotation-1',
  subscriptionId: 'subscription-1',
  registerNumber: '100000',
  number: '4112573065',
  operationCode: 'MEDICAL-CIVIL-LIABILITY-PARTNER',
  currency: 'BRL',
  productVersion: '0123456789abcdef',
  answers: [{ code: 'INSURED-NAME', answer: 'Inês Conceição', questionText: 'Nome', answerText: 'Inês Conceição' }],
  variants: [],
  proposals: 0,
  createdAt: instant('2022-11-13T12:00:00Z'),
  expiresAt: instant('2022-11-28T12:00:00Z'),
  version: 1,
};

/** A draft without prices, made at noon of 13 November 2022. */
export const aDraft = (given: Partial<Draft> = {}): Draft => ({ ...quoted, status: 'draft', ...given });

export const aProposal = (given: Partial<Proposal> = {}): Proposal => ({
  number: '41125730650001',
  sequence: 1,
  madeAt: instant('2022-11-14T01:02:03.004Z'),
  variantId: 'variant-1',
  offerId: 'offer-1',
  method: 'TICKET',
  enhancedDiligence: false,
  answers: [{ code: 'PEP', answer: 'NO', questionText: 'PEP', answerText: 'Não' }],
  withdrawn: [],
  contracted: [],
  released: false,
  declined: false,
  ...given,
});

/** A variant that underwriting decides so. */
export const aVariant = ({ id, decision }: { readonly id: string; readonly decision: Decision }): PricedVariant => ({
  id,
  answers: [],
  underwriting: { decision, evaluations: [{ code: 'CLAIMS-SOME', text: 'Sinistros', decision }] },
  price: { net: 10_000, interest: 0, tax: 738, total: 10_738, commission: 1_000 },
  loading: '0',
  paymentOptions: [],
});

/** The draft with a proposal. */
export const aProposed = (given: Partial<Proposed> = {}): Proposed => ({
  ...quoted,
  proposals: 1,
  status: 'proposed',
  proposal: aProposal(),
  paymentLock: null,
  ...given,
});

/** The proposal accepted, and billed once. */
export const aConfirmed = (given: Partial<Confirmed> = {}): Confirmed => ({
  ...quoted,
  proposals: 1,
  status: 'confirmed',
  proposal: aProposal(),
  confirmation: {
    at: instant('2022-11-15T00:00:00Z'),
    paymentReference: null,
    schedule: [{ number: 1, dueDate: instant('2022-11-20T00:00:00Z'), value: 5, interest: 0, tax: 1 }],
  },
  ...given,
});

/** The draft, its days over. */
export const anExpired = (given: Partial<Expired> = {}): Expired => ({
  ...quoted,
  status: 'expired',
  proposal: null,
  ...given,
});

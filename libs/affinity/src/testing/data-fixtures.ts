import type { Catalogue, Insurer, Plan, Product } from '@affinity-engine/catalogue';
import { instant, plainDate, plus } from '@affinity-engine/kernel';
import type { Affinity, AffinityRequest, AffinityTerms, Partner } from '../affinity.js';

/** When everything of these builders was made. */
const madeAt = instant('2026-01-02T12:00:00Z');

const contact = { phone: '+55 11 4000-0000', email: 'contato@example.com', ombudsman: '0800 000 0000' };

export const anInsurer = (overrides: Partial<Insurer> = {}): Insurer => ({
  id: 'insurer-1',
  name: 'Seguradora Exemplo S.A.',
  susepCode: '01234',
  contact,
  ...overrides,
});

/** A plan of 1,000.00 for 365 days and 10.00 of fees. */
export const aPlan = (overrides: Partial<Plan> = {}): Plan => ({
  id: 'basic',
  name: 'Básico',
  assists: [{ id: 'funeral', name: 'Funeral', description: 'Assistência funeral' }],
  coverages: [{ id: 'death', name: 'Morte', description: 'Morte por qualquer causa', limit: 5_000_000, deductible: 0 }],
  price: { net: 100_000, fees: 1_000, periodDays: 365 },
  ...overrides,
});

/** A product with one plan that asks for nothing and is issued at once. */
export const aProduct = (overrides: Partial<Product> = {}): Product => ({
  id: 'product-1',
  name: 'Vida Pessoal',
  version: 'v1',
  insurer: anInsurer(),
  jurisdiction: 'BR',
  line: 'general',
  currency: 'BRL',
  processNumber: '15414.000001/2020-01',
  groupPolicyNumber: '93.0001',
  broker: { name: 'Corretora Exemplo', susepCode: '10.000001-1' },
  asynchronous: false,
  plans: [aPlan()],
  generalConditions: [{ title: 'Objeto', text: 'Condições gerais.' }],
  ...overrides,
});

/** What one product is sold with; taxes of 7.38 % since 2008. */
export const aCatalogue = (overrides: Partial<Catalogue> = {}): Catalogue => ({
  insurers: [anInsurer()],
  products: [aProduct()],
  taxes: [{ jurisdiction: 'BR', line: 'general', from: plainDate('2008-01-03'), rate: '0.0738' }],
  ...overrides,
});

/** A partner that sells `product-1` and stands active with every insurer. */
export const aPartner = (overrides: Partial<Partner> = {}): Partner => ({
  id: 'partner-1',
  name: 'Parceiro',
  legalName: 'Parceiro Comércio Ltda.',
  cnpj: '11222333000181',
  email: 'parceiro@example.com',
  phone: '+55 11 4000-0001',
  productIds: ['product-1'],
  standings: {},
  affinityGroupIds: [],
  defaultProducerCode: null,
  createdAt: madeAt,
  version: 1,
  ...overrides,
});

/** An open request of `partner-1` for `product-1`. */
export const anAffinityRequest = (overrides: Partial<AffinityRequest> = {}): AffinityRequest => ({
  id: 'request-1',
  partnerId: 'partner-1',
  productId: 'product-1',
  productVersion: 'v1',
  producerCode: null,
  createdAt: madeAt,
  expiresAt: plus(overrides.createdAt ?? madeAt, { days: 15 }),
  usedBy: null,
  ...overrides,
});

/** Terms of the year 2026, without holder and item. */
export const someTerms = (): AffinityTerms => ({
  lifetimeStart: plainDate('2026-01-01'),
  lifetimeEnd: plainDate('2026-12-31'),
  holder: null,
  item: null,
  externalReference: null,
});

/** Values that lists find an affinity by, and that others do not have. */
export const searched = { holderDocument: '52998224725', externalReference: 'order-1' } as const;

/** An issued affinity over the year 2026, paid in full. Its request is named after it. */
export const anAffinity = (overrides: Partial<Affinity> = {}): Affinity => ({
  id: 'affinity-1',
  partnerId: 'partner-1',
  requestId: `request-of-${overrides.id ?? 'affinity-1'}`,
  productId: 'product-1',
  productVersion: 'v1',
  planId: 'basic',
  status: 'issued',
  certificateNumber: 'AFFI-NITY-1',
  ...someTerms(),
  dateEnd: null,
  holderDocument: null,
  premium: { net: 100_000, fees: 1_000, tax: 7_380, total: 108_380, currency: 'BRL' },
  paid: 108_380,
  createdAt: madeAt,
  issuedAt: madeAt,
  answerDueAt: null,
  cancellation: null,
  renewedFrom: null,
  renewedBy: null,
  version: 1,
  ...overrides,
});

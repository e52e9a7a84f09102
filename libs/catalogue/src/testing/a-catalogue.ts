import { plainDate } from '@affinity-engine/kernel';
import type { Catalogue, Insurer, Plan, Product } from '../product.js';

/** An insurer to test with. */
export const anInsurer = (given: Partial<Insurer> = {}): Insurer => ({
  id: 'ins-1',
  name: 'Seguradora Exemplo S.A.',
  susepCode: '00001',
  cnpj: '11222333000181',
  contact: { phone: '0800 000 0001', email: 'sac@insurer.example', ombudsman: '0800 000 0002' },
  ...given,
});

/** A plan to test with: one coverage, one assist, 1000.00 net and 60.00 fees a year, its lifetime left free. */
export const aPlan = (given: Partial<Plan> = {}): Plan => ({
  id: 'basic',
  name: 'Basic',
  assists: [{ id: 'roadside', name: 'Roadside help', description: 'Transport to the nearest workshop.' }],
  coverages: [{ id: 'theft', name: 'Theft', description: 'Loss by theft.', limit: 500_000, deductible: 25_000 }],
  price: { net: 100_000, fees: 6_000, periodDays: 365 },
  ...given,
});

/** A product to test with: one plan, synchronous, asking nothing of holder or item. */
export const aProduct = (given: Partial<Product> = {}): Product => ({
  id: 'bike',
  name: 'Bike',
  version: '0123456789abcdef',
  insurer: anInsurer(),
  jurisdiction: 'BR',
  line: 'general',
  currency: 'BRL',
  processNumber: '15414.000001/2026-01',
  groupPolicyNumber: '01.000.0001',
  broker: { name: 'Corretora Exemplo Ltda.', susepCode: '200000001' },
  asynchronous: false,
  plans: [aPlan()],
  generalConditions: [{ title: 'Purpose', text: 'What the insurance is for.' }],
  ...given,
});

/** A catalogue to test with: one insurer, one product, and the Brazilian tax on it. */
export const aCatalogue = (given: Partial<Catalogue> = {}): Catalogue => ({
  insurers: [anInsurer()],
  products: [aProduct()],
  taxes: [{ jurisdiction: 'BR', line: 'general', from: plainDate('2008-01-03'), rate: '0.0738' }],
  ...given,
});

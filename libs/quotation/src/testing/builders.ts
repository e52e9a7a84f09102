import { instant } from '@affinity-engine/kernel';
import type { Quotation, Subscription } from '../quotation.js';

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

/** A draft without prices, made at noon of 13 November 2022. */
export const aQuotation = (given: Partial<Quotation> = {}): Quotation => ({
  id: 'quotation-1',
  subscriptionId: 'subscription-1',
  registerNumber: '100000',
  number: '4112573065',
  operationCode: 'MEDICAL-CIVIL-LIABILITY-PARTNER',
  currency: 'BRL',
  productVersion: '0123456789abcdef',
  status: 'draft',
  answers: [{ code: 'INSURED-NAME', answer: 'Inês Conceição', questionText: 'Nome', answerText: 'Inês Conceição' }],
  proposalAnswers: [],
  withdrawn: [],
  variants: [],
  contracted: [],
  proposal: null,
  proposals: 0,
  released: false,
  checkingOut: null,
  confirmation: null,
  createdAt: instant('2022-11-13T12:00:00Z'),
  expiresAt: instant('2022-11-28T12:00:00Z'),
  version: 1,
  ...given,
});

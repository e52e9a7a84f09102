import { describe, it, expect } from '@jest/globals';
import type { Affinity } from './affinity.js';
import { attachmentsOf } from './attachments.js';
import { anAffinity, aProduct } from './testing/index.js';

const prizeDraw = { title: 'Sorteio', processNumber: '15414.9', regulation: [] };

describe('the documents of an affinity', () => {
  it.each<[string, Partial<Affinity>, boolean, readonly string[]]>([
    ['none while the insurer has yet to answer', { status: 'pending', issuedAt: null }, true, []],
    ['none where it was canceled before issue', { status: 'canceled', issuedAt: null }, true, []],
    ['none where it expired before issue', { status: 'expired', issuedAt: null }, true, []],
    ['certificate and general conditions once issued', {}, false, ['certificate', 'general-conditions']],
    [
      'the prize draw’s regulation where one is bundled',
      {},
      true,
      ['certificate', 'general-conditions', 'prize-draw-regulation'],
    ],
    [
      'the endorsement once canceled',
      { status: 'canceled' },
      false,
      ['certificate', 'general-conditions', 'cancellation'],
    ],
    [
      'the endorsement after the prize draw’s regulation',
      { status: 'canceled' },
      true,
      ['certificate', 'general-conditions', 'prize-draw-regulation', 'cancellation'],
    ],
    ['the same once expired', { status: 'expired' }, false, ['certificate', 'general-conditions']],
    ['the same once renewed', { status: 'renewed' }, false, ['certificate', 'general-conditions']],
  ])('are %s', (_, affinity, bundled, documents) => {
    expect(attachmentsOf(anAffinity(affinity), aProduct(bundled ? { prizeDraw } : {}))).toEqual(documents);
  });
});

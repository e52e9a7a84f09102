import { describe, expect, it } from '@jest/globals';
import type { Quotation } from './quotation.js';
import { aConfirmed, aDraft, anExpired, aProposal, aProposed, aVariant } from './testing/data-fixtures.js';
import { underwritingOf } from './underwriting.js';

const [approved, referred, declined] = (['approve', 'refer', 'decline'] as const).map((decision, at) =>
  aVariant({ id: `variant-${at + 1}`, decision }),
);
const variants = [approved, referred, declined].filter((each) => each !== undefined);
const ofVariant = (variantId: string, given = {}) => aProposal({ variantId, ...given });

describe('how a quotation stands with underwriting:', () => {
  it.each<[string, Quotation, string]>([
    ['a draft that can be proposed', aDraft({ variants }), 'approved'],
    ['a draft without prices', aDraft(), 'approved'],
    ['a draft whose every variant is declined', aDraft({ variants: variants.slice(2) }), 'refused'],
    ['a proposal that no rule stands against', aProposed({ variants, proposal: ofVariant('variant-1') }), 'approved'],
    ['a proposal of a referred variant', aProposed({ variants, proposal: ofVariant('variant-2') }), 'referred'],
    [
      'one that was released',
      aProposed({ variants, proposal: ofVariant('variant-2', { released: true }) }),
      'released',
    ],
    [
      'one that was declined',
      aProposed({ variants, proposal: ofVariant('variant-2', { declined: true }) }),
      'declined',
    ],
    ['what was accepted', aConfirmed({ variants, proposal: ofVariant('variant-2', { released: true }) }), 'released'],
    ['what ended while it waited', anExpired({ variants, proposal: ofVariant('variant-2') }), 'referred'],
  ])('%s', (_, quotation, expected) => {
    expect(underwritingOf(quotation)).toBe(expected);
  });
});

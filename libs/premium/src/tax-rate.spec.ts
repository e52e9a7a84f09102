import { describe, it, expect } from '@jest/globals';
import { decimal, plainDate } from '@affinity-engine/kernel';
import { codeOf } from '@affinity-engine/kernel/testing';
import { taxRate } from './tax-rate.js';

const row = (line: string, from: string, rate: string, jurisdiction = 'BR') => ({
  jurisdiction,
  line,
  from: plainDate(from),
  rate,
});

const table = [
  row('general', '2014-01-01', '0.0800'),
  row('general', '2008-01-01', '0.0738'),
  row('life', '2008-01-01', '0.0038'),
  row('health', '2008-01-01', '0.0238'),
  row('exempt', '2008-01-01', '0'),
  row('general', '2008-01-01', '0.19', 'DE'),
];

const rateOn = (jurisdiction: string, line: string, on: string) =>
  taxRate(table, { jurisdiction, line, on: plainDate(on) });

describe('the tax rate', () => {
  it.each([
    ['BR', 'general', '2008-01-01', '0.0738'],
    ['BR', 'general', '2013-12-31', '0.0738'],
    ['BR', 'general', '2014-01-01', '0.08'],
    ['BR', 'general', '2022-11-13', '0.08'],
    ['BR', 'life', '2022-11-13', '0.0038'],
    ['BR', 'health', '2022-11-13', '0.0238'],
    ['BR', 'exempt', '2022-11-13', '0'],
    ['DE', 'general', '2022-11-13', '0.19'],
  ])('in %s on %s in force on %s is %s, wherever its row stands', (jurisdiction, line, on, rate) => {
    expect(rateOn(jurisdiction, line, on)).toEqual(decimal(rate));
    expect(taxRate(table.toReversed(), { jurisdiction, line, on: plainDate(on) })).toEqual(decimal(rate));
  });

  it.each([
    ['a day before any row', 'BR', 'general', '2007-12-31'],
    ['another line', 'BR', 'marine', '2022-11-13'],
    ['another jurisdiction', 'PT', 'general', '2022-11-13'],
  ])('is unknown for %s, not zero', (_, jurisdiction, line, on) => {
    expect(codeOf(() => rateOn(jurisdiction, line, on))).toBe('TAX-RATE-UNKNOWN');
  });

  it('is that of the first of two rows that begin on one day', () => {
    const twice = [row('general', '2014-01-01', '0.08'), row('general', '2014-01-01', '0.09')];
    expect(taxRate(twice, { jurisdiction: 'BR', line: 'general', on: plainDate('2014-01-01') })).toEqual(
      decimal('0.08'),
    );
  });

  it('is an exact decimal', () => {
    const question = { jurisdiction: 'BR', line: 'general', on: plainDate('2022-11-13') };
    expect(codeOf(() => taxRate([row('general', '2008-01-01', '7,38')], question))).toBe('RATE-INVALID');
  });
});

import { describe, expect, it } from '@jest/globals';
import { formatOf } from './formats.js';

const inSaoPaulo = formatOf({ language: 'pt-BR', zone: 'America/Sao_Paulo' });
const inUtc = formatOf({ language: 'en', zone: 'UTC' });
const plain = (text: string): string => text.replaceAll(/\s/g, ' ');

describe('a value', () => {
  it.each([
    ['2026-01-01T02:30:00.000Z', '31/12/2025, 23:30:00', '01/01/2026, 02:30:00'],
    ['2026-06-30T12:00:00.000Z', '30/06/2026, 09:00:00', '30/06/2026, 12:00:00'],
  ])('that is the instant %s is written in the zone that is shown', (iso, here, there) => {
    expect([inSaoPaulo.moment(iso), inUtc.moment(iso)]).toEqual([here, there]);
  });

  it('that is a civil day is the same in every zone', () => {
    expect([inSaoPaulo.day('2026-01-01'), inUtc.day('2026-01-01')]).toEqual(['01/01/2026', '01/01/2026']);
  });

  it.each([
    [0, 'R$ 0,00'],
    [5, 'R$ 0,05'],
    [59_880, 'R$ 598,80'],
    [-1, '-R$ 0,01'],
    [9_007_199_254_740_991, 'R$ 90.071.992.547.409,91'],
  ])('of %d cents is exact', (cents, text) => {
    expect(plain(inSaoPaulo.money(cents, 'BRL'))).toBe(text);
  });

  it.each([
    [0, '0 sec'],
    [59, '59 sec'],
    [60, '1 min'],
    [7_199, '1 hr'],
    [86_400 * 3 + 5, '3 days'],
  ])('of %d seconds is an age in its largest unit', (seconds, text) => {
    expect(plain(inUtc.seconds(seconds)).replace('secs', 'sec').replace('mins', 'min')).toBe(text);
  });

  it('that lies ahead is no negative age', () => {
    expect(plain(inUtc.age('2026-01-01T00:00:01Z', Date.parse('2026-01-01T00:00:00Z')))).toMatch(/^0 sec/);
  });
});

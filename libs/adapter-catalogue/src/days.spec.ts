import { describe, expect, it } from '@jest/globals';
import { aProduct } from '@affinity-engine/catalogue/testing';
import { plainDate } from '@affinity-engine/kernel';
import { particularsChecker } from './particulars-checker.js';

const check = particularsChecker();
const today = plainDate('2026-11-29');

describe('dates of a holder or an item', () => {
  const person = {
    type: 'object',
    properties: { name: { type: 'string' }, birth_date: { type: 'string', format: 'civil-date' } },
  };
  const schema = {
    type: 'object',
    properties: {
      birth_date: { $ref: '#/$defs/day' },
      bought: { $ref: '#/$defs/day' },
      note: { type: 'string' },
      drivers: { type: 'array', items: person },
    },
    $defs: { day: { type: 'string', format: 'civil-date' } },
  };
  const product = aProduct({ holder: { required: true, schema } });
  const checked = (value: object) => check(product, 'holder', value, today);

  it('are kept as days; all else stays as it was sent', () => {
    const sent = {
      birth_date: '2001-09-15T02:00:00.000Z',
      bought: '2026-11-30T01:30:00+05:00',
      note: '2001-09-15T02:00:00.000Z',
      drivers: [{ name: 'Ana' }, { name: 'Zoë', birth_date: '1990-12-01T03:00:00Z' }],
    };
    const before = structuredClone(sent);
    expect(checked(sent)).toEqual({
      problems: [],
      value: {
        ...{ birth_date: '2001-09-14', bought: '2026-11-29', note: '2001-09-15T02:00:00.000Z' },
        drivers: [{ name: 'Ana' }, { name: 'Zoë', birth_date: '1990-12-01' }],
      },
    });
    expect(sent).toEqual(before);
  });

  it.each([
    ['yesterday', '2026-11-28', []],
    ['today', '2026-11-29', ['holder']],
    ['early tomorrow in UTC, which is today in São Paulo', '2026-11-30T02:59:59Z', ['holder']],
    ['today in UTC, which is yesterday in São Paulo', '2026-11-29T02:59:59Z', []],
    ['to come', '2099-01-01', ['holder']],
  ])('of birth lie before today: %s', (_, birth, refused) => {
    const expected = 'a date before today, 2026-11-29';
    const problem = (path: string) => refused.map(() => ({ path, expected }));
    expect(checked({ birth_date: birth }).problems).toEqual(problem('affinity_holder.birth_date'));
    expect(checked({ drivers: [{ birth_date: birth }] }).problems).toEqual(
      problem('affinity_holder.drivers[0].birth_date'),
    );
  });

  it('of other kinds may lie ahead', () => {
    expect(checked({ bought: '2099-01-01' }).problems).toEqual([]);
  });

  it('of another form are reported once, as what they should be', () => {
    const problems = [{ path: 'affinity_holder.birth_date', expected: 'a date yyyy-mm-dd' }];
    expect(checked({ birth_date: '2026-02-30' }).problems).toEqual(problems);
  });
});

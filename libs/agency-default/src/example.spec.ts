import { readFileSync } from 'node:fs';
import { it, expect } from '@jest/globals';
// example
import { choices, defaultEntry, explainDefault } from '@affinity-engine/agency-default';

const own = [
  { number: '1-agency-number', active: true, flags: { tenders: null, calculations: 1 } },
  { number: '3-agency-number', active: true, flags: { tenders: 3, calculations: 3 } }, // sent last: the default
  { number: '4-agency-number', active: false, flags: { tenders: 4, calculations: 4 } }, // never offered
];
const account = [{ number: 'A1', active: true, flags: { tenders: 9, calculations: 9 } }];

const chosen = defaultEntry([own, account], 'calculations'); // 3-agency-number: a broker's own goes first
const offered = choices([own, account], 'calculations'); // 1-agency-number, 3-agency-number (default), A1
const why = explainDefault([own, account], 'calculations');
// 4-agency-number inactive, 3-agency-number default, 1-agency-number sent-earlier, A1 farther-owner
// end

it('does what the README shows', () => {
  expect(chosen?.number).toBe('3-agency-number');
  expect(offered.map(({ entry, isDefault }) => [entry.number, isDefault])).toEqual([
    ['1-agency-number', false],
    ['3-agency-number', true],
    ['A1', false],
  ]);
  expect(why.map(({ entry, verdict }) => `${entry.number} ${verdict}`).join(', ')).toBe(
    '4-agency-number inactive, 3-agency-number default, 1-agency-number sent-earlier, A1 farther-owner',
  );
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});

import { describe, expect, it } from '@jest/globals';
import { agencyFile, type LineProblem } from './index.js';

const head = 'baFinId,insurerId,agencyNumber,defaultForTenders,defaultForCalculations,active,matchCode,collectionType';
const saidBy = ({ line, path, expected }: LineProblem) => `${line} ${path ?? '*'}: ${expected}`;

describe('a file of agency numbers', () => {
  it('is its numbers, each with its line and its insurer', () => {
    const file = agencyFile(
      `${head}\n5405,,1,true,FALSE,true,Property,broker_collection\n\n,i-1,2,false,false,true,,\n5405,, 3 ,true,true,false,,\n`,
    );
    expect(file.problems).toEqual([]);
    const flags = { defaultForTenders: true, defaultForCalculations: true, active: false };
    expect(file.numbers).toEqual([
      {
        ...{ line: 2, insurer: { baFinId: '5405' } },
        number: {
          ...{ agencyNumber: '1', matchCode: 'Property', collectionType: 'broker_collection' },
          ...{ ...flags, defaultForCalculations: false, active: true },
        },
      },
      {
        ...{ line: 4, insurer: { insurerId: 'i-1' } },
        number: { agencyNumber: '2', defaultForTenders: false, defaultForCalculations: false, active: true },
      },
      { line: 5, insurer: { baFinId: '5405' }, number: { agencyNumber: '3', ...flags } },
    ]);
  });

  it.each([
    ['', ['1 agencyNumber: a column of this name', '1 *: a line of names and at least one number']],
    [`${head},active\n1`, ['1 active: one column of this name']],
    [`${head},colour\n1`, ['1 colour: the name of a field']],
    [`agencyNumber,active\n1`, ['1 baFinId,insurerId,supervisingAuthorityId: one of them']],
    [`${head}\n5405,,1,true,true,true,,cash`, [expect.stringMatching(/^2 collectionType: one of /)]],
    [`${head}\n5405,,1,true,true,true,"x,\n5405,,2,true,true,true,,\n`, ['2 *: a closing quote']],
    [`"${head}\n5405,,1`, ['1 *: a closing quote']],
    [`${head}\n`, ['1 *: a line of names and at least one number']],
    [`${head}\n${'5405,,1,true,true,true,,\n'.repeat(10_001)}`, ['1 *: at most 10000 numbers, not 10001']],
  ])('is refused where it is wrong (%#)', (text, problems) => {
    expect(agencyFile(text).problems.map(saidBy)).toEqual(expect.arrayContaining(problems));
  });

  it('has every problem of every line at once, beside the numbers of the good ones', () => {
    const file = agencyFile(`${head}\n,,,yes,true,,,\n5405,,1,true,true,true,,\n5405,,1\n`);
    expect(file.problems.map(saidBy)).toEqual([
      '2 *: one of baFinId, insurerId, supervisingAuthorityId',
      '2 agencyNumber: text',
      '2 defaultForTenders: true or false',
      '2 active: true or false',
      '4 *: 8 cells, not 3',
      '4 defaultForTenders: true or false',
      '4 defaultForCalculations: true or false',
      '4 active: true or false',
    ]);
    expect(file.numbers.map(({ line }) => line)).toEqual([2, 3, 4]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { agencyFile, withLine } from './agency-file.js';

const head = 'baFinId,insurerId,agencyNumber,defaultForTenders,defaultForCalculations,active,matchCode,collectionType';

describe('a file of agency numbers', () => {
  it('is one set for each insurer, with the lines of its numbers', () => {
    const file = agencyFile(
      `${head}\n5405,,1,true,FALSE,true,Property,broker_collection\n,i-1,2,false,false,true,,\n5405,,3,true,true,false,,\n`,
    );
    expect(file.problems).toEqual([]);
    const flags = { defaultForTenders: true, defaultForCalculations: true, active: false };
    expect(file.sets).toEqual([
      {
        baFinId: '5405',
        agencyNumbers: [
          {
            ...{ agencyNumber: '1', matchCode: 'Property', collectionType: 'broker_collection' },
            ...{ ...flags, defaultForCalculations: false, active: true },
          },
          { agencyNumber: '3', ...flags },
        ],
      },
      {
        insurerId: 'i-1',
        agencyNumbers: [{ agencyNumber: '2', defaultForTenders: false, defaultForCalculations: false, active: true }],
      },
    ]);
    expect(file.lines).toEqual([[2, 4], [3]]);
  });

  it.each([
    ['', ['line 1: agencyNumber is missing', 'expected a line of names and at least one number']],
    [`${head},active\n1`, ['line 1: active comes twice']],
    [`${head}\n5405,,1,true,true,true,,cash`, [expect.stringMatching(/^line 2: collectionType: expected one of /)]],
    [`${head}\n`, ['expected a line of names and at least one number']],
    [`${head}\n${'5405,,1,true,true,true,,\n'.repeat(10_001)}`, ['expected at most 10000 numbers, not 10001']],
  ])('is refused where it is wrong (%#)', (text, problems) => {
    expect(agencyFile(text).problems).toEqual(expect.arrayContaining(problems));
  });

  it('knows the line of what the engine found wrong', () => {
    const file = agencyFile(`${head}\n5405,,1,true,true,true,,\n,i-1,2,true,true,true,,\n`);
    expect(withLine('agencyNumberSets[1].agencyNumbers[0].matchCode', file)).toBe('line 3: matchCode');
    expect(withLine('agencyNumberSets[0].baFinId', file)).toBe('line 2: baFinId');
    expect(withLine('agencyNumberSets[0]', file)).toBe('line 2: the insurer');
    expect(withLine('X-Broker-Token', file)).toBe('X-Broker-Token');
  });
});

import { agencyFile } from '@affinity-engine/client/agency-file';
import { describe, expect, it } from '@jest/globals';
import { agencySets, lineSentence, withLine } from './agency-sets.js';

const head = 'baFinId,insurerId,agencyNumber,defaultForTenders,defaultForCalculations,active';
const file = (...lines: readonly string[]) => agencyFile([head, ...lines].join('\n'));

describe('the numbers of a file', () => {
  const its = agencySets(file('5405,,1,true,true,true', ',i-1,2,true,true,true', '5405,,3,true,true,true').numbers);

  it('are one set for each insurer, with the lines of its numbers', () => {
    const short = its.sets.map(({ agencyNumbers, ...insurer }) => [
      insurer,
      agencyNumbers.map((each) => each.agencyNumber),
    ]);
    expect(short).toEqual([
      [{ baFinId: '5405' }, ['1', '3']],
      [{ insurerId: 'i-1' }, ['2']],
    ]);
    expect(its.lines).toEqual([[2, 4], [3]]);
  });

  it('are found by what the engine says is wrong', () => {
    expect(withLine('agencyNumberSets[1].agencyNumbers[0].matchCode', its)).toBe('line 3: matchCode');
    expect(withLine('agencyNumberSets[0].agencyNumbers[1].matchCode', its)).toBe('line 4: matchCode');
    expect(withLine('agencyNumberSets[0].baFinId', its)).toBe('line 2: baFinId');
    expect(withLine('agencyNumberSets[0]', its)).toBe('line 2: the insurer');
    expect(withLine('X-Broker-Token', its)).toBe('X-Broker-Token');
  });

  it('have each problem with its line', () => {
    expect(file('5405,,,true,yes,true', ',,3,true,true,true').problems.map(lineSentence)).toEqual([
      'line 2: agencyNumber: expected text',
      'line 2: defaultForCalculations: expected true or false',
      'line 3: expected one of baFinId, insurerId, supervisingAuthorityId',
    ]);
  });
});

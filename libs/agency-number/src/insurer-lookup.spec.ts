import { describe, it, expect } from '@jest/globals';
import { codeOf } from '@affinity-engine/kernel/testing';
import type { InsurerNumbers } from './agency-number.js';
import { insurerNamed, lookUp } from './insurer-lookup.js';
import { memoryInsurers } from './testing/index.js';

const insurers = memoryInsurers().insurers();
const broker = insurers.map((insurer) => ({ ...insurer, id: `${insurer.id}-too` }));

describe('an insurer', () => {
  it.each<[InsurerNumbers, string]>([
    [{ baFinId: '5405' }, 'ins-5405'],
    [{ id: 'ins-5036' }, 'ins-5036'],
    [{ insurerId: '5036' }, 'ins-5036'],
    [{ supervisingAuthorityId: '61234' }, 'ins-61234'],
    [{ baFinId: '1', insurerId: '2' }, 'ins-all'],
    [{ baFinId: '1', insurerId: '2', supervisingAuthorityId: '3' }, 'ins-all'],
  ])('is found by %j', (numbers, id) => {
    expect(insurerNamed(numbers, insurers).id).toBe(id);
  });

  it.each<[string, InsurerNumbers, string]>([
    ['without any of its numbers', {}, 'INSURER-REQUIRED'],
    ['by a number nobody has', { baFinId: '9999' }, 'INSURER-UNKNOWN'],
    ['by a number of another kind', { insurerId: '5405' }, 'INSURER-UNKNOWN'],
    ['by a number with other zeros', { baFinId: '05405' }, 'INSURER-UNKNOWN'],
    ['where one number is nobody’s', { baFinId: '5405', insurerId: '9999' }, 'INSURER-UNKNOWN'],
    ['where two numbers disagree', { baFinId: '5405', insurerId: '5036' }, 'INSURER-AMBIGUOUS'],
    [
      'where one of three disagrees',
      { baFinId: '1', insurerId: '2', supervisingAuthorityId: '61234' },
      'INSURER-AMBIGUOUS',
    ],
  ])('is not found %s', (_, numbers, code) => {
    expect(codeOf(() => insurerNamed(numbers, insurers))).toBe(code);
  });

  it('is not guessed where a register number is that of several', () => {
    expect(lookUp({ supervisingAuthorityId: '61234' }, [...insurers, ...broker])).toEqual({
      code: 'INSURER-AMBIGUOUS',
    });
  });

  it('that is unknown is named by the number given', () => {
    expect(lookUp({ baFinId: '5405', insurerId: '9999' }, insurers)).toEqual({
      code: 'INSURER-UNKNOWN',
      key: 'insurerId',
    });
  });
});

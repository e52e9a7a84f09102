import { createHash } from 'node:crypto';
import type { AffinityGroupWork } from '@affinity-engine/affinity-group';
import { isDomainError, type Once } from '@affinity-engine/kernel';
import { edgeError, faulty } from '../edge/errors.js';
import type { Headers, Overlooked } from '../edge/route.js';

const printable = /^[\x20-\x7e]{1,128}$/;

/** The headers of this dialect, and what they say. */
export const headerNames = {
  unknown: {
    'GW-UnknownQueryParamHandling': 'reject (default) or ignore query parameters nobody knows',
    'GW-UnknownPropertyHandling': 'reject (default) or ignore properties of the body nobody knows',
  },
  transaction: {
    'GW-DBTransaction-ID': 'executes the request once: a repeat, whoever sends it, is refused and does nothing',
  },
  checksum: { 'GW-Checksum': 'what the element was read with: only where it still holds does anything happen' },
} as const;

/**
 * Does something under the transaction identifier of the request, once and for all callers; what fails has used no
 * identifier up.
 * @throws TRANSACTION-ID-INVALID, ALREADY-EXECUTED
 */
export async function executedOnce<Result>(
  headers: Headers,
  act: (once: Once<Result> | undefined) => Promise<Result>,
): Promise<Result> {
  const id = headers['gw-dbtransaction-id'];
  if (id === undefined) return act(undefined);
  if (typeof id !== 'string' || !printable.test(id)) throw edgeError('TRANSACTION-ID-INVALID');
  const key = `GW-DBTransaction-ID ${createHash('sha256').update(id).digest('base64url')}`;
  try {
    return await act({ key, fingerprint: '', answer: () => '', forever: true });
  } catch (thrown) {
    if (isDomainError(thrown) && thrown.code === 'ANSWERED-BEFORE') throw edgeError('ALREADY-EXECUTED', { id });
    throw thrown;
  }
}

const notYet = new Error('not executed yet');

/**
 * What every call that writes has in common: its headers, and that a repeat is refused before anything is looked at.
 * @throws TRANSACTION-ID-INVALID, ALREADY-EXECUTED
 */
export const writing = (work: AffinityGroupWork) => ({
  headers: { ...headerNames.unknown, ...headerNames.transaction },
  async first(headers: Headers): Promise<void> {
    try {
      await executedOnce(headers, async (once) => {
        if (once !== undefined) await work.run(() => Promise.reject(notYet), once);
      });
    } catch (thrown) {
      if (thrown !== notYet) throw thrown;
    }
  },
});

/**
 * The checksum a request carries: in its header, or beside the attributes of its body.
 * @throws INPUT-INVALID for an empty one, and for two that differ: who sends it means to be refused where it does not hold
 */
export function checksumOf(headers: Headers, sent?: string): string | null {
  const checksum = headers['gw-checksum'];
  if (checksum === undefined) return sent ?? null;
  if (checksum === '') throw faulty([{ path: 'GW-Checksum', expected: 'a checksum, or no such header' }]);
  if (sent === undefined || sent === checksum) return String(checksum);
  throw faulty([{ path: 'GW-Checksum', expected: `the checksum of the body, ${sent}, or no such header` }]);
}

/** What the caller has passed over. @throws INPUT-INVALID for another value than reject and ignore */
export function passedOver(headers: Headers): Overlooked {
  const faults = Object.keys(headerNames.unknown)
    .filter((name) => !['undefined', 'reject', 'ignore'].includes(String(headers[name.toLowerCase()])))
    .map((name) => ({ path: name, expected: 'reject or ignore' }));
  if (faults.length > 0) throw faulty(faults);
  const ignores = (name: string): boolean => headers[name] === 'ignore';
  return {
    parameters: ignores('gw-unknownqueryparamhandling'),
    properties: ignores('gw-unknownpropertyhandling'),
  };
}

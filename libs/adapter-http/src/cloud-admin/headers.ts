import { createHash } from 'node:crypto';
import { edgeError, inputInvalid } from '../edge/errors.js';
import type { Repeats } from '../edge/repeats.js';
import type { Headers } from '../edge/request.js';
import type { Ignored } from '../edge/route.js';

/** Headers of every call: whether unknown parameters and properties are refused or ignored. */
export const unknownHeaders = {
  'GW-UnknownQueryParamHandling': 'reject (default) or ignore query parameters nobody knows',
  'GW-UnknownPropertyHandling': 'reject (default) or ignore properties of the body nobody knows',
} as const;

/** Headers of calls that change an existing element. */
export const changeHeaders = {
  ...unknownHeaders,
  'GW-Checksum': 'what the element was read with: only where it still holds does anything happen',
  'If-Match': 'the same as GW-Checksum, as HTTP writes it: in quotes; * for any',
} as const;

const transactionHeader = 'gw-dbtransaction-id';
const printable = /^[\x20-\x7e]{1,128}$/;

/**
 * A transaction identifier is valid for one request, across all callers. A repeat is always refused, also if it has
 * other problems. A request that fails does not use its identifier up.
 */
export const transactions: Repeats = {
  parameter: {
    name: 'GW-DBTransaction-ID',
    in: 'header',
    required: false,
    description: 'executes the request once: a repeat, whoever sends it, is refused and does nothing',
    schema: { type: 'string' },
  },
  keyOf(headers) {
    const id = headers[transactionHeader];
    if (id === undefined) return undefined;
    if (typeof id !== 'string' || !printable.test(id)) throw edgeError('TRANSACTION-ID-INVALID');
    const digest = createHash('sha256').update(id).digest('base64url');
    return { key: `GW-DBTransaction-ID ${digest}`, forever: true };
  },
  refusal: (headers) => edgeError('ALREADY-EXECUTED', { id: headers[transactionHeader] }),
};

/**
 * The checksum of a request, from its headers or its body.
 * @throws INPUT-INVALID if one is empty, or if they differ
 */
export function checksumIn(headers: Headers, sent?: string): string | null {
  const given = [
    { path: 'the body', checksum: sent },
    { path: 'GW-Checksum', checksum: headers['gw-checksum'] },
    { path: 'If-Match', checksum: matched(headers['if-match']) },
  ].filter(({ checksum }) => checksum !== undefined);
  const [first] = given;
  for (const { path, checksum } of given) {
    if (path === 'the body') continue;
    if (checksum === '') throw inputInvalid([{ path, expected: 'a checksum, or no such header' }]);
    if (checksum !== first?.checksum) {
      const expected = `the checksum of ${first?.path ?? ''}, ${String(first?.checksum)}, or no such header`;
      throw inputInvalid([{ path, expected }]);
    }
  }
  return first === undefined ? null : String(first.checksum);
}

/** The checksum in an If-Match: in quotes, or as it is; undefined for any. A weak one never matches: it stays as it is. */
function matched(header: Headers[string]): string | undefined {
  const text = header === undefined ? '*' : String(header).trim();
  return text === '*' ? undefined : text.replace(/^"(.*)"$/, '$1');
}

/** What the caller wants ignored. @throws INPUT-INVALID for a value other than reject and ignore */
export function ignoredBy(headers: Headers): Ignored {
  const problems = Object.keys(unknownHeaders)
    .filter((name) => !['undefined', 'reject', 'ignore'].includes(String(headers[name.toLowerCase()])))
    .map((name) => ({ path: name, expected: 'reject or ignore' }));
  if (problems.length > 0) throw inputInvalid(problems);
  const ignores = (name: string): boolean => headers[name] === 'ignore';
  return {
    parameters: ignores('gw-unknownqueryparamhandling'),
    properties: ignores('gw-unknownpropertyhandling'),
  };
}

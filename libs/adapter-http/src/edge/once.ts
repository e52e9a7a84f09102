import { createHash } from 'node:crypto';
import type { Caller, OnceOf } from './route.js';
import { edgeError } from './errors.js';

const printable = /^[\x20-\x7e]{1,255}$/;

/**
 * The once of a request: one effect per caller, operation and `Idempotency-Key`.
 *
 * @param told hears what is kept as the first answer, so that the first caller gets the very bytes a repeat will
 * @throws IDEMPOTENCY-KEY-INVALID
 */
export function onceOf(
  key: string | string[] | undefined,
  caller: Caller,
  operation: string,
  asked: { readonly url: string; readonly body: unknown },
  told: (answer: string) => void,
): OnceOf {
  if (key === undefined) return () => undefined;
  if (typeof key !== 'string' || !printable.test(key)) throw edgeError('IDEMPOTENCY-KEY-INVALID');
  const digests = {
    key: digest(...callerParts(caller), operation, key),
    fingerprint: digest(asked.url, JSON.stringify(asked.body) ?? ''),
  };
  return (answer) => ({
    ...digests,
    answer(result) {
      const text = JSON.stringify(answer(result));
      told(text);
      return text;
    },
  });
}

/** An API user that acts for several brokers is another caller for each. */
const callerParts = ({ clientId, owner }: Caller): readonly string[] =>
  owner === undefined ? [clientId] : [clientId, owner.accountId, owner.brokerId ?? ''];

/** Parts are told apart by their lengths, so that no two lists run together. */
const digest = (...parts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest('base64url');
};

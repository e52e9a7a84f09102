import { usualStatuses, type ErrorKind, type ReportedError } from '../edge/errors.js';
import type { ErrorAnswer } from '../edge/route.js';

/** RFC 6749, section 5.2. `slow_down` and `server_error` are additions: it has no names for these errors. */
const ofKind: Partial<Record<ErrorKind, string>> = {
  unauthenticated: 'invalid_client',
  limited: 'slow_down',
  unavailable: 'temporarily_unavailable',
  own: 'server_error',
};

const ofCode: Readonly<Record<string, string>> = {
  'GRANT-UNSUPPORTED': 'unsupported_grant_type',
  'SCOPE-INVALID': 'invalid_scope',
};

const named = (code: string): string | undefined => (Object.hasOwn(ofCode, code) ? ofCode[code] : undefined);

/** RFC 6749 admits printable ASCII without quotation marks and backslashes. */
const plain = (sentence: string): string => sentence.replaceAll(/["\\]/g, "'").replaceAll(/[^\x20-\x7e]/g, '?');

/** `{"error", "error_description"}` of RFC 6749. */
export function errorAnswerOf({ kind, code, message, reference }: ReportedError): ErrorAnswer {
  const status = usualStatuses[kind];
  return {
    status,
    headers: status === 401 ? { 'www-authenticate': 'Basic realm="affinity-engine"' } : {},
    body: {
      error: named(code) ?? ofKind[kind] ?? 'invalid_request',
      error_description: code === 'INTERNAL' ? `Something went wrong here. Reference: ${reference}` : plain(message),
    },
  };
}

import type { Outcome } from './operations/operation.js';
import type { Reply } from './wire.js';

/** Where the status does not say it, as in the dialects of agency numbers and quotations. */
const byCode: Readonly<Record<string, Outcome>> = {
  'INPUT-INVALID': 'malformed',
  'TOKEN-INVALID': 'unauthenticated',
  'CLIENT-INVALID': 'unauthenticated',
  'OWNER-REQUIRED': 'refused',
  'BROKER-UNKNOWN': 'refused',
  'ACCOUNT-UNKNOWN': 'refused',
  'AGENCY-NUMBER-UNKNOWN': 'unknown',
  'QUOTATION-NOT-FOUND': 'unknown',
  'REGISTER-NUMBER-REFUSED': 'unknown',
  'FEED-POSITION-INVALID': 'unknown',
};
const byStatus: Readonly<Record<number, Outcome>> = { 401: 'unauthenticated', 403: 'refused', 404: 'unknown' };

/** What a reply means, or its status and code where it is no outcome of access. */
export function outcomeOf({ status, headers }: Reply): string {
  const code = headers['error-code'];
  if (status < 400 && code === undefined) return 'allowed';
  return byStatus[status] ?? byCode[String(code)] ?? `${status} ${String(code)}`;
}

/** Headers that differ between any two replies. */
const ofEachReply = new Set(['date', 'request-id', 'server-timing', 'content-length']);

/** A reply without identifiers and times: it must be the same for what is not there and for what another caller owns. */
export function withoutNames({ status, headers, text }: Reply): string {
  const told = Object.entries(headers).filter(([name]) => !ofEachReply.has(name));
  return JSON.stringify([status, told, text])
    .replaceAll(/evt_[0-9a-f]+_\d+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
    .replaceAll(/\b[123]00000\b/g, 'REGISTER')
    .replaceAll(/executed\\":[^,}]+/g, 'executed');
}

import type { Fault } from '../edge/checks.js';
import { tell, type ErrorCode, type ErrorTable } from '../edge/errors.js';
import type { ErrorAnswer } from '../edge/route.js';

export const opsStatuses: Record<ErrorCode, number> = {
  'AFFINITY-ENDED': 409,
  'AFFINITY-UNKNOWN': 404,
  'AMOUNT-INVALID': 400,
  'AMOUNT-NEGATIVE': 400,
  'ANSWERED-BEFORE': 409,
  'BODY-ABSENT': 400,
  'BODY-NOT-JSON': 400,
  'BODY-TOO-COMPLEX': 400,
  'BODY-TOO-LARGE': 400,
  'CHANGED-MEANWHILE': 409,
  'CLIENT-INVALID': 401,
  'CLIENT-PARTNER-MISMATCH': 400,
  'CLIENT-UNKNOWN': 404,
  'COMMISSION-INVALID': 400,
  'CONTENT-TYPE-INVALID': 400,
  'CURRENCY-INVALID': 400,
  'CURSOR-INVALID': 400,
  'DATE-END-INVALID': 400,
  'DATE-INVALID': 400,
  'DOCUMENT-UNKNOWN': 404,
  'DUE-DAY-INVALID': 400,
  'ENDPOINT-UNKNOWN': 404,
  'ENDPOINT-WITHOUT-URL': 409,
  'EVENT-HOLDS-NOTHING-BACK': 409,
  'EVENT-UNKNOWN': 404,
  'HEADER-INVALID': 400,
  'HOLDER-INVALID': 400,
  'HOLDER-REQUIRED': 400,
  'IDEMPOTENCY-KEY-INVALID': 400,
  'INPUT-INVALID': 400,
  'INSTALLMENTS-INVALID': 400,
  'INSTANT-INVALID': 400,
  'INSURER-NOT-ACTIVE': 409,
  'INSURER-UNKNOWN': 404,
  'INTEREST-INVALID': 400,
  'ITEM-INVALID': 400,
  'ITEM-REQUIRED': 400,
  'KEY-REUSED': 409,
  'LIFETIME-INVALID': 400,
  'LINK-UNKNOWN': 404,
  'LOADING-INVALID': 400,
  'NOTHING-WAITS': 409,
  'PARTNER-CNPJ-TAKEN': 409,
  'PARTNER-UNKNOWN': 404,
  'PLAN-REQUIRED': 400,
  'PLAN-UNKNOWN': 400,
  'PRODUCT-NOT-OFFERED': 409,
  'PRODUCT-UNKNOWN': 400,
  'RATE-INVALID': 400,
  'REPLAY-RANGE-INVALID': 400,
  'REQUEST-EXPIRED': 409,
  'REQUEST-UNKNOWN': 404,
  'REQUEST-USED': 409,
  'ROLE-REFUSED': 403,
  'ROUTE-UNKNOWN': 404,
  'SECRET-TRIES-EXCEEDED': 429,
  'SHUTTING-DOWN': 503,
  'TAX-RATE-UNKNOWN': 500,
  'TERM-INVALID': 400,
  'TOKEN-INVALID': 401,
  'TRANSITION-REFUSED': 409,
  'URL-REFUSED': 400,
  'WEIGHTS-INVALID': 400,
  'ZONE-UNKNOWN': 400,
};

const table = Object.fromEntries(Object.entries(opsStatuses).map(([code, status]) => [code, { status }])) as ErrorTable;

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not what the call expects',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Not possible in the present state',
  429: 'Too many tries',
  500: 'Something went wrong here',
  503: 'Not available now',
};

/** RFC 9457 problem details, every fault listed. */
export function opsErrorOf(thrown: unknown, reference: string): ErrorAnswer {
  const { status, code, message, properties } = tell(thrown, table, reference);
  const faults = properties['faults'] as readonly Fault[] | undefined;
  return {
    status,
    contentType: 'application/problem+json; charset=utf-8',
    body: {
      type: `urn:affinity-engine:error:${code.toLowerCase()}`,
      title: titles[status] ?? 'Refused',
      status,
      detail: properties['reason'] === undefined ? message : `${message} ${String(properties['reason'])}`,
      code,
      reference,
      ...(faults === undefined ? {} : { faults }),
    },
  };
}

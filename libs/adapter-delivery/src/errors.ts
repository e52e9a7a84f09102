/** The code of an {@link EgressRefused}, also when it is wrapped. */
export const egressRefused = 'EGRESS-REFUSED';

/** Thrown for an address that must not be reached. */
export class EgressRefused extends Error {
  readonly code = egressRefused;
}

/** The receiver breaks the rules of HTTP, or answers more than is read. Its message is shown. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

/** The total deadline of an attempt is over. */
export class DeadlineOver extends Error {
  override readonly name = 'DeadlineOver';
  readonly code = 'TIMEOUT';
}

/** The process ended before the answer came. */
export class Cut extends Error {
  override readonly name = 'Cut';
  readonly code = 'SHUTTING-DOWN';
}

export const tooLongHeaders = 'more than 16 KiB of headers';

type Failure = { readonly code?: unknown; readonly cause?: unknown };

/** A short text for a failure, without parts of the request or resolved addresses. */
export function reasonOf(failure: unknown): string {
  for (let at = failure; typeof at === 'object' && at !== null; at = (at as Failure).cause) {
    const { code, cause } = at as Failure;
    if (at instanceof ProtocolError) return `protocol: ${at.message}`;
    if (code === egressRefused) return 'egress-refused: expected a public address';
    if (code === 'UND_ERR_HEADERS_OVERFLOW') return `protocol: ${tooLongHeaders}`;
    if (/TIMEOUT/.test(String(code))) return 'timeout';
    if (typeof code === 'string' && typeof cause !== 'object') return `connection: ${code}`;
  }
  return 'connection';
}

/** One thing that is wrong with a request: where, and what was expected there. */
export type RequestProblem = { readonly path: string; readonly expected: string };

type Json = Readonly<Record<string, unknown>>;

/** The engine refused a call. The same class for all dialects; `body` is the answer as the dialect writes it. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  /** The status of the answer. Agency numbers are refused with 200. */
  readonly status: number;
  /** The code of the engine's table of errors, for example `INPUT-INVALID`; `UNKNOWN` if a proxy answered. */
  readonly code: string;
  /** Everything that is wrong with the request. */
  readonly problems: readonly RequestProblem[];
  /** What an operator finds the refusal by. */
  readonly requestId: string | null;
  /** Seconds after which another try makes sense; null: the engine did not say. */
  readonly retryAfter: number | null;
  readonly body: unknown;

  constructor(status: number, headers: Headers, body: unknown, now: number) {
    const code = headers.get('error-code') ?? codeIn(body) ?? 'UNKNOWN';
    super(`${code}: ${sentenceIn(body) ?? `refused with ${status}`}`);
    this.status = status;
    this.code = code;
    this.problems = problemsIn(body);
    this.requestId = headers.get('request-id');
    this.retryAfter = secondsIn(headers.get('retry-after'), now);
    this.body = body;
  }
}

/** There was no answer: the network failed, or the time was over. A write may have had its effect. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  /** Repeat the call with it, and it has one effect; null: the call takes none. */
  readonly idempotencyKey: string | null;

  constructor(call: string, idempotencyKey: string | null, cause: unknown) {
    super(`${call} got no answer`, { cause });
    this.idempotencyKey = idempotencyKey;
  }
}

const isJson = (body: unknown): body is Json => typeof body === 'object' && body !== null;
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isJson) : []);

/** Codes of bodies, where a proxy took the header away. */
const codeIn = (body: unknown): string | undefined =>
  isJson(body) ? text(body['code'] ?? body['errorCode'] ?? list(body['errors'])[0]?.['code']) : undefined;

const sentenceIn = (body: unknown): string | undefined => {
  if (!isJson(body)) return undefined;
  const own = body['detail'] ?? body['error_description'] ?? body['userMessage'] ?? body['error'] ?? body['message'];
  const listed = list(body['errors']).map((each) => text(each['message']) ?? text(each['code']));
  return text(own) ?? (listed.length > 0 ? listed.join('; ') : undefined);
};

/** The problems, as each dialect lists them; the affinity dialect and agency numbers name them in their sentence. */
function problemsIn(body: unknown): readonly RequestProblem[] {
  if (!isJson(body)) return [];
  if (Array.isArray(body['faults'])) return body['faults'] as readonly RequestProblem[];
  const listed = [...list(body['details']), ...list(body['errors'])].flatMap(({ message, properties }) => {
    const { parameterName, field, expected } = isJson(properties) ? properties : {};
    const path = text(parameterName ?? field);
    return path === undefined ? [] : [{ path, expected: text(expected) ?? afterPath(path, text(message) ?? '') }];
  });
  if (listed.length > 0) return listed;
  return (text(body['error']) ?? '').split(/; (?=\S+: expected )/).flatMap((each) => {
    const [, path, expected] = /^(\S+): expected (.+)$/s.exec(each) ?? [];
    return path === undefined || expected === undefined ? [] : [{ path, expected }];
  });
}

const afterPath = (path: string, message: string): string =>
  message.startsWith(`${path}: expected `) ? message.slice(path.length + 11) : message;

/** Retry-After has seconds, or a moment. */
function secondsIn(header: string | null, now: number): number | null {
  if (header === null) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - now) / 1000);
  return Number.isNaN(seconds) ? null : Math.max(seconds, 0);
}

import type { ErrorProperties, Problem } from '@affinity-engine/kernel';
import type { ErrorKind, ReportedError } from '../edge/errors.js';
import type { ErrorAnswer } from '../edge/route.js';
import { affinityGroupKinds } from '../error-kinds.js';
import { wirePath } from './paths.js';

export const kinds = affinityGroupKinds;

type Named = { readonly status: number; readonly errorCode: string };

const bad: Named = { status: 400, errorCode: 'BadInputException' };
const executed: Named = { status: 400, errorCode: 'AlreadyExecutedException' };
const conflict: Named = { status: 409, errorCode: 'ConcurrentDataChangeException' };
const internal: Named = { status: 500, errorCode: 'InternalServerErrorException' };

const ofKind: Readonly<Record<ErrorKind, Named>> = {
  invalid: bad,
  unauthenticated: { status: 401, errorCode: 'RestAuthenticationException' },
  forbidden: { status: 403, errorCode: 'NotAuthorizedException' },
  unknown: { status: 404, errorCode: 'NotFoundException' },
  method: { status: 405, errorCode: 'MethodNotAllowedException' },
  conflict,
  barred: conflict,
  media: { status: 415, errorCode: 'UnsupportedMediaTypeException' },
  limited: { status: 429, errorCode: 'TooManyRequestsException' },
  quota: bad,
  undecided: internal,
  unavailable: { status: 503, errorCode: 'ServiceUnavailableException' },
  own: internal,
};

const ofCode: Readonly<Record<string, Named>> = {
  'ALREADY-EXECUTED': executed,
  'ANSWERED-BEFORE': executed,
  'CHECKSUM-MISMATCH': { status: 409, errorCode: 'ChecksumMismatchException' },
  'KEY-REUSED': executed,
};

const named = (kind: ErrorKind, code: string): Named => ofCode[code] ?? ofKind[kind];

export const statusOf = (kind: ErrorKind, code: string): number => named(kind, code).status;

type Detail = { readonly message: string; readonly properties: Readonly<Record<string, unknown>> };
type Details = (properties: ErrorProperties) => readonly Detail[];

/** Codes of rules, which use their own field names: they are replaced by those of the wire. */
const ofRules = new Set(['ASSOCIATION-INVALID', 'GROUP-INVALID', 'PRODUCER-CODE-INVALID']);

const problemsOf = (code: string, { problems = [] }: ErrorProperties): readonly Problem[] =>
  (problems as readonly Problem[]).map((each) => (ofRules.has(code) ? { ...each, path: wirePath(each.path) } : each));

const ofProblem = ({ path, expected }: Problem): Detail => ({
  message: `${path}: expected ${expected}`,
  properties: { parameterName: path, expected },
});

/** The details of an error that is about no problem, by its code. */
const details: Readonly<Record<string, Details>> = {
  'ALREADY-EXECUTED': ({ id }) => [
    { message: `The transaction ${String(id)} was executed already.`, properties: { transactionId: id } },
  ],
  'CHECKSUM-MISMATCH': ({ supplied, current }) => [
    {
      message: `The supplied checksum '${String(supplied)}' does not match the current checksum '${String(current)}'.`,
      properties: { suppliedChecksum: supplied, currentChecksum: current },
    },
  ],
};

/** `{status, errorCode, userMessage, details}`; the details list every problem of the request. */
export function errorAnswerOf({ kind, code, message, properties, reference }: ReportedError): ErrorAnswer {
  const { status, errorCode } = named(kind, code);
  const userMessage = code === 'INTERNAL' ? `Something went wrong here. Reference: ${reference}` : message;
  const problems = problemsOf(code, properties);
  const found = details[code]?.(properties) ?? problems.map(ofProblem);
  const allowed = properties['allowed'] as readonly string[] | undefined;
  return {
    status,
    headers: allowed === undefined ? {} : { allow: allowed.join(', ') },
    problems,
    body: {
      status,
      errorCode,
      userMessage,
      details: found.length > 0 ? found : code === 'INTERNAL' ? [] : [{ message, properties: {} }],
    },
  };
}

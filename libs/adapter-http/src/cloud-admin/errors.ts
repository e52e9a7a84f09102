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

const ofProblems: Details = ({ problems = [] }) =>
  (problems as readonly Problem[]).map(({ path, expected }) => ({
    message: `${path}: expected ${expected}`,
    properties: { parameterName: path, expected },
  }));

/** Rules use their own field names: here they are replaced by those of the wire. */
const ofOwnProblems: Details = ({ problems = [] }) =>
  ofProblems({
    problems: (problems as readonly Problem[]).map((problem) => ({ ...problem, path: wirePath(problem.path) })),
  });

/** The details of an error, by its code. */
const details: Readonly<Record<string, Details>> = {
  'ALREADY-EXECUTED': ({ id }) => [
    { message: `The transaction ${String(id)} was executed already.`, properties: { transactionId: id } },
  ],
  'ASSOCIATION-INVALID': ofOwnProblems,
  'CHECKSUM-MISMATCH': ({ supplied, current }) => [
    {
      message: `The supplied checksum '${String(supplied)}' does not match the current checksum '${String(current)}'.`,
      properties: { suppliedChecksum: supplied, currentChecksum: current },
    },
  ],
  'GROUP-INVALID': ofOwnProblems,
  'INPUT-INVALID': ofProblems,
  'PRODUCER-CODE-INVALID': ofOwnProblems,
};

/** `{status, errorCode, userMessage, details}`; the details list every problem of the request. */
export function errorAnswerOf({ kind, code, message, properties, reference }: ReportedError): ErrorAnswer {
  const { status, errorCode } = named(kind, code);
  const userMessage = code === 'INTERNAL' ? `Something went wrong here. Reference: ${reference}` : message;
  const found = details[code]?.(properties) ?? [];
  const allowed = properties['allowed'] as readonly string[] | undefined;
  return {
    status,
    headers: allowed === undefined ? {} : { allow: allowed.join(', ') },
    body: {
      status,
      errorCode,
      userMessage,
      details: found.length > 0 ? found : code === 'INTERNAL' ? [] : [{ message, properties: {} }],
    },
  };
}

import type { Problem } from '@affinity-engine/kernel';
import type { NotedRefusal, RefusedAbout, RefusedCaller } from '@affinity-engine/refusal';
import type { FastifyRequest } from 'fastify';
import { callerId, type Caller, type CallerKind } from './caller.js';
import type { ErrorKind, ReportedError } from './errors.js';
import { asGiven, isOwnId } from './own-ids.js';
import { errorCodeHeader } from './refusal-headers.js';
import type { ErrorAnswer } from './route.js';

/**
 * Which refusals are kept: those that the caller or an operator can mend. Strangers, limits and failures of the engine
 * are in logs and figures.
 */
export const isKept: Readonly<Record<ErrorKind, boolean>> = {
  invalid: true,
  unauthenticated: false,
  forbidden: true,
  unknown: true,
  method: false,
  conflict: true,
  barred: true,
  media: true,
  limited: false,
  quota: false,
  undecided: false,
  unavailable: false,
  own: false,
};

const callers: Readonly<Record<CallerKind, RefusedCaller | null>> = {
  public: null,
  partner: 'partner',
  admin: 'operator',
  person: null,
  account: 'account',
  apiUser: 'account',
  subscription: 'subscription',
};

type Refused = Pick<FastifyRequest, 'id' | 'params' | 'body'> & {
  readonly caller?: Caller;
  readonly routeOptions?: FastifyRequest['routeOptions'];
};

/** A refusal as it is kept, null for one that is not. Of the request it has identifiers that the engine gave, and no more. */
export function refusalToKeep(request: Refused, error: ReportedError, answer: ErrorAnswer): NotedRefusal | null {
  const { caller = { kind: 'public' }, routeOptions } = request;
  const route = routeOptions?.config?.compiled?.route;
  const [kind, clientId] = [callers[caller.kind], callerId(caller)];
  if (!isKept[error.kind] || route === undefined || kind === null || clientId === undefined) return null;
  return {
    reference: error.reference,
    caller: kind,
    clientId,
    partnerId: partnerOf(caller),
    operation: route.operationId,
    code: answer.headers?.[errorCodeHeader] ?? error.code,
    status: answer.status,
    problems: answer.problems ?? problemsIn(error),
    about: isUnknown(error.code) ? {} : { ...inRequest(request), ...inError(error) },
  };
}

function partnerOf(caller: Caller): string | null {
  if (caller.kind === 'subscription') return caller.subscription.partnerId;
  return caller.kind === 'partner' ? caller.partnerId : null;
}

const problemsIn = ({ properties: { problems } }: ReportedError): readonly Problem[] =>
  Array.isArray(problems) ? (problems as readonly Problem[]) : [];

type Identifier = Exclude<keyof RefusedAbout, 'affinityGroupIds'>;

/** Parts of a path or a body that name what a call is about. */
const ofWire: Readonly<Record<string, Identifier>> = {
  affinity_id: 'affinityId',
  affinity_request_id: 'affinityRequestId',
  quotation_id: 'quotationId',
  quotationIdentifier: 'quotationId',
  identifier: 'quotationId',
  producerCodeId: 'producerCodeId',
};

/** Only what looks as if the engine gave it: a caller may send anything in its place. */
function inRequest({ params, body }: Refused): RefusedAbout {
  const sent = { ...asObject(body), ...asObject(params) };
  return Object.fromEntries(
    Object.entries(ofWire).flatMap(([wire, name]) => {
      const value = Object.hasOwn(sent, wire) ? sent[wire] : undefined;
      return isOwnId(value) ? [[name, asGiven(value)]] : [];
    }),
  );
}

const asObject = (part: unknown): Readonly<Record<string, unknown>> =>
  typeof part === 'object' && part !== null ? (part as Readonly<Record<string, unknown>>) : {};

/** Properties of errors, as rules call them. */
const ofRules: Readonly<Record<string, Identifier>> = {
  productId: 'productId',
  insurerId: 'insurerId',
  producerCodeId: 'producerCodeId',
  requestId: 'affinityRequestId',
};

/** What is unknown was sent by the caller, and may be another's. */
const isUnknown = (code: string): boolean => code.endsWith('-UNKNOWN');

function inError({ properties }: ReportedError): RefusedAbout {
  const found = Object.entries(ofRules).flatMap(([own, name]) => {
    const value = properties[own];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  const reasons = Array.isArray(properties['reasons']) ? (properties['reasons'] as readonly SaleReason[]) : [];
  const groups = [...new Set(reasons.flatMap(({ groupId }) => (groupId === null ? [] : [groupId])))];
  return {
    ...Object.fromEntries(found),
    ...(groups.length === 0 ? {} : { affinityGroupIds: groups.slice(0, mostGroups) }),
  };
}

type SaleReason = { readonly groupId: string | null };

const mostGroups = 20;

import type { RegistrationProblem } from '@affinity-engine/agency-number';
import type { ErrorProperties, Problem } from '@affinity-engine/kernel';
import { faultInList } from './agency-number-wire.js';
import { sentenceOf, usualStatuses, type ReportedError } from '../edge/errors.js';
import { errorCodeHeader } from '../edge/refusal-headers.js';
import type { ErrorAnswer } from '../edge/route.js';
import {
  affinityKinds,
  agencyKinds,
  catalogueKinds,
  eligibilityKinds,
  identityKinds,
  premiumKinds,
  privacyKinds,
  quotationKinds,
  quotationProductKinds,
  refusalKinds,
  webhookKinds,
} from '../error-kinds.js';

/** The kind of every code of the contexts that operators work on. */
export const kinds = {
  ...affinityKinds,
  ...agencyKinds,
  ...catalogueKinds,
  ...eligibilityKinds,
  ...identityKinds,
  ...premiumKinds,
  ...privacyKinds,
  ...quotationKinds,
  ...quotationProductKinds,
  ...refusalKinds,
  ...webhookKinds,
} as const;

export const statuses = { ...usualStatuses, undecided: 409 } as const;

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not what the call expects',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Not possible in the present state',
  415: 'The body is not of a kind that the call takes',
  429: 'Too many tries',
  500: 'Something went wrong here',
  503: 'Not available now',
};

/** Problems that rules report, under the names of the wire: answered like those of the schemas. */
const ofTheRequest: Readonly<Record<string, (error: ReportedError) => readonly Problem[]>> = {
  'PARTNER-INVALID': ({ properties }) => ofTheWire(properties),
  'USER-INVALID': ({ properties }) => ofTheWire(properties),
  'PERSON-CRITERION-INVALID': ({ properties }) => properties['problems'] as readonly Problem[],
  'API-USER-INVALID': () => [{ path: 'client_id', expected: 'a client of role account' }],
};

/** Problems of numbers to register: they keep their codes, as in the dialect of agency numbers. */
const ofRegistration = new Set(['EXTERNAL-ID-USED', 'INSURER-AMBIGUOUS', 'INSURER-REQUIRED', 'INSURER-UNKNOWN']);

const wireNames: readonly (readonly [RegExp, string])[] = [
  [/^legalName/, 'legal_name'],
  [/^partnerId/, 'partner_id'],
  [/^insurerIds/, 'insurer_ids'],
  [/^productIds/, 'product_ids'],
  [/^standings/, 'insurers'],
  [/^affinityGroupIds/, 'affinity_group_ids'],
  [/^defaultProducerCode/, 'default_producer_code'],
];

const wirePath = (path: string): string => wireNames.reduce((text, [own, wire]) => text.replace(own, wire), path);

function ofTheWire({ problems }: ErrorProperties): readonly Problem[] {
  return (problems as readonly Problem[]).map(({ kept, ...problem }) => ({
    ...{ ...problem, path: wirePath(problem.path) },
    ...(kept === undefined ? {} : { kept: { ...kept, path: wirePath(kept.path) } }),
  }));
}

/** RFC 9457 problem details, with every problem of the request. */
export function errorAnswerOf(error: ReportedError): ErrorAnswer {
  const found = ofTheRequest[error.code]?.(error);
  const { kind, reference } = error;
  const { code, message, properties }: Pick<ReportedError, 'code' | 'message' | 'properties'> =
    found === undefined
      ? error
      : { code: 'INPUT-INVALID', message: sentenceOf(found), properties: { problems: found } };
  const status = statuses[kind];
  const listed = properties['problems'] as readonly Problem[] | readonly RegistrationProblem[] | undefined;
  const problems = ofRegistration.has(code)
    ? (listed as readonly RegistrationProblem[] | undefined)?.map(faultInList)
    : (listed as readonly Problem[] | undefined);
  return {
    status,
    contentType: 'application/problem+json; charset=utf-8',
    headers: { [errorCodeHeader]: code },
    ...(problems === undefined ? {} : { problems }),
    body: {
      type: `urn:affinity-engine:error:${code.toLowerCase()}`,
      title: titles[status] ?? 'Refused',
      status,
      detail: properties['reason'] === undefined ? message : `${message} ${String(properties['reason'])}`,
      code,
      reference,
      ...(problems === undefined ? {} : { faults: problems.map(({ path, expected }) => ({ path, expected })) }),
    },
  };
}

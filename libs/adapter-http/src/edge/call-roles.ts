import type { Person, UserRole } from '@affinity-engine/identity';

type Roles = Readonly<Record<string, readonly UserRole[]>>;

const calls = (roles: readonly UserRole[], ...operationIds: readonly string[]): Roles =>
  Object.fromEntries(operationIds.map((operationId) => [operationId, roles]));

const [operations, underwriter, programme, broker, compliance] = [
  'operations',
  'underwriter',
  'programme',
  'broker',
  'compliance',
] as const satisfies readonly UserRole[];
const everybody = [operations, underwriter, programme, broker, compliance] as const;

/**
 * Who may make which call in a browser session, beside an admin, who may make all calls of operators. A call that is not named is
 * for admins and programs alone.
 */
const rolesOfCalls: Roles = {
  ...calls(everybody, 'getOverview', 'getSeries', 'listInsurers', 'listPartners', 'getPartner', 'getPartnerBrand'),
  ...calls(
    [operations, underwriter, programme],
    'listCatalogueProducts',
    'getCatalogueProductVersion',
    'listCatalogueProductVersions',
  ),
  ...calls([operations, underwriter, programme], 'previewCatalogueProduct', 'printSpecimen'),
  ...calls([operations, underwriter, compliance], 'listCertificates', 'searchCertificates', 'getCertificate'),
  ...calls([operations, underwriter, compliance], 'getCertificateTimeline'),
  ...calls([operations, compliance], 'revealCertificate'),
  ...calls([operations], 'getBordereau', 'getBordereauTotals'),
  ...calls([operations], 'previewCertificateCancellation', 'cancelCertificate', 'renewCertificate'),
  ...calls([operations, underwriter], 'listInsurerQuestions', 'answerForInsurer'),
  ...calls(
    [operations],
    'listWebhookEndpoints',
    'createWebhookEndpoint',
    'getWebhookEndpoint',
    'changeWebhookEndpoint',
  ),
  ...calls([operations], 'listDeliveries', 'replayEvents', 'callOffReplays', 'pingWebhookEndpoint', 'skipHead'),
  ...calls([operations], 'getDelivery', 'listEvents', 'makePortalLink', 'endPortalSessions'),
  ...calls([underwriter, broker], 'listOperatedQuotations', 'searchQuotations', 'getOperatedQuotation'),
  ...calls([underwriter], 'revealQuotation', 'releaseQuotation', 'declineQuotation'),
  ...calls([programme], 'createPartner', 'changePartner', 'setPartnerBrand', 'removePartnerBrand'),
  ...calls([operations, programme], 'checkEligibility'),
  ...calls([operations, programme], 'listAffinityGroups', 'getAffinityGroup', 'listProducerCodes', 'getProducerCode'),
  ...calls([operations, programme], 'listAffinityGroupProducerCodes', 'getAffinityGroupProducerCode'),
  ...calls([operations, programme], 'listAvailableProducerCodes', 'listOrganizations', 'getOrganization'),
  ...calls([programme], 'createAffinityGroup', 'changeAffinityGroup', 'createProducerCode', 'changeProducerCode'),
  ...calls([programme], 'createOrganization', 'associateProducerCode', 'removeProducerCode'),
  ...calls([broker], 'listAgencyNumbers', 'explainAgencyDefaults', 'listAccounts', 'openAccount', 'listBrokers'),
  ...calls([broker], 'addBroker', 'listSubscriptions', 'registerOperatedAgencyNumbers', 'changeOperatedAgencyNumber'),
  ...calls([operations, programme], 'listRefusals', 'listRefusalGroups', 'getRefusal'),
  ...calls([operations, compliance], 'listAudit'),
  ...calls([compliance], 'searchPersons', 'exportPerson', 'previewErasure', 'erasePerson', 'revokeLinks'),
  ...calls([compliance], 'listHolds', 'placeHold', 'releaseHold'),
  ...calls(['partner-developer'], 'listOwnWebhookEndpoints', 'getOwnWebhookEndpoint', 'listOwnDeliveries'),
  ...calls(['partner-developer'], 'replayOwnEvents', 'listOwnEvents', 'getOwnDelivery', 'listEventTypes'),
  ...calls(['partner-developer'], 'changeOwnWebhookEndpoint', 'pingOwnWebhookEndpoint'),
  ...calls(['partner-developer'], 'listOwnRefusals', 'getOwnRefusal', 'listOwnClients', 'rotateOwnClient'),
  ...calls([...everybody, 'partner-developer'], 'getClock'),
  // A sandbox is there for them to try things out; in production nobody moves the clock.
  ...calls(['partner-developer'], 'advanceClock'),
};

/**
 * Calls that ask for a password that was given a short time ago: what they do cannot be undone, shows a secret, or says where
 * what is signed with one goes.
 */
const freshCalls: ReadonlySet<string> = new Set([
  ...['erasePerson', 'exportPerson', 'skipHead', 'rotateClient', 'revokeClient', 'createClient'],
  'rotateOwnClient',
  ...['rotateSubscriptionKey', 'revokeSubscription', 'createSubscription'],
  ...['createUser', 'changeUser', 'makePortalLink', 'createWebhookEndpoint'],
]);

/** Calls that ask for it where the body has one of these fields, and it is not false. */
const freshFields: Readonly<Record<string, readonly string[]>> = {
  changeWebhookEndpoint: ['url', 'rotate_secret'],
  changeOwnWebhookEndpoint: ['url', 'rotate_secret'],
};

/** What a call needs to know of its route. */
export type Called = { readonly operationId: string; readonly callers: readonly string[]; readonly method: string };

/** Whether a call is open to people at all, not to programs alone. */
export const isForPeople = ({ operationId, callers }: Called): boolean =>
  callers.includes('admin') || rolesOfCalls[operationId] !== undefined;

/** Whether people of these roles may make a call. */
export const mayCall = (roles: readonly UserRole[], { operationId, callers }: Called): boolean =>
  (roles.includes('admin') && callers.includes('admin')) ||
  (rolesOfCalls[operationId] ?? []).some((role) => roles.includes(role));

/** The insurers for which a person may make a call: those of an underwriter whose other roles do not admit it; undefined: for all. */
export const insurersOf = ({ roles, insurerIds }: Insured, called: Called): readonly string[] | undefined =>
  insurerIds.length === 0 || roles.some((role) => role !== 'underwriter' && mayCall([role], called))
    ? undefined
    : insurerIds;

type Insured = Pick<Person, 'roles' | 'insurerIds'>;

export const needsFreshSignIn = ({ operationId }: Called): boolean => freshCalls.has(operationId);

/** Whether it is the body of a call that asks for a password that was given a short time ago. */
export const bodyNeedsFreshSignIn = ({ operationId }: Called, body: unknown): boolean => {
  const given = new Map(Object.entries(body ?? {}));
  return (freshFields[operationId] ?? []).some((field) => given.has(field) && given.get(field) !== false);
};

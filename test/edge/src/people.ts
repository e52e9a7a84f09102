import type { Scene } from './scene.js';
import type { Headers } from './wire.js';

const certificates = ['listCertificates', 'searchCertificates', 'getCertificate', 'getCertificateTimeline'];
const webhooks = [
  ...['listWebhookEndpoints', 'createWebhookEndpoint', 'getWebhookEndpoint', 'changeWebhookEndpoint', 'listDeliveries'],
  ...['replayEvents', 'callOffReplays', 'pingWebhookEndpoint', 'skipHead', 'listEvents', 'getDelivery'],
];
const groups = [
  ...['listAffinityGroups', 'getAffinityGroup', 'listProducerCodes', 'getProducerCode', 'listAvailableProducerCodes'],
  ...['listAffinityGroupProducerCodes', 'getAffinityGroupProducerCode', 'listOrganizations', 'getOrganization'],
];
const usual = ['getOverview', 'getSeries', 'getClock', 'listInsurers', 'listPartners', 'getPartner', 'getPartnerBrand'];
const products = [
  'listCatalogueProducts',
  'listCatalogueProductVersions',
  'getCatalogueProductVersion',
  'previewCatalogueProduct',
  'printSpecimen',
];
const refusals = ['listRefusals', 'listRefusalGroups', 'getRefusal'];
const quotations = ['listOperatedQuotations', 'searchQuotations', 'getOperatedQuotation'];
const questions = ['listInsurerQuestions', 'answerForInsurer'];

/** What the people of each role may call, beside an admin, who may call all that an operator's program may. */
export const callsOfRoles: Readonly<Record<string, readonly string[]>> = {
  operations: [
    ...[...usual, ...certificates, ...webhooks, ...groups, ...questions, 'revealCertificate', 'checkEligibility'],
    ...['previewCertificateCancellation', 'cancelCertificate', 'renewCertificate', 'listAudit'],
    ...['makePortalLink', 'endPortalSessions'],
    ...[...refusals, 'getBordereau', 'getBordereauTotals'],
    ...products,
  ],
  underwriter: [
    ...products,
    ...[...usual, ...certificates, ...questions, ...quotations],
    ...['revealQuotation', 'releaseQuotation', 'declineQuotation'],
  ],
  programme: [
    ...products,
    ...[...usual, ...groups, 'createPartner', 'changePartner', 'setPartnerBrand', 'removePartnerBrand'],
    ...['checkEligibility', 'createAffinityGroup', 'changeAffinityGroup', 'createProducerCode', 'changeProducerCode'],
    ...['createOrganization', 'associateProducerCode', 'removeProducerCode', ...refusals],
  ],
  broker: [
    ...[...usual, 'listAgencyNumbers', 'explainAgencyDefaults', 'listAccounts', 'openAccount', 'listBrokers'],
    ...['addBroker', 'listSubscriptions', ...quotations],
    ...['registerOperatedAgencyNumbers', 'changeOperatedAgencyNumber'],
  ],
  compliance: [
    ...[...usual, ...certificates, 'revealCertificate', 'listAudit', 'searchPersons', 'exportPerson'],
    ...['previewErasure', 'erasePerson', 'revokeLinks', 'listHolds', 'placeHold', 'releaseHold'],
  ],
  'partner-developer': [
    ...['listOwnWebhookEndpoints', 'getOwnWebhookEndpoint', 'listOwnDeliveries', 'replayOwnEvents', 'listOwnEvents'],
    ...['changeOwnWebhookEndpoint', 'pingOwnWebhookEndpoint', 'getOwnDelivery', 'listEventTypes'],
    ...['listOwnRefusals', 'getOwnRefusal', 'listOwnClients', 'rotateOwnClient', 'getClock', 'advanceClock'],
  ],
};

const password = 'correct horse battery staple';
const page = { 'sec-fetch-site': 'same-origin' };

/** The headers of a browser in which a new user of this role signed in. */
export async function sessionOf(scene: Scene, role: string, partnerId?: string): Promise<Headers> {
  const email = `${role}${scene.next()}@example.com`;
  const user = { name: `A person of ${role}`, email, roles: [role], password };
  await scene.call(scene.admin, 'POST', '/ops/v1/users', { ...user, ...(partnerId ? { partner_id: partnerId } : {}) });
  const reply = await scene.send({
    method: 'POST',
    path: '/session',
    headers: { 'content-type': 'application/json', ...page },
    body: JSON.stringify({ email, password }),
  });
  const [cookie = ''] = String(reply.headers['set-cookie']).split(';');
  if (reply.status !== 200) throw new Error(`${role} cannot sign in: ${reply.text}`);
  return { cookie, ...page };
}

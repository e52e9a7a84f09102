import type { Messages } from '../messages/messages.js';

export type Place = {
  readonly to:
    | '/'
    | '/certificates'
    | '/refusals'
    | '/webhooks'
    | '/underwriting'
    | '/insurer-questions'
    | '/bordereaux'
    | '/agency'
    | '/programme'
    | '/products'
    | '/partners'
    | '/audit'
    | '/data-subjects'
    | '/users'
    | '/keys'
    | '/clock';
  readonly name: keyof Messages['places'];
  /** One of these calls must be open to the person. */
  readonly calls: readonly string[];
};

/** What a person finds in the navigation: the engine decides, by the calls that are open to its roles. */
export const places: readonly Place[] = [
  { to: '/', name: 'home', calls: ['getOverview', 'listOwnWebhookEndpoints'] },
  { to: '/certificates', name: 'certificates', calls: ['listCertificates'] },
  { to: '/refusals', name: 'refusals', calls: ['listRefusalGroups', 'listOwnRefusals'] },
  { to: '/webhooks', name: 'webhooks', calls: ['listWebhookEndpoints', 'listOwnWebhookEndpoints'] },
  { to: '/underwriting', name: 'underwriting', calls: ['listOperatedQuotations'] },
  { to: '/insurer-questions', name: 'questions', calls: ['listInsurerQuestions'] },
  { to: '/bordereaux', name: 'bordereaux', calls: ['getBordereau'] },
  { to: '/agency', name: 'agency', calls: ['explainAgencyDefaults'] },
  { to: '/programme', name: 'programme', calls: ['listAffinityGroups', 'checkEligibility'] },
  { to: '/products', name: 'products', calls: ['listCatalogueProducts'] },
  { to: '/partners', name: 'partners', calls: ['listPartners'] },
  { to: '/audit', name: 'audit', calls: ['listAudit'] },
  { to: '/data-subjects', name: 'dataSubjects', calls: ['searchPersons'] },
  { to: '/users', name: 'users', calls: ['listUsers'] },
  { to: '/keys', name: 'keys', calls: ['listClients', 'listSubscriptions', 'listOwnClients'] },
  { to: '/clock', name: 'clock', calls: ['getClock'] },
];

export const placesFor = (calls: readonly string[]): readonly Place[] =>
  places.filter((place) => place.calls.some((call) => calls.includes(call)));

/** Every screen that is reached without an id, with the call that opens it. */
export const screens = [
  ['/', 'getOverview'],
  ['/search', 'searchCertificates'],
  ['/certificates', 'listCertificates'],
  ['/refusals', 'listRefusalGroups'],
  ['/refusals/list', 'listRefusals'],
  ['/webhooks', 'listWebhookEndpoints'],
  ['/underwriting', 'listOperatedQuotations'],
  ['/insurer-questions', 'listInsurerQuestions'],
  ['/agency', 'explainAgencyDefaults'],
  ['/programme', 'checkEligibility'],
  ['/partners', 'listPartners'],
  ['/audit', 'listAudit'],
  ['/data-subjects', 'searchPersons'],
  ['/users', 'listUsers'],
  ['/keys', 'listSubscriptions'],
  ['/clock', 'getClock'],
] as const;

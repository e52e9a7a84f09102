export { aNumber, apiUser, at5405, everyNumber } from './fixtures/agency.js';
export { brokerOf, contractingBody, proposalBody } from './fixtures/broker.js';
export { catalogueWithCallback } from './fixtures/catalogue.js';
export { startOpenIdProvider, type OpenIdServer } from './fixtures/openid-provider.js';
export { contract, done } from './fixtures/partner-day.js';
export { contracts, holder } from './fixtures/samples.js';
export { arrivals, bodyOf, subscriber, type Subscriber } from './fixtures/webhooks.js';

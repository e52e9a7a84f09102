export { type ProviderReport } from './failures.js';
export { openIdProvider } from './provider.js';
export { type OpenIdSettings } from './settings.js';

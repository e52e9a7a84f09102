export { openIdProvider, type OpenIdSettings, type ProviderReport } from './provider.js';

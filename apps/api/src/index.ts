export { apiContainer, openInto, tokens, type Platform } from './container.js';
export { demoTenant } from './demo-tenant.js';
export { scheduledJobs } from './jobs.js';
export { apiDialects, apiServer } from './server.js';

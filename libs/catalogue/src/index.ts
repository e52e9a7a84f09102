export { insurerOf, planOf, productOf } from './choose.js';
export { catalogueErrors } from './errors.js';
export type { CatalogueErrorCode } from './errors.js';
export { checkLifetime, daysCovered, lastDayOf, lifetimeProblems } from './lifetime.js';
export type * from './product.js';

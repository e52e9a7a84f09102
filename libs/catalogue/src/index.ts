export { insurerOf, planOf, productOf } from './choose.js';
export { catalogueError, catalogueErrors } from './errors.js';
export type { CatalogueErrorCode } from './errors.js';
export { isBrazilian, languageOf, languages } from './language.js';
export type { Language } from './language.js';
export { checkLifetime, coverAfter, daysCovered, dayOfCover, lastDayOf, lifetimeProblems } from './lifetime.js';
export type * from './product.js';

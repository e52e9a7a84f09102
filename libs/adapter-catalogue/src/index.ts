export { demoCatalogueFolder } from './demo-catalogue.js';
export { catalogueFileErrors } from './errors.js';
export type { CatalogueFileErrorCode } from './errors.js';
export { loadCatalogue, type LoadedCatalogue } from './load-catalogue.js';
export { brandProblems } from './brands.js';
export { particularsChecker } from './particulars-checker.js';
export type { CheckParticulars, ParticularsKind } from './particulars-checker.js';
export { schemaChecks } from './schema-checks.js';
export type { SchemaCheck } from './schema-checks.js';

export { demoCatalogueFolder } from './demo-catalogue.js';
export { editorSchemas } from './editor-schemas.js';
export { catalogueFileErrors } from './errors.js';
export type { CatalogueFileErrorCode } from './errors.js';
export { loadCatalogue, type LoadedCatalogue } from './load-catalogue.js';
export { particularsChecker } from './particulars-checker.js';
export type { CheckParticulars, ParticularsKind } from './particulars-checker.js';
export { schemaChecks } from './schema-checks.js';
export type { SchemaCheck } from './schema-checks.js';

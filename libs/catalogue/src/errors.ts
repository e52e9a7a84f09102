import { errorsOf } from '@affinity-engine/kernel';

/** Every error of this library: code → sentence. */
export const catalogueErrors = {
  'PRODUCT-UNKNOWN': 'The catalogue holds no such product.',
  'INSURER-UNKNOWN': 'The catalogue holds no such insurer.',
  'PLAN-REQUIRED': 'The product has several plans and none was chosen.',
  'PLAN-UNKNOWN': 'The product has no such plan.',
  'LIFETIME-INVALID': 'The period of cover ends before it may, or is not the one the plan fixes.',
} as const;

/** A code of {@link catalogueErrors}. */
export type CatalogueErrorCode = keyof typeof catalogueErrors;

export const catalogueError = errorsOf(catalogueErrors);

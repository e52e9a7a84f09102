import type { DomainError } from '@affinity-engine/kernel';
import { catalogueError, type CatalogueErrorCode } from './errors.js';
import type { Catalogue, Insurer, Plan, Product } from './product.js';

/** Finds a product. @throws PRODUCT-UNKNOWN */
export function productOf(catalogue: Catalogue, id: string): Product {
  const product = catalogue.products.find((each) => each.id === id);
  if (product) return product;
  throw catalogueError('PRODUCT-UNKNOWN', { productId: id }, `There is no product ${quoted(id)}.`);
}

/** Finds an insurer. @throws INSURER-UNKNOWN */
export function insurerOf(catalogue: Catalogue, id: string): Insurer {
  const insurer = catalogue.insurers.find((each) => each.id === id);
  if (insurer) return insurer;
  throw catalogueError('INSURER-UNKNOWN', { insurerId: id }, `There is no insurer ${quoted(id)}.`);
}

/**
 * The plan a caller chose. A product with one plan needs no choice.
 *
 * @throws PLAN-REQUIRED where there are several and none was named: the message names them.
 * @throws PLAN-UNKNOWN where the product has no plan with that id.
 */
export function planOf(product: Product, planId: string | undefined): Plan {
  const [first, ...others] = product.plans;
  if (planId === undefined && first && others.length === 0) return first;
  if (planId === undefined) throw planError('PLAN-REQUIRED', product, 'needs a plan to be chosen');
  const plan = product.plans.find((each) => each.id === planId);
  if (plan) return plan;
  throw planError('PLAN-UNKNOWN', product, `has no plan ${quoted(planId)}`);
}

function planError(code: CatalogueErrorCode, product: Product, what: string): DomainError<CatalogueErrorCode> {
  const plans = product.plans.map((plan) => plan.id);
  const message = `Product ${quoted(product.id)} ${what}; its plans: ${plans.join(', ')}.`;
  return catalogueError(code, { productId: product.id, plans }, message);
}

/** Input as a short text for a message: it may be of any length, and in plain JavaScript of any type. */
function quoted(given: unknown): string {
  if (typeof given !== 'string') return `with an id that is no text but ${given === null ? 'null' : typeof given}`;
  return JSON.stringify(given.length > 60 ? `${given.slice(0, 60)}…` : given);
}

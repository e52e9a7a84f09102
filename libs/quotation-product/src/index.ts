export { codes, creditCard, derivedOfOffer } from './codes.js';
export { quotationProductErrors, type QuotationProductErrorCode } from './errors.js';
export type { ProductProblem } from './problem.js';
export { productProblems } from './product-problems.js';
export { stages, type PaymentMethod, type QuotationProduct } from './product.js';
export { ratedNet, type Rating, type RatingFactor, type RatingRow } from './rating.js';
export {
  underwrite,
  type Decision,
  type Underwriting,
  type UnderwritingNote,
  type UnderwritingRule,
} from './underwriting.js';
export { variantPrices, type Pricing, type VariantPrice } from './variant-prices.js';

export { aQuotationProduct } from './a-quotation-product.js';

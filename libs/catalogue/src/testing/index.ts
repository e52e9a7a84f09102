export { aCatalogue, anInsurer, aPlan, aProduct } from './a-catalogue.js';

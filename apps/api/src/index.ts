export { apiContainer, bindProducts } from './container.js';
export * as tokens from './tokens.js';

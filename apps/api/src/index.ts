export { apiContainer } from './container.js';

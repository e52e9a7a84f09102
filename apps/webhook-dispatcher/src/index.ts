export { bindDelivery, checkSecret } from './bindings.js';
export { runApp, type Running } from './run.js';
export * as delivery from './tokens.js';

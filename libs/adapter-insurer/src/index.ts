export { embeddedInsurer } from './embedded-insurer.js';
export { insurersOf } from './insurers.js';

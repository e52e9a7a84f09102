export { embeddedInsurer } from './embedded-insurer.js';

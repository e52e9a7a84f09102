export { noPayments, sandboxPayments } from './sandbox-payments.js';

export { normalizedEmail, personTerms, type PersonTerm } from './person-terms.js';

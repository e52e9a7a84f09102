export { criteriaTerms, type PersonCriteria } from './criteria.js';
export { erasePerson, previewErasure, type DigestOf, type Erasure } from './erase-person.js';
export { privacyError, privacyErrors, type PrivacyErrorCode } from './errors.js';
export { exportPerson, mostOfPerson, searchPersons, type ExportedPerson, type PersonPage } from './find-person.js';
export { listHolds, placeHold, releaseHold } from './legal-holds.js';
export { normalizedEmail, personTerms, type PersonTerm } from './person-terms.js';
export { isLinkGood, revokeLinks } from './revoke-links.js';
export { recordKinds } from './ports.js';
export type * from './ports.js';

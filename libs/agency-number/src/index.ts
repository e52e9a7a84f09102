export {
  accountOfUser,
  addBroker,
  admitApiUser,
  openAccount,
  ownerFor,
  ownerNamed,
  readAccount,
  type ApiUser,
  type NamedOwner,
} from './accounts.js';
export type * from './agency-number.js';
export { changeAgencyNumber } from './change-agency-number.js';
export { externalIdProblems, resolveInsurers, type RegistrationProblem } from './check-registration.js';
export { agencyErrors, type AgencyErrorCode } from './errors.js';
export { explainDefaults, type ExplainedDefaults } from './explain-defaults.js';
export { insurerKeys, insurerNamed, lookUp, type InsurerKey, type Lookup } from './insurer-lookup.js';
export { offeredAgencyNumbers } from './offered-agency-numbers.js';
export {
  planRegistration,
  type PlannedWrite,
  type ResolvedNumber,
  type RegistrationPlan,
} from './plan-registration.js';
export type * from './ports.js';
export {
  previewRegistration,
  type FieldChange,
  type PreviewedNumber,
  type RegistrationPreview,
} from './preview-registration.js';
export { registerAgencyNumbers, type Registration } from './register-agency-numbers.js';

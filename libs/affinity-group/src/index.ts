export type * from './affinity-group.js';
export { associateCode, removeCode } from './associations.js';
export { checkAssociation, checkCodeChange, checkGroupChange } from './check-changes.js';
export { checksumOf } from './checksum.js';
export { compareText, meets, operators, type FieldCondition, type Operator } from './conditions.js';
export { affinityGroupErrors, type AffinityGroupErrorCode } from './errors.js';
export {
  associationFields,
  codeFields,
  groupFields,
  organizationFields,
  type AssociationField,
  type CodeField,
  type GroupField,
  type OrganizationField,
} from './fields.js';
export { findCodeByIdOrText } from './find-or-throw.js';
export { changeGroup, createGroup, type GroupChange, type NewGroup } from './groups.js';
export { createOrganization, type NewOrganization } from './organizations.js';
export type * from './ports.js';
export {
  changeProducerCode,
  createProducerCode,
  type NewProducerCode,
  type ProducerCodeChange,
} from './producer-codes.js';
export { seedGroups, type GroupSeed, type SeededGroups } from './seed-groups.js';
export { organizationNames, readAssociation, readGroup, readOrganization, readProducerCode } from './read-groups.js';
export { saleReasons, termsOf, type SalePorts } from './sale-reasons.js';
export {
  groupTypes,
  jurisdictions,
  nameIn,
  phoneCountries,
  productsSoldElsewhere,
  type Typelist,
} from './typelists.js';

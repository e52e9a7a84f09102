export type * from './affinity.js';
export { answerAffinity, answerByCallback, type InsurerOutcome, type InsurersNote } from './answer-affinity.js';
export { attachmentsOf } from './attachments.js';
export {
  readBordereau,
  totalBordereau,
  type BordereauOf,
  type BordereauPage,
  type BordereauPlace,
  type MovementTotal,
} from './bordereau.js';
export {
  cancelAffinity,
  previewCancellation,
  type CanceledAffinity,
  type CancellationPreview,
} from './cancel-affinity.js';
export { contractAffinity, type ContractingPorts, type ContractInput } from './contract-affinity.js';
export { certificateNumber, premiumFor } from './draft-affinity.js';
export { affinityErrors, affinityError, type AffinityErrorCode } from './errors.js';
export { explainSale, type ExplainedSale, type ReasonAgainst, type ThoughtSale } from './explain-sale.js';
export { affinityOf, partnerOf, type By } from './find-or-throw.js';
export { lifecycle, nextStatus, type LifecycleEvent } from './lifecycle.js';
export { insurerOwner, offeredProducts, standingWith, type OfferedProduct } from './partner.js';
export {
  changePartner,
  findPartnerByCnpj,
  readPartner,
  registerPartner,
  type NewPartner,
  type PartnerChange,
} from './partners.js';
export { changePartnerBrand, readPartnerBrand, removePartnerBrand } from './partner-brand.js';
export { answerDueAffinities, expireAffinities } from './scheduled-jobs.js';
export { listInsurers, type InsurerWithProducts } from './list-insurers.js';
export { affinityEventTypes, insurerEventTypes, affinityFilters } from './ports.js';
export type * from './ports.js';
export type * from './movement.js';
export { movementSections } from './movements.js';
export type * from './movements.js';
export { nobody, personOf, withPerson, type AffinityPerson } from './person.js';
export { readAffinity, withProduct, type AffinityWithProduct } from './read-affinity.js';
export { readCertificate, revealAffinity, type Certificate } from './read-certificate.js';
export {
  previewProduct,
  printSpecimen,
  listProductVersions,
  readProductVersion,
  type PreviewInput,
  type PricedCover,
  type ProductPreview,
  type ProductWithTaxes,
} from './preview-product.js';
export { printDocument } from './print-document.js';
export { renewAffinity, type RenewalInput } from './renew-affinity.js';
export type * from './search.js';
export { requestAffinity, type AffinityRequestInput, type PreparedAffinity } from './request-affinity.js';

import { errorsOf } from '@affinity-engine/kernel';

/** Every error of this context: code → sentence. */
export const affinityErrors = {
  'AFFINITY-UNKNOWN': 'There is no such affinity.',
  'AFFINITY-ENDED': 'The cover has ended already; there is nothing left to cancel.',
  'BRAND-UNKNOWN': 'The partner has no brand.',
  'DATE-END-INVALID': 'The day of cancellation must lie between today and the last day of cover.',
  'DOCUMENT-UNKNOWN': 'The affinity has no such document.',
  'EXTERNAL-REFERENCE-TOO-LONG': 'An external reference has at most 64 characters.',
  'HOLDER-INVALID': 'The holder is not what the product asks for.',
  'HOLDER-REQUIRED': 'The product needs a holder.',
  'INSURER-NOT-ACTIVE': 'The partner is not active with the insurer of this product.',
  'ITEM-INVALID': 'The item is not what the product asks for.',
  'ITEM-REQUIRED': 'The product needs an item.',
  'PARTNER-INVALID': 'The partner is not what it should be.',
  'PARTNER-UNKNOWN': 'There is no such partner.',
  'PARTNER-CNPJ-TAKEN': 'Another partner has this CNPJ already.',
  'PRODUCT-NOT-OFFERED': 'The product is not offered to this partner.',
  'PRODUCT-VERSION-UNKNOWN': 'There is no such product, or it never had this version.',
  'RENEWAL-PENDING': 'The affinity has a successor already, and its insurer has yet to answer.',
  'REQUEST-EXPIRED': 'The affinity request has expired; make a new one.',
  'REQUEST-UNKNOWN': 'There is no such affinity request.',
  'REQUEST-USED': 'The affinity request was contracted already; make a new one.',
  'TEXT-UNPRINTABLE': 'Documents cannot print a character of this text.',
  'TRANSITION-REFUSED': 'The affinity cannot do this in its present status.',
} as const;

export type AffinityErrorCode = keyof typeof affinityErrors;

export const affinityError = errorsOf(affinityErrors);

import type { AffinityGroup, AssociatedCode, Organization, ProducerCode } from './affinity-group.js';

/** The fields for filters and sorting: each as text, null if missing. */
export const groupFields = {
  id: ({ id }: AffinityGroup) => id,
  type: ({ type }: AffinityGroup) => type,
  name: ({ name }: AffinityGroup) => name,
  description: ({ description }: AffinityGroup) => description,
  organizationId: ({ organizationId }: AffinityGroup) => organizationId,
  primaryContactFirstName: ({ primaryContactFirstName }: AffinityGroup) => primaryContactFirstName,
  primaryContactLastName: ({ primaryContactLastName }: AffinityGroup) => primaryContactLastName,
  startDate: ({ startDate }: AffinityGroup) => startDate,
  endDate: ({ endDate }: AffinityGroup) => endDate,
} as const;

export const codeFields = {
  id: ({ id }: ProducerCode) => id,
  code: ({ code }: ProducerCode) => code,
  description: ({ description }: ProducerCode) => description,
  organizationId: ({ organizationId }: ProducerCode) => organizationId,
  active: ({ active }: ProducerCode) => String(active),
} as const;

export const organizationFields = {
  id: ({ id }: Organization) => id,
  name: ({ name }: Organization) => name,
} as const;

export const associationFields = {
  producerCodeId: ({ producerCodeId }: AssociatedCode) => producerCodeId,
  code: ({ code }: AssociatedCode) => code,
} as const;

export type GroupField = keyof typeof groupFields;
export type CodeField = keyof typeof codeFields;
export type OrganizationField = keyof typeof organizationFields;
export type AssociationField = keyof typeof associationFields;

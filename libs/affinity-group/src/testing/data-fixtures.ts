import type { AffinityGroup, Association, Organization, ProducerCode } from '../affinity-group.js';
import type { ListQuery } from '../ports.js';

/** An open group that restricts nothing. */
export const aGroup = (overrides: Partial<AffinityGroup> = {}): AffinityGroup => ({
  id: 'pc:707',
  type: 'Open',
  name: 'West Coast WC Affinity Group',
  description: null,
  jurisdictions: [],
  organizationId: null,
  primaryContactFirstName: null,
  primaryContactLastName: null,
  primaryContactPhone: null,
  products: [],
  startDate: null,
  endDate: null,
  version: 1,
  ...overrides,
});

/** An active code of `pc:5` for partners and accounts. */
export const aCode = (overrides: Partial<ProducerCode> = {}): ProducerCode => ({
  id: 'pc:6',
  code: '100-002541',
  description: null,
  organizationId: 'pc:5',
  roles: ['partner', 'account'],
  active: true,
  version: 1,
  ...overrides,
});

export const anOrganization = (overrides: Partial<Organization> = {}): Organization => ({
  id: 'pc:5',
  name: 'Armstrong and Company',
  version: 1,
  ...overrides,
});

/** `pc:707` is sold through `pc:6`. */
export const anAssociation = (overrides: Partial<Association> = {}): Association => ({
  groupId: 'pc:707',
  producerCodeId: 'pc:6',
  mark: 'mark-1',
  ...overrides,
});

/** The whole list by identifier by default. */
export const aQuery = <Field extends string>(overrides: Partial<ListQuery<Field>> = {}): ListQuery<Field> => ({
  conditions: [],
  sort: [],
  skip: 0,
  rows: 1000,
  ...overrides,
});

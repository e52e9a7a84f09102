import type { AffinityGroup, GroupSeed, ProducerCode } from '@affinity-engine/affinity-group';
import { instant } from '@affinity-engine/kernel';

const organization = { id: 'pc:5', name: 'Armstrong and Company', version: 1 };

/** The codes of the published example, and an inactive one. */
const codes: readonly ProducerCode[] = (
  [
    ['pc:6', '100-002541', 'Premier clients', true],
    ['pc:7', '501-002542', 'Los Angeles branch', true],
    ['pc:8', '501-002543', 'San Diego branch', true],
    ['pc:9', '501-002540', 'San Francisco branch, closed', false],
  ] as const
).map(([id, code, description, active]) => ({
  id,
  code,
  description,
  organizationId: organization.id,
  roles: ['account', 'partner', 'admin'],
  active,
  version: 1,
}));

const nothing = {
  description: null,
  organizationId: null,
  primaryContactFirstName: null,
  primaryContactLastName: null,
  primaryContactPhone: null,
  endDate: null,
  version: 1,
} as const;

/** The group of the published example, as printed there, and a closed one that restricts only the codes. */
const groups: readonly AffinityGroup[] = [
  {
    ...nothing,
    id: 'pc:707',
    type: 'Open',
    name: 'West Coast WC Affinity Group',
    jurisdictions: ['CA'],
    primaryContactFirstName: 'Rochelle',
    primaryContactLastName: 'Nwodim',
    primaryContactPhone: { countryCode: 'US', number: null, extension: null },
    products: ['WorkersComp'],
    startDate: instant('2020-09-09T00:00:00.000Z'),
  },
  {
    ...nothing,
    id: 'pc:909',
    type: 'Closed',
    name: 'Clube Boa Viagem',
    organizationId: organization.id,
    jurisdictions: [],
    products: [],
    startDate: instant('2020-01-01T00:00:00.000Z'),
  },
];

/** The closed group the other demo partner is linked to, and the code it sells through. */
export const demoGroupLink = 'pc:909';
export const demoProducerCode = 'pc:6';

/** The demo's organization, codes and groups. The closed group is written last: if it exists, all of them do. */
export const demoGroups: GroupSeed = {
  organization,
  codes,
  groups,
  closed: { groupId: demoGroupLink, codeIds: ['pc:6', 'pc:7'], mark: (codeId) => `demo-${codeId}` },
};

import type { AffinityGroup, AffinityGroupWork, ProducerCode } from '@affinity-engine/affinity-group';
import { instant } from '@affinity-engine/kernel';

const organization = { id: 'pc:5', name: 'Armstrong and Company', version: 1 };

/** The codes of the published example, and one that no longer sells. */
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

/** The group of the published example, as it is printed there, and a closed one that restricts nothing but the codes. */
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

/** The closed group the other demo partner is linked to. */
const linkedGroup = 'pc:909';

const associated = ['pc:6', 'pc:7'];

/** What links a partner to the closed demo group, and whether this start made the group. */
export type DemoGroups = {
  readonly made: boolean;
  readonly link: { readonly affinityGroupIds: readonly string[]; readonly defaultProducerCode: string };
};

/**
 * Makes the demo's organization, codes and groups, all or none, where the closed group is not there yet. What is there
 * already stays as it is; a producer code that is written like one of the demo's stands in for it.
 */
export const ensureDemoGroups = (work: AffinityGroupWork, by: string): Promise<DemoGroups> =>
  work.run(async ({ organizations, codes: known, groups: there, associations, audit }) => {
    const namesakes = await Promise.all(codes.map(async ({ code }) => known.findByCode(code)));
    const idOf = (id: string): string => namesakes[codes.findIndex((code) => code.id === id)]?.id ?? id;
    const link = { affinityGroupIds: [linkedGroup], defaultProducerCode: idOf('pc:6') };
    if ((await there.find(linkedGroup)) !== null) return { made: false, link };

    if ((await organizations.find(organization.id)) === null) {
      organizations.add(organization);
      audit.append({ actor: by, action: 'organization.created', subject: organization.id });
    }
    for (const [at, code] of codes.entries()) {
      if (namesakes[at] != null || (await known.find(code.id)) !== null) continue;
      known.add(code);
      audit.append({ actor: by, action: 'producer-code.created', subject: code.id });
    }
    for (const group of groups) {
      if ((await there.find(group.id)) !== null) continue;
      there.add(group);
      const details = { type: group.type };
      audit.append({ actor: by, action: 'affinity-group.created', subject: group.id, details });
    }
    for (const producerCodeId of associated.map(idOf)) {
      associations.add({ groupId: linkedGroup, producerCodeId, mark: `demo-${producerCodeId}` });
      const details = { producerCodeId };
      audit.append({ actor: by, action: 'affinity-group.code-associated', subject: linkedGroup, details });
    }
    return { made: true, link };
  });

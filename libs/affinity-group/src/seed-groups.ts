import type { Actor } from '@affinity-engine/kernel';
import type { AffinityGroup, Organization, ProducerCode } from './affinity-group.js';
import type { AffinityGroupPorts, AffinityGroupWork } from './ports.js';

/** An organization with its codes and groups, with fixed identifiers, and the sellers of the closed group. */
export type GroupSeed = {
  readonly organization: Organization;
  readonly codes: readonly ProducerCode[];
  readonly groups: readonly AffinityGroup[];
  readonly closed: {
    readonly groupId: string;
    readonly codeIds: readonly string[];
    /** The mark of a code's association with the closed group. */
    readonly mark: (codeId: string) => string;
  };
};

/** Whether this call created the groups, and the identifier of each code of the seed. */
export type SeededGroups = { readonly made: boolean; readonly codeIds: Readonly<Record<string, string>> };

/**
 * Creates everything of a seed, or nothing if its closed group exists. Existing data stays unchanged; an existing
 * producer code with the same text is used instead.
 */
export const seedGroups =
  (work: AffinityGroupWork) =>
  (seed: GroupSeed, by: Actor): Promise<SeededGroups> =>
    work.run(async (unit) => {
      const codeIds = await idsOf(unit, seed.codes);
      if ((await unit.groups.find(seed.closed.groupId)) !== null) return { made: false, codeIds };
      await addOrganization(unit, seed.organization, by);
      await addCodes(unit, seed.codes, codeIds, by);
      await addGroups(unit, seed.groups, by);
      associate(unit, seed.closed, codeIds, by);
      return { made: true, codeIds };
    });

async function idsOf({ codes }: AffinityGroupPorts, seeded: readonly ProducerCode[]): Promise<Record<string, string>> {
  const known = await Promise.all(seeded.map(({ code }) => codes.findByCode(code)));
  return Object.fromEntries(seeded.map(({ id }, at) => [id, known[at]?.id ?? id]));
}

async function addOrganization({ organizations, audit }: AffinityGroupPorts, organization: Organization, by: Actor) {
  if ((await organizations.find(organization.id)) !== null) return;
  organizations.add(organization);
  audit.append({ actor: by, action: 'organization.created', subject: organization.id });
}

async function addCodes(
  { codes, audit }: AffinityGroupPorts,
  seeded: readonly ProducerCode[],
  codeIds: Readonly<Record<string, string>>,
  by: Actor,
): Promise<void> {
  for (const code of seeded) {
    if (codeIds[code.id] !== code.id || (await codes.find(code.id)) !== null) continue;
    codes.add(code);
    audit.append({ actor: by, action: 'producer-code.created', subject: code.id });
  }
}

async function addGroups({ groups, audit }: AffinityGroupPorts, seeded: readonly AffinityGroup[], by: Actor) {
  for (const group of seeded) {
    if ((await groups.find(group.id)) !== null) continue;
    groups.add(group);
    const details = { type: group.type };
    audit.append({ actor: by, action: 'affinity-group.created', subject: group.id, details });
  }
}

function associate(
  { associations, audit }: AffinityGroupPorts,
  { groupId, codeIds: seeded, mark }: GroupSeed['closed'],
  codeIds: Readonly<Record<string, string>>,
  by: Actor,
): void {
  for (const producerCodeId of seeded.map((id) => codeIds[id] ?? id)) {
    associations.add({ groupId, producerCodeId, mark: mark(producerCodeId) });
    const details = { producerCodeId };
    audit.append({ actor: by, action: 'affinity-group.code-associated', subject: groupId, details });
  }
}

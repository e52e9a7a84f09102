import { randomUUID } from 'node:crypto';
import type { Scene } from '../scene.js';
import { ofAdmin, once, type Operation, type Wanted } from './operation.js';

type Made = { readonly data: { readonly attributes: { readonly id: string } } };

const nothing = async (): Promise<Wanted> => ({});
const attributes = (values: object) => ({ data: { attributes: values } });
const make = async (scene: Scene, path: string, values: object): Promise<string> =>
  (await scene.call<Made>(scene.admin, 'POST', `/admin/v1/${path}`, attributes(values))).data.attributes.id;

const newGroup = { affinityGroupType: { code: 'Closed' }, name: 'Cloud API Affinity Group', jurisdictions: [] };
const newCode = (scene: Scene) => ({
  code: `900-${scene.next()}`,
  organization: { id: 'pc:5' },
  roles: [{ id: 'account' }],
});
const group = (scene: Scene): Promise<string> => make(scene, 'affinity-groups', newGroup);
const code = (scene: Scene): Promise<string> => make(scene, 'producer-codes', newCode(scene));
const keptGroup = (scene: Scene): Promise<string> => once(scene, 'group', () => group(scene));
const keptCode = (scene: Scene): Promise<string> => once(scene, 'code', () => code(scene));

async function associated(scene: Scene): Promise<Record<string, string>> {
  const [affinityGroupId, producerCodeId] = [await keptGroup(scene), await code(scene)];
  await make(scene, `affinity-groups/${affinityGroupId}/producer-codes`, { producerCode: { id: producerCodeId } });
  return { affinityGroupId, producerCodeId };
}

const existing = { objects: ['one'] } as const;
const isNobody = (side: string): boolean => side === 'nobody';
const inGroup = async (scene: Scene, side: string) => ({
  affinityGroupId: isNobody(side) ? `pc:${randomUUID()}` : await keptGroup(scene),
});
const ofCode = async (scene: Scene, side: string) => ({
  producerCodeId: isNobody(side) ? `pc:${randomUUID()}` : await keptCode(scene),
});

/** The calls below `/admin/v1` and `/account/v1`. */
export const groupOperations: Readonly<Record<string, Operation>> = {
  listAffinityGroups: ofAdmin(nothing),
  createAffinityGroup: ofAdmin(async () => ({ body: attributes(newGroup) })),
  getAffinityGroup: ofAdmin(async (scene, side) => ({ params: await inGroup(scene, side) }), existing),
  changeAffinityGroup: ofAdmin(
    async (scene, side) => ({
      params: await inGroup(scene, side),
      body: attributes({ description: 'Affinity group for WC policies in the Western region' }),
    }),
    existing,
  ),
  listAffinityGroupProducerCodes: ofAdmin(async (scene, side) => ({ params: await inGroup(scene, side) }), existing),
  associateProducerCode: ofAdmin(
    async (scene, side) => ({
      params: await inGroup(scene, side),
      body: attributes({ producerCode: { id: await code(scene) } }),
    }),
    { ...existing, isUsedUp: true },
  ),
  getAffinityGroupProducerCode: ofAdmin(async (scene, side) => {
    const its = await once(scene, 'associated', () => associated(scene));
    return { params: { ...its, ...(isNobody(side) ? await ofCode(scene, side) : {}) } };
  }, existing),
  removeProducerCode: ofAdmin(
    async (scene, side) => {
      const its = await associated(scene);
      return { params: { ...its, ...(isNobody(side) ? await ofCode(scene, side) : {}) } };
    },
    { ...existing, isUsedUp: true },
  ),
  listProducerCodes: ofAdmin(nothing),
  createProducerCode: ofAdmin(async (scene) => ({ body: attributes(newCode(scene)) }), { isUsedUp: true }),
  getProducerCode: ofAdmin(async (scene, side) => ({ params: await ofCode(scene, side) }), existing),
  changeProducerCode: ofAdmin(
    async (scene, side) => ({ params: await ofCode(scene, side), body: attributes({ description: 'Western region' }) }),
    existing,
  ),
  listAvailableProducerCodes: ofAdmin(nothing, { roles: ['account', 'admin'] } as object),
  listOrganizations: ofAdmin(nothing),
  createOrganization: ofAdmin(async () => ({ body: attributes({ name: 'Armstrong and Company' }) })),
  getOrganization: ofAdmin(
    async (_scene, side) => ({ params: { organizationId: isNobody(side) ? `pc:${randomUUID()}` : 'pc:5' } }),
    existing,
  ),
};

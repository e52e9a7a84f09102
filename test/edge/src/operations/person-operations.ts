import type { Scene } from '../scene.js';
import { affinity } from './partner-operations.js';
import { ofAdmin, type Operation } from './operation.js';

/** Of no record: what is erased in these calls is missed by no other. */
const nobody = { cpf: '11144477735' };
const path = '/ops/v1/data-subjects';
const both = { objects: ['one', 'other'] } as const;

const affinityOf = async (scene: Scene, side: string) => ({
  kind: 'affinity',
  record_id: await affinity(scene, side),
});

/** The calls of operators about persons. */
export const personOperations: Readonly<Record<string, Operation>> = {
  searchPersons: ofAdmin(async () => ({ body: nobody })),
  exportPerson: ofAdmin(async () => ({ body: nobody })),
  previewErasure: ofAdmin(async () => ({ body: nobody })),
  erasePerson: ofAdmin(async (scene) => {
    const preview = `${path}/erasure-preview`;
    const { digest } = await scene.call<{ readonly digest: string }>(scene.admin, 'POST', preview, nobody);
    return { body: { ...nobody, digest } };
  }),
  listHolds: ofAdmin(async () => ({})),
  placeHold: ofAdmin(async (scene, side) => {
    return { params: await affinityOf(scene, side), body: { reason: 'claim 4711 is in dispute' } };
  }, both),
  releaseHold: ofAdmin(
    async (scene, side) => {
      const params = await affinityOf(scene, side);
      const hold = `${path}/holds/affinity/${params.record_id}`;
      if (side !== 'nobody') await scene.call(scene.admin, 'PUT', hold, { reason: 'claim 4711 is in dispute' });
      return { params };
    },
    { ...both, isUsedUp: true },
  ),
  revokeLinks: ofAdmin(async (scene, side) => ({ params: await affinityOf(scene, side) }), both),
};

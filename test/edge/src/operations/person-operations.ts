import type { Scene } from '../scene.js';
import { affinity } from './partner-operations.js';
import { randomUUID } from 'node:crypto';
import { ofAdmin, ofPublic, ofSession, type Operation } from './operation.js';

/** Of no record: what is erased in these calls is missed by no other. */
const nobody = { cpf: '11144477735' };
const path = '/ops/v1/data-subjects';
const both = { objects: ['one', 'other'] } as const;

const affinityOf = async (scene: Scene, side: string) => ({
  kind: 'affinity',
  record_id: await affinity(scene, side),
});

const aUser = (scene: Scene) => ({
  ...{ name: 'One of many', email: `user${scene.next()}@example.com`, roles: ['broker'] },
  password: 'correct horse battery staple',
});

/** A user that nobody else needs. */
const user = async (scene: Scene, side: string) => ({
  user_id:
    side === 'nobody'
      ? randomUUID()
      : (await scene.call<{ id: string }>(scene.admin, 'POST', '/ops/v1/users', aUser(scene))).id,
});
const existing = { objects: ['one'] } as const;
/** A page of the engine, in a browser where nobody is signed in. */
const page = { 'sec-fetch-site': 'same-origin', cookie: 'none=none' };

/** The calls of operators about users, and those of browsers. */
export const userOperations: Readonly<Record<string, Operation>> = {
  listUsers: ofAdmin(async () => ({})),
  createUser: ofAdmin(async (scene) => ({ body: aUser(scene) }), { isUsedUp: true }),
  getUser: ofAdmin(async (scene, side) => ({ params: await user(scene, side) }), existing),
  changeUser: ofAdmin(async (scene, side) => ({ params: await user(scene, side), body: { name: 'Other' } }), existing),
  endUserSessions: ofAdmin(async (scene, side) => ({ params: await user(scene, side) }), existing),
  makePortalLink: ofAdmin(
    async (scene, side) => ({ params: { partner_id: scene.its[side as 'one'].partnerId }, body: {} }),
    both,
  ),
  endPortalSessions: ofAdmin(
    async (scene, side) => ({ params: { partner_id: scene.its[side as 'one'].partnerId } }),
    both,
  ),
  getSession: ofSession(async () => ({})),
  signIn: ofPublic({ good: 'allowed', 'another password': 'unauthenticated' }, async (scene, kind) => {
    const its = aUser(scene);
    await scene.call(scene.admin, 'POST', '/ops/v1/users', its);
    const password = kind === 'good' ? its.password : 'another horse battery staple';
    return { headers: page, body: { email: its.email, password } };
  }),
  signInByPortalLink: ofPublic(
    { good: 'allowed', guessed: 'unknown' },
    async (scene, kind) => {
      const path = `/ops/v1/partners/${scene.its.one.partnerId}/portal-links`;
      const { url } = await scene.call<{ url: string }>(scene.admin, 'POST', path, {});
      return { headers: page, body: { token: kind === 'good' ? url.split('#')[1] : 'guessed' } };
    },
    { isUsedUp: true },
  ),
  getSignInWays: ofPublic({ good: 'allowed' }, async () => ({})),
  // Without a provider all browsers are sent back to the login page.
  startProviderSignIn: ofPublic({ good: 'allowed' }, async () => ({ query: { return_to: '/console/webhooks' } })),
  finishProviderSignIn: ofPublic({ good: 'allowed' }, async () => ({ query: { code: 'guessed', state: 'guessed' } })),
  // The last row: the sessions of all callers are over then.
  signOut: ofSession(async () => ({})),
};

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

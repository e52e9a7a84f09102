import { randomUUID } from 'node:crypto';
import type { Scene, Side } from '../scene.js';
import { belongsTo, ofAdmin, ofAgency, ofPublic, once, type Operation } from './operation.js';

const path = '/api/ipn/agency-numbers';
const baFinId = '5405';

const registration = (number: string) => ({
  agencyNumberSets: [
    {
      baFinId,
      agencyNumbers: [{ agencyNumber: number, defaultForTenders: true, defaultForCalculations: false, active: true }],
    },
  ],
});

const number = (scene: Scene, side: string): Promise<string> =>
  belongsTo(scene, side, async (whose) => {
    const text = `number-${whose}-${scene.next()}`;
    await scene.call(scene.its[whose].agency, 'POST', path, registration(text));
    type Offer = { readonly agencyNumbers: readonly { readonly id: string; readonly agencyNumber: string }[] };
    const offer = `${path}?baFinId=${baFinId}&purpose=tenders`;
    const { agencyNumbers } = await scene.call<Offer>(scene.its[whose].agency, 'GET', offer);
    return agencyNumbers.find(({ agencyNumber }) => agencyNumber === text)?.id ?? '';
  });

const keptNumber = (scene: Scene, side: string): Promise<string> =>
  side === 'nobody' ? number(scene, side) : once(scene, `number of ${side}`, () => number(scene, side));

const account = (scene: Scene, side: string) => ({ account_id: scene.its[side as Side].accountId });
const both = { objects: ['one', 'other'] } as const;
const named = async (scene: Scene) => ({ body: { name: `Name ${scene.next()}` } });

/** The calls of agency numbers, and of operators for accounts. */
export const agencyOperations: Readonly<Record<string, Operation>> = {
  createAgencyToken: ofPublic(
    { good: 'allowed', 'another secret': 'unauthenticated', 'no client': 'unauthenticated' },
    async (scene, kind) => {
      const { hash, secret } = scene.subject.credentials.agencyNumbers;
      const ways: Readonly<Record<string, object>> = {
        good: { hash, secret },
        'another secret': { hash, secret: 'another' },
      };
      return { body: ways[kind] ?? { hash: randomUUID(), secret } };
    },
  ),
  registerAgencyNumbers: ofAgency(async (scene) => ({ body: registration(`number-${scene.next()}`) })),
  listOfferedAgencyNumbers: ofAgency(async (scene) => {
    for (const side of ['one', 'other', 'sibling', 'account']) await keptNumber(scene, side);
    return { query: { baFinId, purpose: 'tenders' } };
  }),
  changeAgencyNumber: ofAgency(
    async (scene, side) => ({
      params: { agency_number_id: await keptNumber(scene, side) },
      body: { defaultForTenders: true },
    }),
    { objects: ['one', 'other', 'sibling', 'account'], isOwned: true },
  ),
  listAgencyNumbers: ofAdmin(async () => ({})),
  registerOperatedAgencyNumbers: ofAdmin(async (scene, side) => {
    const number = { insurer: { id: 'ins-5405' }, agency_number: `number-${scene.next()}`, active: true };
    const flags = { default_for_tenders: true, default_for_calculations: false };
    return { body: { ...account(scene, side), numbers: [{ ...number, ...flags }] } };
  }, both),
  changeOperatedAgencyNumber: ofAdmin(
    async (scene, side) => ({
      params: { agency_number_id: await keptNumber(scene, side) },
      body: { match_code: `code ${scene.next()}` },
    }),
    both,
  ),
  explainAgencyDefaults: ofAdmin(async (scene, side) => {
    const broker = side === 'nobody' ? randomUUID() : (scene.its[side as Side].agency['x-broker-token'] ?? '');
    return { query: { broker_id: broker, insurer_id: 'ins-5405' } };
  }, both),
  listAccounts: ofAdmin(async () => ({})),
  openAccount: ofAdmin(named),
  listBrokers: ofAdmin(async (scene, side) => ({ params: account(scene, side) }), both),
  addBroker: ofAdmin(async (scene, side) => ({ params: account(scene, side), ...(await named(scene)) }), both),
  admitApiUser: ofAdmin(
    async (scene, side) => ({
      params: account(scene, side),
      body: { client_id: (await scene.client('account')).clientId },
    }),
    { ...both, isUsedUp: true },
  ),
};

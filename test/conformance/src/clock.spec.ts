import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, eventually, startEngine, temporaryFolder } from '@affinity-engine/test-harness';
import type { Client, Engine } from '@affinity-engine/test-harness';
import { affinity, contract, done, eventsOf } from './fixtures/partner-day.js';
import { clock } from './fixtures/samples.js';
import type { Problem } from './fixtures/wire.js';

type Reading = { readonly now: string; readonly status: string; readonly advancing_to: string | null };

const dataDir = temporaryFolder();
const start = () => startEngine({ dataDir, env: { SANDBOX_CLOCK: clock } });
let engine: Engine;
let admin: Client;
let partner: Client;
const use = (started: Engine) => {
  engine = started;
  [admin, partner] = [clientFor(engine, 'admin'), clientFor(engine, 'partner')];
};
beforeAll(async () => use(await start()));

const read = async () => done(await admin.get<Reading>('/ops/v1/clock'));
const advance = (to: unknown) => admin.post<Reading & Problem>('/ops/v1/clock/advance', { to });

/** Waits until the clock is where it was sent. */
const arrived = (): Promise<Reading> =>
  eventually(
    async () => {
      const found = await read();
      if (found.status !== 'ready') throw new Error(`on its way to ${found.advancing_to}`);
      return found;
    },
    { deadline: 30_000 },
  );

describe('the clock of a sandbox', () => {
  it('stops at what is due on the way: covers end in their order, each on its own day', async () => {
    const day = (month: number) => `2027-${String(month).padStart(2, '0')}-28`;
    const cover = async (month: number) => (await contract(partner, 'bike', { lifetime_end: day(month) })).id;
    // The later one is sold first.
    const [later, earlier] = [await cover(5), await cover(3)];
    done(await advance('2027-12-31T12:00:00Z'));
    const { now } = await arrived();
    expect(now.slice(0, 10)).toBe('2027-12-31');
    expect([(await affinity(partner, earlier)).status, (await affinity(partner, later)).status]).toEqual([3, 3]);
    const endpoint = engine.credentials.partner.webhookEndpointId;
    const expired = async (id: string) =>
      (await eventsOf(admin, endpoint, id)).find(({ type }) => type === 'affinity.expired');
    const [first, second] = [await expired(earlier), await expired(later)];
    expect([first?.occurred_at.slice(0, 10), second?.occurred_at.slice(0, 10)]).toEqual(['2027-03-29', '2027-05-29']);
    expect(first?.sequence).toBeLessThan(second?.sequence ?? 0);
  });

  it('never goes back, at most ten years with one call, and the trail names who moved it', async () => {
    const { now } = await read();
    for (const to of ['2027-06-01T12:00:00Z', '2099-01-01T12:00:00Z', 'tomorrow']) {
      const refused = await advance(to);
      expect(refused.body).toMatchObject({ status: 400, code: 'INPUT-INVALID', faults: [{ path: 'to' }] });
    }
    expect((await read()).now.slice(0, 10)).toBe(now.slice(0, 10));
    const { items } = done(
      await admin.get<{ items: readonly { actor: string }[] }>('/ops/v1/audit', {
        query: { action: 'clock.advanced' },
      }),
    );
    expect(items.map(({ actor }) => actor)).toEqual([engine.credentials.admin.clientId]);
  });

  it('is where it was after a restart', async () => {
    await engine.stop();
    use(await start());
    expect((await read()).now.slice(0, 10)).toBe('2027-12-31');
  });
});

import { beforeEach, describe, expect, it } from '@jest/globals';
import { instantAt } from '@affinity-engine/kernel';
import { alertDams, alertsByWebhook, type AlertSettings, type DamAlert, type SharedValue } from './index.js';
import type { Dam, DeliveryStatus } from './delivery-lists.js';

const minute = 60_000;
let now: number;
/** What is down, since when; and what became of the first event of each endpoint. */
let down: Map<string, number>;
let status: DeliveryStatus;
let values: Map<string, string>;
let sent: DamAlert[];
let failures: unknown[];
let answer: () => Promise<void>;
beforeEach(() => {
  now = 100 * minute;
  [down, values, sent, failures] = [new Map(), new Map(), [], []];
  status = 'pending';
  answer = async () => undefined;
});

const damOf = (id: string): Dam => ({
  ...{ eventId: `evt_${id}_7`, sequence: 7, type: 'affinity.issued', subject: 'affinity-1' },
  since: instantAt(down.get(id) ?? 0),
  lastAttempt: { statusCode: 503, error: null } as Dam['lastAttempt'],
});

const stored = (name: string): SharedValue | null => {
  const value = values.get(name);
  return value === undefined ? null : { value, stored: value };
};

const settings: AlertSettings = { afterMs: 5 * minute, remindMs: 60 * minute };
let made = 0;
const job = (changes: Partial<AlertSettings> = {}, name = 'mail') =>
  alertDams(
    {
      lists: {
        down: async () => [...down.keys()].map((id) => ({ id, ownerId: `owner-${id}`, failures: 4 })),
        dams: async (ids) => new Map(ids.map((id) => [id, damOf(id)])),
        delivery: async () => ({ status }) as never,
      },
      values: {
        find: async (key) => stored(key),
        async replace(key, read, value) {
          if (values.get(key) === read?.stored) values.set(key, value);
          return stored(key) as SharedValue;
        },
      },
      channel: {
        name,
        async send(alert) {
          await answer();
          sent.push(alert);
        },
      },
      nameOf: async (ownerId) => `Loja ${ownerId}`,
      ids: { next: () => `id-${(made += 1)}` },
      clock: { now: () => now },
      report: (failure) => void failures.push(failure),
    },
    { ...settings, ...changes },
  );

const named = (alert: DamAlert | undefined) =>
  [alert?.dammed, alert?.stillDammed, alert?.drained].map((all) => all?.map(({ endpointId }) => endpointId));

describe('an alert', () => {
  it('says of each endpoint that has been dammed for some time what an operator needs, once', async () => {
    down.set('a', now - 5 * minute).set('young', now - minute);
    const run = job();
    expect([await run(), await run()]).toEqual([1, 0]);
    expect(sent).toEqual([
      {
        ...{ id: expect.stringMatching(/^id-\d+-1$/), number: 1, at: instantAt(now), stillDammed: [], drained: [] },
        dammed: [
          {
            ...{ endpointId: 'a', ownerId: 'owner-a', ownerName: 'Loja owner-a', eventId: 'evt_a_7' },
            ...{
              eventType: 'affinity.issued',
              since: instantAt(95 * minute),
              failures: 4,
              statusCode: 503,
              error: null,
            },
          },
        ],
      },
    ]);
    now += 4 * minute;
    await run();
    expect(sent.map(named)).toEqual([
      [['a'], [], []],
      [['young'], [], []],
    ]);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(2);
  });

  it('says of one that it has drained once its event was delivered or skipped, not before', async () => {
    down.set('a', 0);
    const run = job();
    await run();
    down.clear();
    expect(await run()).toBe(0);
    status = 'skipped';
    await run();
    await run();
    expect(sent.map(named)).toEqual([
      [['a'], [], []],
      [[], [], ['a']],
    ]);
    down.set('a', now - 5 * minute);
    await run();
    expect(named(sent[2])).toEqual([['a'], [], []]);
  });

  it.each([
    [60 * minute, 2],
    [0, 0],
  ])('names one again that is still dammed after %d ms: %d times in two hours', async (remindMs, times) => {
    down.set('a', 0);
    const run = job({ remindMs });
    for (let passed = 0; passed <= 120; passed += 10) {
      await run();
      now += 10 * minute;
    }
    expect(sent.slice(1).map(named)).toEqual(Array(times).fill([[], ['a'], []]));
  });

  it('that did not arrive is tried again, ever later, with the same number, and reported', async () => {
    down.set('a', 0);
    answer = () => Promise.reject(new Error('the mail server is away'));
    const run = job();
    const tries: number[] = [];
    for (let passed = 0; passed < 300; passed += 5) {
      const before = failures.length;
      await run();
      if (failures.length > before) tries.push(passed);
      now += 5_000;
    }
    expect(tries).toEqual([0, 5, 35, 155]);
    answer = async () => undefined;
    now += 10 * minute;
    expect(await run()).toBe(1);
    expect(sent.map(({ number }) => number)).toEqual([1]);
  });

  it('that did not arrive is not sent any more once the dam is gone', async () => {
    down.set('a', 0);
    answer = () => Promise.reject(new Error('away'));
    const run = job();
    await run();
    down.clear();
    [answer, status] = [async () => undefined, 'delivered'];
    now += 60 * minute;
    expect([await run(), sent]).toEqual([0, []]);
  });

  it('is sent by one of several processes', async () => {
    down.set('a', 0);
    await Promise.all([job(), job(), job()].map((run) => run()));
    expect(sent).toHaveLength(1);
  });

  it('is left to a process that sends for a minute, and taken over from one that is gone', async () => {
    down.set('a', 0);
    answer = () => new Promise(() => undefined);
    void job()();
    await new Promise(setImmediate);
    answer = async () => undefined;
    const other = job();
    expect(await other()).toBe(0);
    now += minute;
    expect(await other()).toBe(1);
  });

  it('goes by each channel on its own', async () => {
    down.set('a', 0);
    await job()();
    await job({}, 'webhook')();
    expect(sent.map(({ number }) => number)).toEqual([1, 1]);
  });
});

describe('an alert by webhook', () => {
  const at = instantAt(1_000);
  const alert: DamAlert = { id: 's-2', number: 2, at, dammed: [], stillDammed: [], drained: [] };
  const webhook = { url: 'https://ops.example/alerts', secret: 'whsec_YQ==' };

  it.each([
    [204, true],
    [200, true],
    [302, false],
    [500, false],
  ])('answered %d has arrived: %s', async (statusCode, has) => {
    const posted: unknown[] = [];
    const courier = {
      async send(...given: readonly unknown[]) {
        posted.push(given);
        return { statusCode, error: null } as never;
      },
    };
    const channel = alertsByWebhook(courier, webhook, ({ id }) => `body of ${id}`);
    const outcome = await channel.send(alert).then(
      () => true,
      () => false,
    );
    expect([outcome, posted]).toEqual([
      has,
      [
        [
          expect.objectContaining({ url: webhook.url, secrets: [webhook.secret] }),
          expect.objectContaining({ id: 'alert_s-2', sequence: 2, body: 'body of s-2' }),
          { replay: false },
        ],
      ],
    ]);
  });
});

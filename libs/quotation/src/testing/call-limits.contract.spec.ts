import { suiteNotices } from '@affinity-engine/kernel/testing';
import type { CallLimits, CallLimitSettings } from '../ports.js';
import { callLimitsContract, memoryCallLimits, type CallLimitsContractFixtures } from './index.js';

type Take = CallLimits['take'];
type Refusal = NonNullable<Awaited<ReturnType<Take>>>;
type Limits = CallLimitsContractFixtures['limits'];
type Change = (limits: Limits, now: () => number) => (settings: CallLimitSettings) => Take;

const limited =
  (change: Change = (limits) => (settings) => limits(settings).take, speed = 1) =>
  async (): Promise<CallLimitsContractFixtures> => {
    let time = 0;
    const now = () => time;
    const takeOf = change(memoryCallLimits(now), now);
    return {
      limits: (settings) => ({ take: takeOf(settings) }),
      pass: async (ms) => void (time += ms * speed),
      close: async () => undefined,
    };
  };

/** Counts by other settings. */
const withSettings =
  (change: (settings: CallLimitSettings) => Partial<CallLimitSettings>): Change =>
  (limits) =>
  (settings) =>
    limits({ ...settings, ...change(settings) }).take;

/** Counts for another subscription. */
const withId =
  (change: (id: string) => string): Change =>
  (limits) =>
  (settings) =>
  (id) =>
    limits(settings).take(change(id));

/** Changes what is said of a refused call. */
const saying =
  (change: (refusal: Refusal) => Partial<Refusal>): Change =>
  (limits) =>
  (settings) =>
  async (id) => {
    const refusal = await limits(settings).take(id);
    return refusal === null ? null : { ...refusal, ...change(refusal) };
  };

/** Counts minutes in another way, and days as they should be. */
const withMinutes =
  (take: (id: string, perMinute: number, now: () => number) => Promise<Refusal | null>): Change =>
  (limits, now) =>
  ({ perMinute, perDay }) =>
  async (id) => {
    const refusal = await limits({ perMinute: 0, perDay }).take(id);
    if (refusal?.exceeded === 'quota') return refusal;
    return (await take(id, perMinute, now)) ?? limits({ perMinute: 1_000, perDay }).take(id);
  };

function fromLastCall(): Change {
  const last = new Map<string, { readonly at: number; readonly calls: number }>();
  return withMinutes(async (id, perMinute, now) => {
    const { at, calls } = last.get(id) ?? { at: 0, calls: 0 };
    const before = now() - at < 60_000 ? calls : 0;
    if (before >= perMinute) return { exceeded: 'rate', seconds: Math.ceil((at + 60_000 - now()) / 1000) };
    last.set(id, { at: now(), calls: before + 1 });
    return null;
  });
}

function fromRefusedCall(): Change {
  const minutes = new Map<string, CallLimits>();
  return withMinutes(async (id, perMinute, now) => {
    const anew = () => {
      const limits = memoryCallLimits(now)({ perMinute, perDay: 1_000 });
      minutes.set(id, limits);
      return limits;
    };
    const refusal = await (minutes.get(id) ?? anew()).take(id);
    if (refusal === null) return null;
    const next = anew();
    for (let calls = 0; calls < perMinute; calls += 1) await next.take(id);
    return refusal;
  });
}

/** Opens each time one of its own. */
const limitedBy = (make: () => Change) => () => limited(make())();

callLimitsContract('in memory', limited());

suiteNotices('the limits of calls', callLimitsContract, limited(), {
  'begins windows too soon': limited(undefined, 1.2),
  'begins windows too late': limited(undefined, 0.8),
  'admits every call': limited(() => () => async () => null),
  'knows no limit a minute': limited(withSettings(() => ({ perMinute: 1_000 }))),
  'knows no limit a day': limited(withSettings(() => ({ perDay: 1_000 }))),
  'admits one more a minute': limited(withSettings(({ perMinute }) => ({ perMinute: perMinute + 1 }))),
  'admits one more a day': limited(withSettings(({ perDay }) => ({ perDay: perDay + 1 }))),
  'admits one less a minute': limited(withSettings(({ perMinute }) => ({ perMinute: perMinute - 1 }))),
  'admits one less a day': limited(withSettings(({ perDay }) => ({ perDay: perDay - 1 }))),
  'takes the limit of the day for that of the minute': limited(withSettings(({ perDay }) => ({ perMinute: perDay }))),
  'counts the calls of all as one': limited(withId(() => 'any')),
  'counts small and capital letters as one': limited(withId((id) => id.toLowerCase())),
  'counts in each process apart': limited((_, now) => (settings) => memoryCallLimits(now)(settings).take),
  'says the other limit': limited(saying(({ exceeded }) => ({ exceeded: exceeded === 'rate' ? 'quota' : 'rate' }))),
  'always says the minute': limited(saying(() => ({ exceeded: 'rate' }))),
  'says milliseconds': limited(saying(({ seconds }) => ({ seconds: seconds * 1000 }))),
  'says parts of a second': limited(saying(({ seconds }) => ({ seconds: seconds + 0.1 }))),
  'says that it is over': limited(saying(() => ({ seconds: 0 }))),
  'says a minute each time': limited(saying(() => ({ seconds: 60 }))),
  'begins the minute anew with a refused call': limitedBy(fromRefusedCall),
  'begins the minute with the last call': limitedBy(fromLastCall),
  'counts refused calls for the day': limited((limits) => (settings) => async (id) => {
    const refusal = await limits(settings).take(id);
    if (refusal?.exceeded === 'rate') await limits({ ...settings, perMinute: 1_000 }).take(id);
    return refusal;
  }),
  'admits those that come while two are counted': limited((limits) => {
    let counting = 0;
    return (settings) => async (id) => {
      if (counting >= 2) return null;
      counting += 1;
      const refusal = await limits(settings).take(id);
      counting -= 1;
      return refusal;
    };
  }),
});

import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { isDomainError, plainDate, plus, type Once } from '@affinity-engine/kernel';
import type { CancelReason } from './affinity.js';
import { affinityFixtures, contractInput, type AffinityFixtures } from './testing/index.js';

/** One affinity in the model. */
type ModelAffinity = { status: string; start: string; end: string; dueAt: number | null; changes: number };

/** A plain model of the context: lists, numbers, and the documents' table. */
type Model = {
  now: number;
  requests: { id: string; until: number; used: boolean }[];
  affinities: Map<string, ModelAffinity>;
  /** First answers by key. */
  answers: Map<string, { fingerprint: string; answer: string }>;
};

type Outcome = { readonly code: string | null; readonly answer?: unknown };
type Command = fc.AsyncCommand<Model, AffinityFixtures>;

const day = 86_400_000;
/** São Paulo has been three hours behind UTC, all year, since 2019. */
const businessDayOf = (ms: number): string => new Date(ms - 3 * 3_600_000).toISOString().slice(0, 10);
const shifted = (from: string, days: number): string =>
  new Date(Date.parse(from) + days * day).toISOString().slice(0, 10);
const ended = (model: Model, { end }: ModelAffinity): boolean => end < businessDayOf(model.now);
const nth = <Item>(items: readonly Item[], index: number): Item => items[index % items.length] as Item;
const ids = (model: Model): string[] => [...model.affinities.keys()];
const knownOf = (model: Model, id: string): ModelAffinity => model.affinities.get(id) as ModelAffinity;

const outcomeOf = (promise: Promise<unknown>): Promise<Outcome> =>
  promise.then(
    () => ({ code: null }),
    (thrown: unknown) => {
      if (isDomainError(thrown)) return { code: thrown.code, answer: thrown.properties['answer'] };
      throw thrown;
    },
  );

/** Events and states are consistent. */
function checkAll(model: Model, fixtures: AffinityFixtures): void {
  expect(fixtures.affinities()).toHaveLength(model.affinities.size);
  const eventsOf = (id: string) => fixtures.events().filter(({ affinity }) => affinity.id === id);
  for (const { id, status, premium, paid, cancellation, dateEnd } of fixtures.affinities()) {
    const known = knownOf(model, id);
    const own = eventsOf(id);
    expect([id, status, own.length]).toEqual([id, known.status, known.changes]);
    if (own.length > 0) expect(own.at(-1)?.affinity.status).toBe(status);
    expect(new Set(own.map(({ type }) => type)).size).toBe(own.length);
    expect(premium.total).toBe(premium.net + premium.fees + premium.tax);
    expect((status === 'canceled') === (cancellation !== null && dateEnd !== null)).toBe(true);
    if (cancellation !== null) {
      expect(cancellation.refund).toBe(Math.max(0, paid - cancellation.kept));
      expect(cancellation.taxRefund).toBeLessThanOrEqual(cancellation.refund);
    }
  }
}

/** A step, with or without a key: its expected result, and its change of the model. */
function step(
  name: string,
  possible: (model: Model) => boolean,
  act: (model: Model, fixtures: AffinityFixtures, once: Once<unknown> | undefined) => Promise<unknown>,
  expected: (model: Model) => string | null,
  changed: (model: Model, fixtures: AffinityFixtures, result: unknown) => string,
  key: number | null = null,
  fingerprint: (model: Model) => string = () => '',
): Command {
  return {
    check: possible,
    toString: () => (key === null ? name : `${name} [key ${key}]`),
    async run(model, fixtures) {
      const print = `${name} ${fingerprint(model)}`;
      const before = key === null ? undefined : model.answers.get(String(key));
      let answer = '';
      const once = key === null ? undefined : { key: String(key), fingerprint: print, answer: () => answer };
      let code = expected(model);
      if (before !== undefined) code = before.fingerprint === print ? 'ANSWERED-BEFORE' : 'KEY-REUSED';
      answer = `answer ${model.answers.size}`;
      let result: unknown;
      const outcome = await outcomeOf(
        act(model, fixtures, once as Once<unknown> | undefined).then((value) => (result = value)),
      );
      expect([String(this), outcome.code]).toEqual([String(this), code]);
      if (code === 'ANSWERED-BEFORE') expect(outcome.answer).toBe(before?.answer);
      if (code === null) {
        changed(model, fixtures, result);
        if (key !== null) model.answers.set(String(key), { fingerprint: print, answer });
      }
      checkAll(model, fixtures);
    },
  };
}

const some = (model: Model): boolean => model.affinities.size > 0;
const key = fc.option(fc.nat(4), { freq: 2 });

const request = fc.constant(
  step(
    'request',
    () => true,
    (_, fixtures) => fixtures.request('product-1', 'partner-1'),
    () => null,
    (model, _, result) => {
      const { id } = (result as Awaited<ReturnType<AffinityFixtures['request']>>).request;
      model.requests.push({ id, until: model.now + 15 * day, used: false });
      return id;
    },
  ),
);

const contract = fc
  .tuple(
    fc.nat(9),
    fc.integer({ min: -9, max: 20 }),
    fc.integer({ min: -1, max: 40 }),
    fc.constantFrom('at once', 'when due', 'when told'),
    key,
  )
  .map(([which, offset, length, answers, once]) => {
    const period = (model: Model) => {
      const start = shifted(businessDayOf(model.now), offset);
      return { start, end: shifted(start, length) };
    };
    return step(
      `contract ${which} from ${offset} for ${length}, answered ${answers}`,
      (model) => model.requests.length > 0,
      (model, fixtures, onceGiven) => {
        const { start, end } = period(model);
        const dueAt = answers === 'when due' ? plus(fixtures.clock.now(), { hours: 1 }) : null;
        fixtures.insurers.answers(
          answers === 'at once' ? { outcome: 'issued' } : { outcome: 'pending', answerDueAt: dueAt },
        );
        const input = {
          requestId: nth(model.requests, which).id,
          lifetimeStart: plainDate(start),
          lifetimeEnd: plainDate(end),
        };
        return fixtures.contract(contractInput(input), 'partner-1', onceGiven);
      },
      (model) => {
        const { used, until } = nth(model.requests, which);
        if (used) return 'REQUEST-USED';
        if (until <= model.now) return 'REQUEST-EXPIRED';
        return length < 1 ? 'LIFETIME-INVALID' : null;
      },
      (model, _, result) => {
        const { id } = (result as Awaited<ReturnType<AffinityFixtures['contract']>>).affinity;
        nth(model.requests, which).used = true;
        const issued = answers === 'at once';
        const dueAt = answers === 'when due' ? model.now + 3_600_000 : null;
        model.affinities.set(id, {
          ...period(model),
          status: issued ? 'issued' : 'pending',
          dueAt,
          changes: issued ? 1 : 0,
        });
        return id;
      },
      once,
      (model) => `${nth(model.requests, which).id} ${JSON.stringify(period(model))}`,
    );
  });

const cancel = fc
  .tuple(fc.nat(9), fc.constantFrom<CancelReason>('requested-by-holder', 'default', 'claimed', 'insurer'), key)
  .map(([which, reason, once]) =>
    step(
      `cancel ${which} (${reason})`,
      some,
      (model, fixtures, onceGiven) => fixtures.cancel(nth(ids(model), which), 'partner-1', reason, null, onceGiven),
      (model) => {
        const known = knownOf(model, nth(ids(model), which));
        if (known.status === 'renewed') return ended(model, known) ? 'AFFINITY-ENDED' : null;
        const open = known.status === 'issued' || known.status === 'pending';
        return open && !ended(model, known) ? null : 'TRANSITION-REFUSED';
      },
      (model) => {
        const known = knownOf(model, nth(ids(model), which));
        Object.assign(known, { status: 'canceled', changes: known.changes + 1, dueAt: null });
        return '';
      },
      once,
      (model) => nth(ids(model), which),
    ),
  );

const renew = fc.tuple(fc.nat(9), key).map(([which, once]) =>
  step(
    `renew ${which}`,
    some,
    (model, fixtures, onceGiven) => {
      fixtures.insurers.answers({ outcome: 'issued' });
      return fixtures.renew(nth(ids(model), which), 'partner-1', {}, onceGiven);
    },
    (model) => {
      const known = knownOf(model, nth(ids(model), which));
      return known.status === 'issued' && !ended(model, known) ? null : 'TRANSITION-REFUSED';
    },
    (model, _, result) => {
      const { id } = (result as Awaited<ReturnType<AffinityFixtures['renew']>>).affinity;
      const known = knownOf(model, nth(ids(model), which));
      Object.assign(known, { status: 'renewed', changes: known.changes + 1 });
      const start = shifted(known.end, 1);
      const end = shifted(start, (Date.parse(known.end) - Date.parse(known.start)) / day);
      model.affinities.set(id, { status: 'issued', start, end, dueAt: null, changes: 1 });
      return id;
    },
    once,
    (model) => nth(ids(model), which),
  ),
);

const answer = fc.tuple(fc.nat(9), fc.constantFrom('issued' as const, 'declined' as const)).map(([which, outcome]) =>
  step(
    `answer ${which}: ${outcome}`,
    some,
    (model, fixtures) => fixtures.answer(nth(ids(model), which), outcome, 'operator'),
    (model) => {
      const known = knownOf(model, nth(ids(model), which));
      return known.status === 'pending' && !ended(model, known) ? null : 'TRANSITION-REFUSED';
    },
    (model) => {
      const known = knownOf(model, nth(ids(model), which));
      const status = outcome === 'issued' ? 'issued' : 'canceled';
      Object.assign(known, { status, changes: known.changes + 1, dueAt: null });
      return '';
    },
  ),
);

const passTime = fc.tuple(fc.nat(40), fc.nat(23), fc.boolean()).map(([days, hours, jobs]) =>
  step(
    `${days} days and ${hours} hours pass${jobs ? ', the jobs run' : ''}`,
    () => true,
    async (_, fixtures) => {
      fixtures.clock.advance({ days, hours });
      while (jobs && (await fixtures.expireAll()) + (await fixtures.answerAll()) > 0);
    },
    () => null,
    (model) => {
      model.now += days * day + hours * 3_600_000;
      if (!jobs) return '';
      for (const known of model.affinities.values()) {
        const open = known.status === 'issued' || known.status === 'pending';
        if (open && ended(model, known))
          Object.assign(known, { status: 'expired', changes: known.changes + 1, dueAt: null });
        else if (known.status === 'pending' && known.dueAt !== null && known.dueAt <= model.now) {
          Object.assign(known, { status: 'issued', changes: known.changes + 1, dueAt: null });
        }
      }
      return '';
    },
  ),
);

describe('the context as a whole', () => {
  it('does what a plain model expects, for any requests in any order, repeated or not', async () => {
    const codes = [request, request, contract, contract, cancel, renew, answer, passTime];
    await fc.assert(
      fc.asyncProperty(fc.commands(codes, { maxCommands: 40 }), async (commands) => {
        const fixtures = await affinityFixtures();
        const model: Model = {
          now: Date.parse(fixtures.clock.now()),
          requests: [],
          affinities: new Map(),
          answers: new Map(),
        };
        await fc.asyncModelRun(() => ({ model, real: fixtures }), commands);
      }),
      { numRuns: 400 },
    );
  }, 60_000);
});

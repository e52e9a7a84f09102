import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { isDomainError, plainDate, plus, type Once } from '@affinity-engine/kernel';
import type { CancelReason } from './affinity.js';
import {
  becomesCanceled,
  becomesIssued,
  businessDayOf,
  day,
  ended,
  ids,
  knownOf,
  nth,
  shifted,
  type Model,
} from './testing/affinity-model.js';
import { affinityFixtures, contractInput, type AffinityFixtures } from './testing/index.js';

type Outcome = { readonly code: string | null; readonly answer?: unknown };
type Command = fc.AsyncCommand<Model, AffinityFixtures>;

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
  for (const { id, status, renewedBy, premium, paid, cancellation, dateEnd } of fixtures.affinities()) {
    const known = knownOf(model, id);
    const own = eventsOf(id);
    expect([id, status, renewedBy, own.length]).toEqual([id, known.status, known.successor, known.changes]);
    if (own.length > 0) expect(own.at(-1)?.affinity.status).toBe(status);
    const types = own.map(({ type }) => type);
    expect(types.filter((type, at) => type === types[at - 1])).toEqual([]);
    const once = types.filter((type) => type !== 'affinity.renewed' && type !== 'affinity.reinstated');
    expect(new Set(once).size).toBe(once.length);
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
          issuedOn: issued ? businessDayOf(model.now) : null,
          original: null,
          successor: null,
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
        becomesCanceled(model, nth(ids(model), which));
        return '';
      },
      once,
      (model) => nth(ids(model), which),
    ),
  );

const renew = fc.tuple(fc.nat(9), fc.boolean(), key).map(([which, atOnce, once]) =>
  step(
    `renew ${which}${atOnce ? '' : ', answered when told'}`,
    some,
    (model, fixtures, onceGiven) => {
      fixtures.insurers.answers(atOnce ? { outcome: 'issued' } : { outcome: 'pending', answerDueAt: null });
      return fixtures.renew(nth(ids(model), which), 'partner-1', {}, onceGiven);
    },
    (model) => {
      const known = knownOf(model, nth(ids(model), which));
      if (known.status !== 'issued' || ended(model, known)) return 'TRANSITION-REFUSED';
      return known.successor === null ? null : 'RENEWAL-PENDING';
    },
    (model, _, result) => {
      const { id, lifetimeEnd: end } = (result as Awaited<ReturnType<AffinityFixtures['renew']>>).affinity;
      const original = nth(ids(model), which);
      const known = knownOf(model, original);
      known.successor = id;
      const blank = { dueAt: null, changes: 0, issuedOn: null, successor: null };
      model.affinities.set(id, { ...blank, status: 'pending', start: shifted(known.end, 1), end, original });
      if (atOnce) becomesIssued(model, id);
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
      (outcome === 'issued' ? becomesIssued : becomesCanceled)(model, nth(ids(model), which));
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
      for (const [id, known] of model.affinities) {
        const open = known.status === 'issued' || known.status === 'pending';
        if (open && ended(model, known))
          Object.assign(known, { status: 'expired', changes: known.changes + 1, dueAt: null });
        else if (known.status === 'pending' && known.dueAt !== null && known.dueAt <= model.now)
          becomesIssued(model, id);
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

import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Leases, Store } from '@affinity-engine/adapter-knex';
import { answerAffinity, answerDueAffinities, expireAffinities } from '@affinity-engine/affinity';
import { eraseOutlived } from '@affinity-engine/privacy';
import { expireQuotations, settlePayments } from '@affinity-engine/quotation';
import { followSharedClock } from '@affinity-engine/platform';
import { plus, type Instant } from '@affinity-engine/kernel';
import { leaseMs } from '@affinity-engine/webhook';
import { alertJobs } from './alert-jobs.js';
import { clockSteps, dueMoments } from './clock-travel.js';
import type { Platform } from './container.js';
import type { JobTurn } from './job-turn.js';
import { personTraces } from './person-traces.js';

/** Recurring work. `run` returns how much it did; if it did some, it runs again at once. */
export type Job = {
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<number>;
  /** Runs in every process on the database, not in one of them. */
  readonly inEach?: true;
  /** The most it may take of the time, where others wait for the same database. */
  readonly share?: number;
};

const dayMs = 86_400_000;

/** The jobs of the API. */
export function scheduledJobs(store: Store, platform: Platform): readonly Job[] {
  const { works, lists, maintenance, persons, values } = store;
  const { products, payments, clock, settings, refusals } = platform;
  const daysAgo = (days: number): Instant => plus(clock.now(), { days: -days });
  const traces = personTraces(platform.documentShelf, persons);
  const daysKept = { affinity: settings.affinityPersonDays, quotation: settings.quotationPersonDays };
  const answer = answerAffinity(works.affinity, products, clock);
  const expire = expireAffinities(works.affinity, lists.affinities, products, clock);
  const endQuotations = expireQuotations(works.quotation, lists.quotations, clock);
  const answerDue = answerDueAffinities(lists.affinities, answer, clock);
  const moments = dueMoments({ works, lists });
  const steps = clockSteps({ values, clock, mode: settings.mode }, [
    { next: moments.ended, run: expire },
    { next: moments.answerDue, run: answerDue },
    { next: moments.quotationEnded, run: endQuotations },
  ]);
  return [
    { name: 'expire', everyMs: 1_000, run: expire },
    { name: 'expire quotations', everyMs: 1_000, run: endQuotations },
    { name: 'sandbox clock', everyMs: 250, run: steps },
    {
      name: 'settle payments',
      everyMs: 30_000,
      run: settlePayments(works.quotation, lists.quotations, payments, clock),
    },
    { name: 'persons', everyMs: 500, run: persons.index, share: 0.03 },
    { name: 'underwriting', everyMs: 60_000, run: maintenance.deriveUnderwriting, share: 0.2 },
    { name: 'seal persons', everyMs: 60_000, run: persons.seal, share: 0.2 },
    {
      name: 'retention',
      everyMs: 3_600_000,
      run: eraseOutlived(works.privacy, traces, clock, daysKept),
      share: 0.2,
    },
    { name: 'insurer', everyMs: 250, run: answerDue },
    {
      name: 'housekeeping',
      everyMs: 3_600_000,
      run: () =>
        maintenance.deleteExpired({
          attemptsKeptMs: settings.attemptDays * dayMs,
          eventsKeptMs: settings.eventDays * dayMs,
          refusalsKeptMs: settings.refusalDays * dayMs,
          requestsExpiredBefore: daysAgo(settings.requestDays),
          transactionsKeptMs: settings.transactionDays * dayMs,
          auditBefore: daysAgo(settings.auditDays),
        }),
    },
    ...alertJobs(store, platform),
    { name: 'late deliveries', everyMs: 10_000, run: () => maintenance.bringForward(longestWaitMs(settings)) },
    { name: 'refusals', everyMs: 1_000, inEach: true, run: () => refusals.flush().then(() => 0) },
    {
      name: 'clock',
      everyMs: 1_000,
      inEach: true,
      run: () => followSharedClock(values, clock, settings).then(() => 0),
    },
  ];
}

/** Longer than any delivery waits: back-offs vary by chance, and a lease ends after that of an attempt. */
const longestWaitMs = ({ backOffSeconds, timeoutMs }: Platform['settings']): number =>
  2 * Math.max(...backOffSeconds) * 1_000 + leaseMs(timeoutMs);

/** How long the right to run the jobs lasts, and how often it is taken anew. */
const [turnMs, renewalMs] = [6_000, 2_000];

/**
 * Runs jobs until stopped. Of several processes on one database one runs them; if it ends, another one takes over. A
 * failed run is reported, and the job runs again at its next time.
 */
export function startJobs(
  jobs: readonly Job[],
  { leases, holder, turn }: { readonly leases: Leases; readonly holder: string; readonly turn: JobTurn },
  report: (job: string, failure: unknown) => void,
) {
  const stopping = new AbortController();
  const { signal } = stopping;
  // Each job waits with it.
  setMaxListeners(0, signal);
  const pause = (ms: number) => wait(ms, undefined, { signal }).catch(() => undefined);
  const loops = take().then(() => Promise.all([renew(), ...jobs.map(loop)]));
  return {
    async stop(): Promise<void> {
      stopping.abort();
      await loops;
      await leases.giveBack('jobs', holder).catch((failure: unknown) => report('lease', failure));
    },
  };

  async function take(): Promise<void> {
    const began = performance.now();
    try {
      turn.lastsUntil((await leases.take('jobs', holder, turnMs)) ? began + turnMs : 0);
    } catch (failure) {
      report('lease', failure);
    }
  }

  async function renew(): Promise<void> {
    while (!signal.aborted) {
      await pause(renewalMs);
      if (!signal.aborted) await take();
    }
  }

  async function loop({ name, everyMs, run, inEach, share = 1 }: Job): Promise<void> {
    while (!signal.aborted) {
      const began = performance.now();
      const isOurs = inEach === true || turn.isOurs();
      const done = !isOurs
        ? 0
        : await run().catch((failure: unknown) => {
            report(name, failure);
            return 0;
          });
      await pause(done === 0 ? everyMs : (performance.now() - began) * (1 / share - 1));
    }
  }
}

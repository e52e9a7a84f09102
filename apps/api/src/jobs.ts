import { setTimeout as wait } from 'node:timers/promises';
import type { Leases, Store } from '@affinity-engine/adapter-knex';
import { answerAffinity, answerDueAffinities, expireAffinities } from '@affinity-engine/affinity';
import { expireQuotations, settlePayments } from '@affinity-engine/quotation';
import { followSharedClock } from '@affinity-engine/platform';
import type { Platform } from './container.js';

/** Recurring work. `run` returns how much it did; if it did some, it runs again at once. */
export type Job = { readonly name: string; readonly everyMs: number; readonly run: () => Promise<number> };

const dayMs = 86_400_000;

/** The jobs of the API. */
export function scheduledJobs({ works, lists, maintenance }: Store, platform: Platform): readonly Job[] {
  const { products, payments, clock, settings } = platform;
  const answer = answerAffinity(works.affinity, products, clock);
  return [
    { name: 'expire', everyMs: 1_000, run: expireAffinities(works.affinity, lists.affinities, products, clock) },
    { name: 'expire quotations', everyMs: 1_000, run: expireQuotations(works.quotation, lists.quotations, clock) },
    {
      name: 'settle payments',
      everyMs: 30_000,
      run: settlePayments(works.quotation, lists.quotations, payments, clock),
    },
    { name: 'insurer', everyMs: 250, run: answerDueAffinities(lists.affinities, answer, clock) },
    {
      name: 'housekeeping',
      everyMs: 3_600_000,
      run: () => maintenance.deleteExpired(settings.attemptDays * dayMs),
    },
  ];
}

/** Follows the sandbox's clock, in every process, until stopped. */
export function followClock(
  { values }: Store,
  { clock, settings }: Platform,
  report: (job: string, failure: unknown) => void,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const following = follow();
  return {
    async stop() {
      stopping.abort();
      await following;
    },
  };

  async function follow(): Promise<void> {
    while (!signal.aborted && settings.mode === 'sandbox') {
      await wait(1_000, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) await followSharedClock(values, clock).catch((failure: unknown) => report('clock', failure));
    }
  }
}

/** How long the right to run the jobs lasts, and how often it is taken anew. */
const [leaseMs, renewalMs] = [6_000, 2_000];

/**
 * Runs jobs until stopped. Of several processes on one database one runs them; if it ends, another one takes over. A
 * failed run is reported, and the job runs again at its next time.
 */
export function startJobs(
  jobs: readonly Job[],
  { leases, holder }: { readonly leases: Leases; readonly holder: string },
  report: (job: string, failure: unknown) => void,
) {
  const stopping = new AbortController();
  const { signal } = stopping;
  /** Until when the jobs are this process's, by its monotonic clock. */
  let oursUntil = 0;
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
      oursUntil = (await leases.take('jobs', holder, leaseMs)) ? began + leaseMs : 0;
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

  async function loop({ name, everyMs, run }: Job): Promise<void> {
    while (!signal.aborted) {
      const done = performance.now() < oursUntil ? await run().catch((failure: unknown) => failed(name, failure)) : 0;
      if (done === 0) await pause(everyMs);
    }
  }

  function failed(name: string, failure: unknown): number {
    report(name, failure);
    return 0;
  }
}

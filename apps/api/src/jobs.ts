import { setTimeout as wait } from 'node:timers/promises';
import type { Store } from '@affinity-engine/adapter-knex';
import { answerAffinity, answerDueAffinities, expireAffinities } from '@affinity-engine/affinity';
import { expireQuotations, settlePayments } from '@affinity-engine/quotation';
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

/** Runs jobs until stopped. A failed run is reported, and the job runs again at its next time. */
export function startJobs(jobs: readonly Job[], report: (job: string, failure: unknown) => void) {
  const stopping = new AbortController();
  const { signal } = stopping;
  const loops = jobs.map((job) => loop(job));
  return {
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all(loops);
    },
  };

  async function loop({ name, everyMs, run }: Job): Promise<void> {
    while (!signal.aborted) {
      const done = await run().catch((failure: unknown) => {
        report(name, failure);
        return 0;
      });
      if (done === 0) await wait(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

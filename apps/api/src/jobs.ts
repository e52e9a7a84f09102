import { setTimeout as wait } from 'node:timers/promises';

/** Something to do again and again: answers how much it did; as long as it did some it is called again at once. */
export type Job = { readonly name: string; readonly everyMs: number; readonly run: () => Promise<number> };

/** Runs jobs until stopped. One that fails is reported and runs again at its next time. */
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

import { answerAffinity, answerDueAffinities, expireAffinities } from '@affinity-engine/affinity';
import type { Clock } from '@affinity-engine/kernel';
import type { Surroundings } from './surroundings.js';
import type { Life } from './life.js';
import type { SimulatedStore } from './store.js';

/** The jobs of every process: each affinity expires once, by one of them. */
export function startJobs(
  { products }: Surroundings,
  store: SimulatedStore,
  clock: Clock,
  life: Life,
  report: (failure: unknown) => void,
): () => Promise<void> {
  const answer = answerAffinity(store.affinityWork, products, clock);
  const jobs = [
    expireAffinities(store.affinityWork, store.lists, products, clock),
    answerDueAffinities(store.lists, answer, clock),
  ];
  let isStopping = false;
  let wake: () => void = () => undefined;
  const running = run();
  return async () => {
    isStopping = true;
    wake();
    await running;
  };

  async function run(): Promise<void> {
    while (!isStopping) {
      for (const job of jobs) await job().catch(report);
      if (isStopping) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
        life.after(2_000, resolve);
      });
    }
  }
}

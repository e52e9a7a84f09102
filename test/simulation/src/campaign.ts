import { Worker } from 'node:worker_threads';
import { defects } from './defects/index.js';
import type { Job, JobResult, SeedFigures } from './jobs.js';
import { keptSeeds } from './kept-seeds.js';
import { sometimesEvents, type SometimesEvent } from './sometimes.js';

export type CampaignSettings = {
  readonly first: number;
  readonly seeds: number;
  readonly workers: number;
  readonly progress: (text: string) => void;
};

export type Campaign = {
  readonly seeds: number;
  readonly events: number;
  readonly seconds: number;
  /** By seed. */
  readonly violations: readonly string[];
  /** How many seeds were run twice, and how many had another trace. */
  readonly repeated: number;
  readonly differing: readonly number[];
  readonly defects: readonly { readonly name: string; readonly after: number | null }[];
  /** In how many seeds each event was reached, the rarest first. */
  readonly sometimes: readonly { readonly event: SometimesEvent; readonly seeds: number }[];
};

const atATime = 25;

/** One seed of so many is run twice, the second time by another worker if there are several. */
const repeatedOf = 50;

/** Kept seeds first, then so many others, then planted defects, on several threads. */
export async function simulate({ first, seeds, workers, progress }: CampaignSettings): Promise<Campaign> {
  const began = performance.now();
  const all = Array.from({ length: seeds }, (_, at) => first + at);
  const kept = keptSeeds.map(({ seed }) => seed);
  const outcomes: SeedFigures[] = [];
  const jobs: Job[] = [kept, ...chunksOf(all)].map((part) => ({ kind: 'seeds', seeds: part }));
  await inWorkers(jobs, workers, (result) => {
    if (result.kind !== 'seeds') return;
    const before = outcomes.length;
    outcomes.push(...result.outcomes);
    if (Math.floor(before / 500) < Math.floor(outcomes.length / 500)) progress(`${outcomes.length} seeds`);
  });
  const seconds = (performance.now() - began) / 1000;
  const ofRun = outcomes.filter(({ seed }) => seed >= first && seed < first + seeds);
  const again = all.filter((seed) => (seed - first) % repeatedOf === 0);
  const differing: number[] = [];
  await inWorkers(
    [...chunksOf(again)].reverse().map((part) => ({ kind: 'seeds', seeds: part })),
    workers,
    (result) => {
      if (result.kind !== 'seeds') return;
      for (const { seed, hash } of result.outcomes)
        if (outcomes.some((each) => each.seed === seed && each.hash !== hash)) differing.push(seed);
    },
  );
  progress('planted defects');
  const caught: { readonly name: string; readonly after: number | null }[] = [];
  const planted: Job[] = defects.map(({ name }) => ({ kind: 'defect', defect: name, from: 1 }));
  await inWorkers(planted, workers, (result) => {
    if (result.kind === 'defect') caught.push({ name: result.defect, after: result.after });
  });
  return {
    seeds: outcomes.length,
    events: outcomes.reduce((sum, { events }) => sum + events, 0),
    seconds,
    violations: outcomes.flatMap(({ seed, violations }) => violations.map((violation) => `seed ${seed}: ${violation}`)),
    repeated: again.length,
    differing,
    defects: caught,
    sometimes: sometimesEvents
      .map((event) => ({ event, seeds: ofRun.filter(({ sometimes }) => sometimes.includes(event)).length }))
      .sort((one, other) => one.seeds - other.seeds),
  };
}

function chunksOf(seeds: readonly number[]): readonly (readonly number[])[] {
  const count = Math.ceil(seeds.length / atATime);
  return Array.from({ length: count }, (_, at) => seeds.slice(at * atATime, (at + 1) * atATime));
}

type Message = { readonly result: JobResult } | { readonly failure: string };

async function inWorkers(jobs: readonly Job[], workers: number, done: (result: JobResult) => void): Promise<void> {
  const waiting = [...jobs];
  const threads = Array.from({ length: Math.min(workers, jobs.length) }, () => work());
  await Promise.all(threads);

  async function work(): Promise<void> {
    const worker = new Worker(new URL('./worker.js', import.meta.url));
    try {
      for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) done(await answerTo(worker, job));
    } finally {
      await worker.terminate();
    }
  }
}

function answerTo(worker: Worker, job: Job): Promise<JobResult> {
  return new Promise((resolve, reject) => {
    const ended = (): void => {
      worker.off('message', answered);
      worker.off('error', reject);
    };
    const answered = (message: Message): void => {
      ended();
      if ('result' in message) resolve(message.result);
      else reject(new Error(message.failure));
    };
    worker.on('message', answered);
    worker.on('error', reject);
    worker.postMessage(job);
  });
}

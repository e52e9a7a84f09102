import { defects } from './defects/index.js';
import { runSeed, type SeedOutcome } from './run-seed.js';
import type { SometimesEvent } from './sometimes.js';

/** A part of a run that one worker does. */
export type Job =
  | { readonly kind: 'seeds'; readonly seeds: readonly number[] }
  /** Looks for a planted defect, seed by seed. */
  | { readonly kind: 'defect'; readonly defect: string; readonly from: number };

export type SeedFigures = Pick<SeedOutcome, 'seed' | 'violations' | 'hash' | 'events'> & {
  readonly sometimes: readonly SometimesEvent[];
};

export type JobResult =
  | { readonly kind: 'seeds'; readonly outcomes: readonly SeedFigures[] }
  | { readonly kind: 'defect'; readonly defect: string; readonly after: number | null; readonly shows: string | null };

/** What one worker does at once. */
export async function runJob(job: Job): Promise<JobResult> {
  if (job.kind === 'seeds') {
    const outcomes: SeedFigures[] = [];
    for (const seed of job.seeds) {
      const { lines: _lines, ...figures } = await runSeed(seed);
      outcomes.push(figures);
    }
    return { kind: 'seeds', outcomes };
  }
  const defect = defects.find(({ name }) => name === job.defect);
  if (defect === undefined) throw new Error(`no such defect: ${job.defect}`);
  for (let tried = 1; tried <= defect.within; tried += 1) {
    const { violations } = await runSeed(job.from + tried - 1, { alterations: defect.alterations });
    const shown = violations.find((violation) =>
      defect.breaks.some((invariant) => violation.startsWith(`${invariant}:`)),
    );
    if (shown !== undefined) return { kind: 'defect', defect: defect.name, after: tried, shows: shown };
  }
  return { kind: 'defect', defect: defect.name, after: null, shows: null };
}

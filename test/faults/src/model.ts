import fc from 'fast-check';
import { engineInProcess } from './engine-in-process.js';
import { httpCaller } from './http-caller.js';
import { playSteps } from './lifecycle-model.js';
import { steps } from './lifecycle-steps.js';

export type ModelOutcome = { readonly runs: number; readonly problem: string | null };

/** Plays that many random lives of affinities against the real service. */
export async function proveLifecycle(runs: number, seed: number): Promise<ModelOutcome> {
  const engine = await engineInProcess('2026-03-02T12:00:00.000Z');
  const { partner, otherPartner, admin } = engine.credentials;
  const callers = await Promise.all([partner, otherPartner, admin].map((each) => httpCaller(engine.baseUrl, each)));
  try {
    const [one, other, operator] = callers.map(({ call }) => call);
    if (one === undefined || other === undefined || operator === undefined) throw new Error('three callers');
    const outcome = await fc.check(
      fc.asyncProperty(steps, (played) => playSteps(engine, { partner: one, other, admin: operator }, played)),
      { numRuns: runs, seed, endOnFailure: true },
    );
    return { runs: outcome.numRuns, problem: outcome.failed ? (fc.defaultReportMessage(outcome) ?? 'failed') : null };
  } finally {
    await Promise.all(callers.map(({ close }) => close()));
    await engine.close();
  }
}

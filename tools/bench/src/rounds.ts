import { startMeasured, type Measured, type Program } from './engine.js';
import { progress } from './report.js';

/** One of the compared servers, and how many requests it gets in a round. */
export type Contender = { readonly name: string; readonly program: Program; readonly count: number };

/** The figures of a round: requests per second, microseconds of CPU per request, and latencies in milliseconds. */
export type Figures = { readonly perSecond: number; readonly cpu: number; readonly p50: number; readonly p99: number };

const rounds = 5;

/** The figures of all rounds. The contenders take turns; a first round warms them up and does not count. */
export async function inTurns<C extends Contender>(
  contenders: readonly C[],
  measure: (contender: C, server: Measured) => Promise<Figures>,
): Promise<ReadonlyMap<C, readonly Figures[]>> {
  const servers = new Map<C, Measured>();
  for (const contender of contenders) servers.set(contender, await startMeasured(contender.program));
  const figures = new Map<C, Figures[]>(contenders.map((contender) => [contender, []]));
  try {
    for (let round = 0; round <= rounds; round += 1) {
      for (const [contender, server] of servers) {
        const measured = await measure(contender, server);
        progress(`round ${round} of ${rounds}: ${contender.name} ${Math.round(measured.perSecond)}/s`);
        if (round > 0) figures.get(contender)?.push(measured);
      }
    }
  } finally {
    for (const server of servers.values()) await server.stop();
  }
  return figures;
}

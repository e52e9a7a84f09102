import { availableParallelism } from 'node:os';
import { defects, runSeed, simulate } from '@affinity-engine/test-simulation';
import { progress, report } from '@affinity-engine/tool-bench/report';

/** In how many of the seeds each event is to happen at least. */
const leastShare = 0.01;

/** Prints what happens in one seed. @returns whether it kept every promise */
async function replay(seed: number): Promise<boolean> {
  const { lines, violations, hash } = await runSeed(seed, { keepsLines: true });
  for (const line of lines) console.log(line);
  console.log(`\nseed ${seed}, trace ${hash}, broken promises: ${violations.length}`);
  return violations.length === 0;
}

/** The simulation: of `PROVE_SEEDS` seeds (5,000), or of `PROVE_SEED` only, with its trace. */
export async function proveSimulation(): Promise<boolean> {
  const { PROVE_SEED, PROVE_SEEDS, PROVE_FIRST_SEED } = process.env;
  if (PROVE_SEED !== undefined) return replay(Number(PROVE_SEED));
  const seeds = Number(PROVE_SEEDS ?? 5_000);
  const first = Number(PROVE_FIRST_SEED ?? 1);
  const outcome = await simulate({ first, seeds, workers: Math.min(4, availableParallelism()), progress });
  for (const violation of outcome.violations) console.log(violation);
  const missed = outcome.defects.filter(({ after }) => after === null);
  for (const { name } of missed) console.log(`the planted defect was not caught: ${name}`);
  const [slowest] = [...outcome.defects].sort((one, other) => (other.after ?? Infinity) - (one.after ?? Infinity));
  const rare = outcome.sometimes.filter((each) => each.seeds < leastShare * seeds);
  for (const { event, seeds: count } of rare) console.log(`too rare: ${event}, in ${count} seeds`);
  const [rarest] = outcome.sometimes;
  const broken = outcome.violations.length;
  const differing = outcome.differing.length;
  const caught = defects.length - missed.length;
  const reached = outcome.sometimes.length - rare.length;
  return report('simulate', [
    { figure: 'seeds', value: outcome.seeds, unit: '' },
    { figure: 'broken promises', value: broken, unit: '', target: 'none', pass: broken === 0 },
    { figure: 'seeds a second', value: outcome.seeds / outcome.seconds, unit: '/s' },
    { figure: 'events of a seed', value: outcome.events / outcome.seeds, unit: '' },
    { figure: 'seeds played twice', value: outcome.repeated, unit: '' },
    { figure: 'of them with another trace', value: differing, unit: '', target: 'none', pass: differing === 0 },
    {
      figure: 'planted defects caught',
      value: caught,
      unit: '',
      target: `all ${defects.length}`,
      pass: missed.length === 0,
    },
    { figure: `seeds until the rarest: ${slowest?.name ?? ''}`, value: slowest?.after ?? NaN, unit: '' },
    {
      figure: 'events that should happen now and then',
      value: reached,
      unit: '',
      target: `all ${outcome.sometimes.length}, each in 1 % of the seeds`,
      pass: rare.length === 0,
    },
    { figure: `seeds with the rarest: ${rarest?.event ?? ''}`, value: rarest?.seeds ?? NaN, unit: '' },
  ]);
}

import type { Alterations } from './alterations.js';
import { newBus } from './bus.js';
import { newDatabase } from './database.js';
import { watchDeliveries } from './deliveries.js';
import { dispatcherSettings, type Surroundings } from './surroundings.js';
import { heal, planTroubles, type TroubleParts } from './troubles/index.js';
import { checkEnd, undone } from './final.js';
import { newFleet } from './fleet.js';
import { randomOf } from './random.js';
import { newReceivers } from './receivers.js';
import { productsOf, setUp } from './setting.js';
import { newSometimes, type SometimesEvent } from './sometimes.js';
import { newStreamServer } from './stream.js';
import { watchCommits } from './watch.js';
import { startWorkload } from './workload.js';
import { newWorld } from './world.js';

export type SeedOutcome = {
  readonly seed: number;
  /** What was broken: the invariant, and how. */
  readonly violations: readonly string[];
  readonly hash: string;
  readonly events: number;
  readonly sometimes: readonly SometimesEvent[];
  /** The trace, if it was asked for. */
  readonly lines: readonly string[];
};

export type SeedOptions = { readonly alterations?: Alterations; readonly keepsLines?: boolean };

/** How long troubles happen, and how long everything may take to be delivered after them. */
const [troubledMs, liveMs] = [45_000, 240_000];

/** Plays one seed: troubles, then everything is healed, then all must be delivered, then the invariants are checked. */
export async function runSeed(
  seed: number,
  { alterations = {}, keepsLines = false }: SeedOptions = {},
): Promise<SeedOutcome> {
  const random = randomOf(seed);
  const world = newWorld(keepsLines);
  const sometimes = newSometimes();
  const violations: string[] = [];
  const broken = (invariant: string, what: string): void => {
    world.note('BROKEN', `${invariant}: ${what}`);
    violations.push(`${invariant}: ${what}`);
  };
  const flavour = random.happens(0.8) ? 'postgres' : 'sqlite';
  const codes = flavour === 'postgres' ? { full: '53100', idleMs: 10_000 } : { full: 'SQLITE_FULL', idleMs: Infinity };
  const database = newDatabase({ world, random: random.split('database'), codes, sometimes });
  setUp(database, random.split('setting'));
  const answersLost = { probability: 0 };
  const receivers = newReceivers({ world, random: random.split('receivers'), sometimes, alterations }, answersLost);
  const stream = newStreamServer(world, random.split('stream'), sometimes);
  const insurers = random.split('insurer');
  const days = { offsetMs: 0 };
  const surroundings: Surroundings = {
    world,
    database,
    bus: newBus(world, random.split('bus'), sometimes),
    stream,
    receivers,
    sometimes,
    broken,
    alterations,
    products: productsOf(),
    flavour,
    writers: random.whole(1, 2),
    days,
    insurer: { answerInMs: () => (insurers.happens(0.5) ? null : insurers.whole(1_000, 15_000)) },
  };
  let isRenewing: (id: string) => boolean = () => false;
  const watch = { world, database, receivers, sometimes, broken, isRenewing: (id: string) => isRenewing(id) };
  const history = watchCommits(watch);
  watchDeliveries(watch, history);
  const fleet = newFleet(surroundings, random.split('fleet'));
  isRenewing = (id) => (fleet.calling.get(`renew ${id}`) ?? 0) > 0;
  const workload = startWorkload({ ...surroundings, random: random.split('workload'), fleet, troubledMs });
  const phase = { isHealed: false };
  const troubles: TroubleParts = {
    ...surroundings,
    random: random.split('troubles'),
    fleet,
    answersLost,
    troubledMs,
    phase,
  };
  planTroubles(troubles);

  await world.run(troubledMs + 1_000, () => violations.length > 0);
  if (violations.length === 0) {
    heal(troubles);
    workload.openEndpoints();
    const isOver = () => workload.isOver() && undone({ database, stream }).length === 0;
    const isQuiet = async (): Promise<boolean> => {
      if (isOver()) await world.run(world.now() + 3 * dispatcherSettings.sweepMs);
      return isOver();
    };
    const until = world.now() + liveMs;
    // Jobs may still do something: it must be quiet for a while.
    while (!(await isQuiet()) && world.now() < until && violations.length === 0) {
      await world.run(until, () => violations.length > 0 || isOver());
    }
    for (const what of workload.waiting()) broken('I5', `${what} has had no answer`);
    checkEnd({ database, receivers, stream, fleet, history, broken });
  }
  return {
    seed,
    violations,
    hash: world.hash(),
    events: world.events(),
    sometimes: [...sometimes.all],
    lines: world.lines,
  };
}

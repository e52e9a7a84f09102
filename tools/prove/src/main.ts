import { crashUnderLoad, proveDelivery, proveLifecycle } from '@affinity-engine/test-faults';
import { releaseAll } from '@affinity-engine/test-harness';
import { proveCluster, proveRaces, proveUpgrade } from './processes.js';
import { proveSimulation } from './simulate.js';
import { median, progress, report } from '@affinity-engine/tool-bench/report';
import { proveDurability } from './durability/durability.js';
import { proveEgress } from './egress/egress.js';
import { proveGeneratedRequests, proveWhoMayCall } from './edge.js';
import { proveNeighbours } from './neighbours.js';
import { proveOverload } from './overload.js';
import { proveTraces } from './traces.js';
import { proveReceivers } from './receivers.js';
import { proveSoak } from './soak/soak.js';
import { proveStrangers } from './strangers/strangers.js';

type Proof = {
  readonly proves: string;
  readonly run: () => Promise<boolean>;
  /** It takes long, and is run only if it is named. */
  readonly onlyByName?: true;
};

const proofs: Readonly<Record<string, Proof>> = {
  lifecycle: {
    proves: '1,000 random lives of affinities over HTTP and SQLite go as the plainest model says',
    run: proveLifecycles,
  },
  deliveries: {
    proves: '20 endpoints × 500 events, a third of the endpoints failing at random: nothing lost, in order, 200 only',
    run: proveDeliveries,
  },
  crowd: {
    proves:
      '10 healthy endpoints beside 400 that never answer, silent or under a dead name: the healthy notice nothing',
    run: proveCrowd,
  },
  receivers: {
    proves:
      'receivers that break every rule in more than 40 ways: each logged as it is, in order, cheap, others notice nothing',
    run: proveReceivers,
  },
  crashes: {
    proves: 'SIGKILL at 200 random moments under load: every acknowledged write there, every event in order',
    run: proveCrashes,
  },
  races: {
    proves:
      'two processes on PostgreSQL, each race for PROVE_SECONDS (30): revoke and sell, cancel and renew, claim and replay, …',
    run: proveRaces,
  },
  cluster: {
    proves:
      '2 APIs, 3 dispatchers, PROVE_DELIVERIES (1,000,000) over 1,000 endpoints while everything fails: nothing lost, in order',
    run: proveCluster,
    onlyByName: true,
  },
  simulate: {
    proves: 'PROVE_SEEDS (5,000) simulated histories of faults: no promise broken, every planted defect caught',
    run: proveSimulation,
  },
  upgrade: {
    proves: 'the version before and this one on one PostgreSQL database under load, through the migration: no error',
    run: proveUpgrade,
  },
  strangers: {
    proves: 'what strangers without a token can do: memory stays below 400 MB, others notice nothing',
    run: proveStrangers,
  },
  egress: {
    proves:
      'more than 60 spellings of forbidden addresses, stored, resolved, connected to and redirected to: never a connection',
    run: proveEgress,
  },
  durability: {
    proves:
      'what is acknowledged is kept: synced first, on a full disk, past a lease, under a stepping clock; SQLite and PostgreSQL',
    run: proveDurability,
  },
  traces: {
    proves:
      'what is said of a person is in no log, figure, error or message, and after an erasure in no file and no backup',
    run: proveTraces,
  },
  access: {
    proves: 'every call, by every kind of caller, with own and foreign objects: who gets what the table of access says',
    run: proveWhoMayCall,
  },
  requests: {
    proves: '2,000 requests for every call, made from the document: no 500, no undocumented reply, no lost promise',
    run: proveGeneratedRequests,
  },
  neighbours: {
    proves:
      "one partner's worst lists, searches, hang-ups and replays over 500,000 affinities and 100,000 quotations: others notice little",
    run: proveNeighbours,
  },
  overload: {
    proves:
      '2 × and 4 × what the engine can do, for 60 s, from callers who give up: it does what it can and refuses the rest at once',
    run: proveOverload,
  },
  soak: {
    proves: 'PROVE_MINUTES (120) of mixed load: memory, handles and files stay as they were; a planted leak is seen',
    run: proveSoak,
    onlyByName: true,
  },
};

async function proveLifecycles(): Promise<boolean> {
  const { runs, problem } = await proveLifecycle(1_000, Date.now() % 1_000_000);
  if (problem !== null) console.log(problem);
  return report('lifecycle', [
    { figure: 'random lives played', value: runs, unit: '', target: '>= 1,000', pass: runs >= 1_000 },
    { figure: 'broken promises', value: problem === null ? 0 : 1, unit: '', target: 'none', pass: problem === null },
  ]);
}

const rounds = 3;

async function proveDeliveries(): Promise<boolean> {
  const calm: number[] = [];
  const troubled: number[] = [];
  const problems: string[] = [];
  let [deliveries, attempts] = [0, 0];
  for (let round = 1; round <= rounds; round += 1) {
    const scenario = { endpoints: 20, events: 500, perSecond: 25, seed: round, built: true };
    const healthy = await proveDelivery(scenario, false);
    progress(`round ${round} of ${rounds}: all healthy, p95 ${healthy.healthyP95} ms`);
    const failing = await proveDelivery(scenario, true);
    progress(`round ${round} of ${rounds}: a third failing, p95 of the healthy ${failing.healthyP95} ms`);
    calm.push(healthy.healthyP95);
    troubled.push(failing.healthyP95);
    problems.push(...healthy.problems, ...failing.problems);
    deliveries += failing.deliveries;
    attempts += failing.attempts;
  }
  for (const problem of problems) console.log(problem);
  const ratio = median(troubled) / median(calm);
  return report('deliveries', [
    { figure: 'broken promises', value: problems.length, unit: '', target: 'none', pass: problems.length === 0 },
    { figure: 'events delivered under faults', value: deliveries, unit: '' },
    { figure: 'attempts made for them', value: attempts, unit: '' },
    { figure: 'p95 lag, all healthy', value: median(calm), unit: 'ms' },
    {
      figure: 'p95 lag of the healthy, a third failing',
      value: median(troubled),
      unit: 'ms',
      reference: 'all healthy',
      ratio,
      target: 'at most 2 ×',
      pass: ratio <= 2,
    },
  ]);
}

async function proveCrowd(): Promise<boolean> {
  const calm: number[] = [];
  const crowded: number[] = [];
  const problems: string[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const scenario = { endpoints: 10, events: 300, perSecond: 10, seed: round, built: true };
    const alone = await proveDelivery(scenario, false);
    const beside = await proveDelivery({ ...scenario, dead: 400 }, false);
    progress(`round ${round} of ${rounds}: alone p95 ${alone.healthyP95} ms, beside 400 ${beside.healthyP95} ms`);
    calm.push(alone.healthyP95);
    crowded.push(beside.healthyP95);
    problems.push(...alone.problems, ...beside.problems);
  }
  for (const problem of problems) console.log(problem);
  const ratio = median(crowded) / median(calm);
  return report('crowd', [
    { figure: 'broken promises', value: problems.length, unit: '', target: 'none', pass: problems.length === 0 },
    { figure: 'p95 lag, alone', value: median(calm), unit: 'ms' },
    {
      figure: 'p95 lag beside 400 endpoints that never answer',
      value: median(crowded),
      unit: 'ms',
      reference: 'alone',
      ratio,
      target: 'at most 2 ×, or 250 ms',
      pass: ratio <= 2 || median(crowded) <= 250,
    },
  ]);
}

/** How often the engine is killed. */
const kills = 200;

async function proveCrashes(): Promise<boolean> {
  const outcome = await crashUnderLoad({ kills, callers: 32, seed: 1, built: true, progress });
  for (const problem of outcome.problems) console.log(problem);
  return report('crashes', [
    {
      figure: 'broken promises',
      value: outcome.problems.length,
      unit: '',
      target: 'none',
      pass: outcome.problems.length === 0,
    },
    { figure: 'kills', value: kills, unit: '' },
    { figure: 'creations acknowledged', value: outcome.acknowledged, unit: '' },
    { figure: 'affinities stored', value: outcome.stored, unit: '' },
    { figure: 'events delivered', value: outcome.delivered, unit: '' },
    { figure: 'delivered again after a crash, explained', value: outcome.duplicates, unit: '' },
  ]);
}

/** A proof that breaks down is not met, and keeps no other from its turn. */
async function isProven(name: string, { run }: Proof): Promise<boolean> {
  try {
    return await run();
  } catch (failure) {
    console.log(failure);
    return report(name, [{ figure: 'came to its end', value: 0, unit: '', target: '1', pass: false }]);
  }
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(proofs, name));
if (unknown.length > 0) {
  console.log('Usage: npm run prove [-- NAME…]      all but cluster, or the named ones\n');
  for (const [name, { proves }] of Object.entries(proofs)) console.log(`  ${name.padEnd(12)} ${proves}`);
  process.exitCode = unknown[0] === '--help' ? 0 : 2;
} else {
  let met = true;
  for (const [name, proof] of Object.entries(proofs)) {
    const isMeant = names.length === 0 ? proof.onlyByName !== true : names.includes(name);
    if (isMeant) met = (await isProven(name, proof)) && met;
  }
  await releaseAll();
  process.exit(met ? 0 : 1);
}

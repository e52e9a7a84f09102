import {
  clusterUnderFailures,
  raceTwoProcesses,
  raceTwoStores,
  upgradeUnderLoad,
  type RaceOutcome,
  type RaceScenario,
} from '@affinity-engine/test-faults';
import { progress, report } from '@affinity-engine/tool-bench/report';
import { earlierVersion } from './earlier-version.js';

/* Proofs of several processes on one database. */

export async function proveRaces(): Promise<boolean> {
  const [seconds, only] = [Number(process.env['PROVE_SECONDS'] ?? 30), process.env['PROVE_RACES']?.split(',')];
  const scenario = { seconds, seed: 1, built: true, progress, ...(only && { only }) };
  const outcomes = [
    ...(await onEachDatabase(scenario)),
    ...(await raceTwoProcesses(scenario)),
    ...(await raceTwoStores({ ...scenario, endpoints: 100_000 })),
  ];
  for (const { problems } of outcomes) for (const problem of problems) console.log(problem);
  return report(
    'races',
    outcomes.flatMap(({ race, rounds, problems }) => [
      { figure: race, value: rounds, unit: 'rounds' },
      { figure: `${race}: violations`, value: problems.length, unit: '', target: 'none', pass: problems.length === 0 },
    ]),
  );
}

/** A thousand keys in twenty copies, and a thousand covers canceled and renewed at once, on each database. */
async function onEachDatabase(scenario: RaceScenario): Promise<readonly RaceOutcome[]> {
  const only = ['twenty copies of one sale', 'cancel against renew'].filter(
    (race) => scenario.only?.includes(race) ?? true,
  );
  const outcomes: RaceOutcome[] = [];
  for (const database of ['SQLite', 'PostgreSQL'] as const) {
    for (const outcome of await raceTwoProcesses({ ...scenario, only, rounds: 1_000, database })) {
      outcomes.push({ ...outcome, race: `${outcome.race}, on ${database}` });
    }
  }
  return outcomes;
}

export async function proveCluster(): Promise<boolean> {
  const [apis, dispatchers, endpoints] = [2, 3, 1_000];
  const contracts = Number(process.env['PROVE_DELIVERIES'] ?? 1_000_000) / endpoints;
  const failures = {
    'SIGKILL of a process': 20,
    'a dispatcher suspended for longer than its lease': 20,
    'SIGKILL of NATS': 5,
    'NATS wiped': 2,
    'an immediate restart of PostgreSQL': 5,
    'a connection ended between two statements': 5,
  };
  const outcome = await clusterUnderFailures({
    apis,
    dispatchers,
    endpoints,
    contracts,
    failures,
    seed: 1,
    built: true,
    progress,
  });
  for (const problem of outcome.problems) console.log(problem);
  return report('cluster', [
    {
      figure: 'broken promises',
      value: outcome.problems.length,
      unit: '',
      target: 'none',
      pass: outcome.problems.length === 0,
    },
    ...Object.entries(failures).map(([figure, value]) => ({ figure, value, unit: '' })),
    { figure: 'deliveries', value: outcome.deliveries, unit: '' },
    { figure: 'arrivals', value: outcome.arrivals, unit: '' },
    { figure: 'arrived again after 200, explained', value: outcome.duplicates, unit: '' },
    { figure: 'events in the feed, once and in sequence', value: outcome.inFeed, unit: '' },
    { figure: 'it took', value: outcome.seconds, unit: 's' },
  ]);
}

export async function proveUpgrade(): Promise<boolean> {
  const { folder, remove } = earlierVersion(process.env['PROVE_UPGRADE_FROM'] || undefined, progress);
  try {
    const outcome = await upgradeUnderLoad({ before: folder, callers: 16, seconds: 10, progress });
    for (const problem of outcome.problems) console.log(problem);
    return report('upgrade', [
      { figure: 'calls', value: outcome.calls, unit: '' },
      { figure: 'creations acknowledged', value: outcome.acknowledged, unit: '' },
      { figure: 'events delivered', value: outcome.delivered, unit: '' },
      { figure: 'the migration took', value: Math.round(outcome.migrationMs), unit: 'ms' },
      {
        figure: 'errors',
        value: outcome.problems.length,
        unit: '',
        target: 'none',
        pass: outcome.problems.length === 0,
      },
    ]);
  } finally {
    remove();
  }
}

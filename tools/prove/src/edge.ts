import { rmSync } from 'node:fs';
import { clock, proveAccess, proveRequests, unlimited } from '@affinity-engine/test-edge';
import { atTheEnd, startEngine, type Engine } from '@affinity-engine/test-harness';
import { serverFolder } from '@affinity-engine/test-servers';
import { progress, report, type Row } from '@affinity-engine/tool-bench/report';

const none = (figure: string, found: readonly string[]): Row => {
  for (const problem of found) console.log(`${figure}: ${problem}`);
  return { figure, value: found.length, unit: '', target: 'none', pass: found.length === 0 };
};

/** In memory, if it has room: these proofs wait for each commit, and are not about the disk. */
async function started(): Promise<Engine & { readonly hasJobs: true }> {
  const dataDir = serverFolder('engine', false);
  atTheEnd(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 }));
  const env = { ...unlimited, SANDBOX_CLOCK: clock, LOG_LEVEL: 'error', METRICS_PORT: '0' };
  return { ...(await startEngine({ built: true, dataDir, env })), hasJobs: true };
}

/** Every call, by every kind of caller, with own and foreign objects: who gets what the table of access says. */
export async function proveWhoMayCall(): Promise<boolean> {
  const engine = await started();
  const { operations, callers, cells, wrong, changes } = await proveAccess(engine, { progress });
  return report('access', [
    { figure: 'operations', value: operations, unit: '' },
    { figure: 'kinds of callers', value: callers, unit: '' },
    { figure: 'cells', value: cells, unit: '', target: '>= 3,000', pass: cells >= 3_000 },
    none('wrong cells', wrong),
    none('changes by refused calls', changes),
  ]);
}

/** Requests generated from the document, for every call. */
export async function proveGeneratedRequests(): Promise<boolean> {
  const engine = await started();
  const each = Number(process.env['PROVE_REQUESTS'] ?? 2_000);
  const { requests, operations, repeated, problems } = await proveRequests(engine, { each, seed: 1, progress });
  const logged = engine
    .stderr()
    .split('\n')
    .filter((line) => line !== '');
  const shares = Object.entries(operations).map(([id, { sent, succeeded }]): Row => {
    const value = (100 * succeeded) / sent;
    return { figure: `${id}: answered with a success`, value, unit: '%', target: '> 0', pass: succeeded > 0 };
  });
  const succeeded = Object.values(operations).reduce((sum, its) => sum + its.succeeded, 0);
  return report('requests', [
    { figure: 'operations', value: shares.length, unit: '' },
    { figure: 'requests', value: requests, unit: '' },
    { figure: 'answered with a success', value: (100 * succeeded) / requests, unit: '%' },
    { figure: 'sent again with their key', value: repeated, unit: '', target: '> 0', pass: repeated > 0 },
    none('replies of 500 and more', problems.serverErrors),
    none('replies unlike the document', problems.wrongReplies),
    none('changes by refusals', problems.changes),
    none('repeats answered otherwise', problems.repeats),
    none('errors in the log', logged),
    ...shares,
  ]);
}

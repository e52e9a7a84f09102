import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startCluster, type Cluster } from '@affinity-engine/test-faults';
import { atTheEnd, releaseAll } from '@affinity-engine/test-harness';

const usage = `Runs a cluster on this machine: PostgreSQL, NATS, two APIs behind a proxy, two dispatchers. Plays the demo
against it, and meanwhile kills one API and one dispatcher and starts them again.

Usage: npm run cluster [-- --keep]

  --keep   stays up after the demo, until Ctrl-C

The exit status is 0 if every promise of the demo held and both run again.

A call that the killed API was answering breaks off at the proxy. The proxy sends it to the other API only where that
is safe: a read, or a write under an Idempotency-Key, which the demo sends with its writes where the API takes one.
`;

const known = new Set(['--keep', '--help', '-h']);
const args = process.argv.slice(2);
const unknown = args.find((arg) => !known.has(arg));
if (unknown !== undefined || args.includes('--help') || args.includes('-h')) {
  process.stdout.write(unknown === undefined ? usage : `unknown argument ${unknown}\n\n${usage}`);
  process.exit(unknown === undefined ? 0 : 2);
}

const say = (text: string): void => void process.stdout.write(`cluster: ${text}\n`);

const stopped = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
});
let staysUp = false;
const running = run(args.includes('--keep'));
// Broken off: 130, as a shell says of a program that Ctrl-C ended.
const status = await Promise.race([running, stopped.then(() => (staysUp ? running : 130))]);
await releaseAll();
process.exit(status);

/** @returns the exit status */
async function run(keep: boolean): Promise<number> {
  say('starting PostgreSQL, NATS, two APIs and two dispatchers');
  const cluster = await startCluster({ apis: 2, dispatchers: 2, env: {}, built: true });
  try {
    introduce(cluster);
    const killing = killOneOfEach(cluster);
    const demo = await playDemo(cluster, killing.begin);
    const failed = await killing.done;
    if (demo !== 0) say(`the demo ended with status ${demo}`);
    if (failed !== null) say(`what was killed does not run again: ${failed}`);
    const held = demo === 0 && failed === null;
    if (held) say('the demo held while one API and one dispatcher were killed');
    if (keep) {
      introduce(cluster);
      say('it stays up; Ctrl-C ends it');
      staysUp = true;
      await stopped;
    }
    return held ? 0 : 1;
  } finally {
    await cluster.close();
  }
}

function introduce({ baseUrl, apiUrls, postgres, database, nats, folder }: Cluster): void {
  say(`proxy       ${baseUrl}/docs`);
  for (const url of apiUrls()) say(`API         ${url}`);
  say(`PostgreSQL  ${postgres.url(database)}`);
  say(`NATS        ${nats.url}`);
  say(`credentials ${join(folder, 'api-0', 'demo-credentials.json')}`);
}

/** `begin` kills one of each kind; `done` says why they do not run again, null if they do. */
function killOneOfEach({ members }: Cluster) {
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const victims = (['api', 'dispatcher'] as const).flatMap((kind) =>
    members.filter((each) => each.kind === kind).slice(0, 1),
  );
  const restarted = begun.then(async () => {
    say(`killing ${victims.map(({ name }) => name).join(' and ')}`);
    await Promise.all(victims.map((victim) => victim.killed()));
    say('they run again');
  });
  return { begin, done: restarted.then(() => null, String) };
}

/** @returns the exit status of the demo */
async function playDemo({ baseUrl, folder }: Cluster, contracting: () => void): Promise<number | null> {
  const demo = spawn(process.execPath, [join(import.meta.dirname, '../../demo/dist/main.js')], {
    env: { ...process.env, BASE_URL: baseUrl, DATA_DIR: join(folder, 'api-0') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  atTheEnd(() => void demo.kill());
  let seen = '';
  demo.stdout.setEncoding('utf8').on('data', (text: string) => {
    process.stdout.write(text);
    if (seen.includes('Contract it')) return;
    seen += text;
    if (seen.includes('Contract it')) contracting();
  });
  const [status] = (await once(demo, 'close')) as [number | null];
  contracting(); // also where the demo broke off before
  return status;
}

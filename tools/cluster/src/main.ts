import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startCluster, type Cluster } from '@affinity-engine/test-faults';
import { releaseAll } from '@affinity-engine/test-harness';

const usage = `Runs a cluster on this machine: PostgreSQL, NATS, two APIs behind a proxy, two dispatchers. Plays the demo
against it, and meanwhile kills one API and one dispatcher and starts them again.

Usage: npm run cluster [-- --keep]

  --keep   stays up after the demo, until Ctrl-C

The exit status is 0 if every promise of the demo held.
`;

const known = new Set(['--keep', '--help', '-h']);
const args = process.argv.slice(2);
const unknown = args.find((arg) => !known.has(arg));
if (unknown !== undefined || args.includes('--help') || args.includes('-h')) {
  process.stdout.write(unknown === undefined ? usage : `unknown argument ${unknown}\n\n${usage}`);
  process.exit(unknown === undefined ? 0 : 2);
}

const say = (text: string): void => void process.stdout.write(`cluster: ${text}\n`);

const held = await run(args.includes('--keep'));
await releaseAll();
process.exit(held ? 0 : 1);

async function run(keep: boolean): Promise<boolean> {
  say('starting PostgreSQL, NATS, two APIs and two dispatchers');
  const cluster = await startCluster({ apis: 2, dispatchers: 2, env: {}, built: true });
  try {
    introduce(cluster);
    const killing = killOneOfEach(cluster);
    const status = await playDemo(cluster, killing.begin);
    const killed = await killing.done;
    const held = status === 0 && killed;
    say(held ? 'the demo held while one API and one dispatcher were killed' : `the demo ended with status ${status}`);
    if (keep) {
      introduce(cluster);
      say('it stays up; Ctrl-C ends it');
      await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    }
    return held;
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

/** `begin` kills one of each kind; `done` says whether they run again. */
function killOneOfEach({ members }: Cluster) {
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const victims = (['api', 'dispatcher'] as const).flatMap((kind) =>
    members.filter((each) => each.kind === kind).slice(0, 1),
  );
  const done = begun.then(async () => {
    say(`killing ${victims.map(({ name }) => name).join(' and ')}`);
    await Promise.all(victims.map((victim) => victim.killed()));
    say('they run again');
    return true;
  });
  return { begin, done };
}

/** @returns the exit status of the demo */
async function playDemo({ baseUrl, folder }: Cluster, contracting: () => void): Promise<number | null> {
  const demo = spawn(process.execPath, [join(import.meta.dirname, '../../demo/dist/main.js')], {
    env: { ...process.env, BASE_URL: baseUrl, DATA_DIR: join(folder, 'api-0') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
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

import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtApi, startMeasured, type Measured, type Program } from '@affinity-engine/tool-bench/engine';
import { load, prepare, type Prepared } from '@affinity-engine/tool-bench/load';
import { contractRequests, credentialsOf, tokenOf } from '@affinity-engine/tool-bench/partner';
import { contracting } from '@affinity-engine/tool-bench/proposal';
import { progress, report, type Row } from '@affinity-engine/tool-bench/report';
import { openLoop } from '../open-loop.js';
import { growthOf, mayGrowBy, type Growth, type Held } from './flat.js';

const perSecond = 60;
const lookEverySeconds = 15;

/** Hours of mixed load, and what grows that should not. A planted leak must be seen in a fraction of the time. */
export async function proveSoak(): Promise<boolean> {
  const minutes = Number(process.env['PROVE_MINUTES'] ?? 120);
  const run = await soaked({ ...builtApi, env: unlimited }, minutes);
  const planted = await soaked(
    { ...builtApi, env: { ...unlimited, NODE_OPTIONS: leaking } },
    Math.max(4, minutes / 20),
  );
  // The same time without it: what grows while the engine is new is no leak.
  const seen = grownMegabytes(planted.held) - grownMegabytes(run.held.slice(0, planted.held.length));
  return report('soak', [
    { figure: 'mixed load', value: minutes, unit: 'minutes', target: '>= 120', pass: minutes >= 120 },
    { figure: 'requests answered', value: run.answered, unit: '' },
    { figure: 'answers that nobody expects', value: run.odd, unit: '', target: 'none', pass: run.odd === 0 },
    {
      figure: 'events delivered',
      value: run.delivered,
      unit: '',
      target: `99 % of ${run.sold}`,
      pass: run.delivered >= 0.99 * run.sold,
    },
    ...growthOf(run.held).flatMap(rowsOf),
    { figure: 'a planted leak is seen', value: seen, unit: 'MB', target: '>= 20', pass: seen >= 20 },
  ]);
}

function grownMegabytes(held: readonly Held[]): number {
  const memory = growthOf(held).find(({ of }) => of === 'megabytes');
  return memory === undefined ? 0 : memory.after - memory.before;
}

const names: Readonly<Record<keyof Held, { readonly name: string; readonly unit: string }>> = {
  megabytes: { name: 'memory', unit: 'MB' },
  handles: { name: 'open files and connections', unit: '' },
  walMegabytes: { name: 'write-ahead log', unit: 'MB' },
  kilobytesEach: { name: 'database for each affinity', unit: 'kB' },
};

function rowsOf({ of, before, after, isFlat }: Growth): readonly Row[] {
  const { name, unit } = names[of];
  const { share, atLeast } = mayGrowBy[of];
  const allowed = [share > 0 && `${share * 100} %`, atLeast > 0 && `${atLeast} ${unit}`.trim()];
  const target = `at most ${allowed.filter((each) => each !== false).join(' or ')} more`;
  return [
    { figure: `${name}, second quarter`, value: before, unit },
    { figure: `${name}, last quarter`, value: after, unit, target, pass: isFlat },
  ];
}

const unlimited = { QUOTATION_PER_MINUTE: '1000000', QUOTATION_PER_DAY: '100000000', LOG_LEVEL: 'error' };

/** 400 kB a second that nobody needs. */
const leaking = `--import=data:text/javascript,${encodeURIComponent(
  'globalThis.kept=[];setInterval(()=>globalThis.kept.push(Buffer.alloc(40_000,1)),100).unref()',
)}`;

type Soaked = {
  readonly held: readonly Held[];
  readonly answered: number;
  readonly odd: number;
  readonly delivered: number;
  readonly sold: number;
};

async function soaked(program: Program, minutes: number): Promise<Soaked> {
  const dataDir = mkdtempSync(join(tmpdir(), 'affinity-prove-soak-'));
  const receiver = await startReceiver();
  const server = await startMeasured(program, dataDir);
  try {
    await subscribe(server, receiver.url);
    const held: Held[] = [];
    let [answered, odd, affinities] = [0, 0, 0];
    for (const until = Date.now() + minutes * 60_000; Date.now() < until;) {
      const { requests, sold } = await mixed(server, affinities);
      await openLoop<Expected>(server.target, {
        perSecond,
        seconds: lookEverySeconds,
        patienceMs: 10_000,
        next: () => requests.pop(),
        onAnswer: ({ key, status }) => {
          answered += 1;
          if (status !== key) odd += 1;
        },
      });
      affinities += sold;
      held.push(heldBy(server, affinities));
      if (held.length % 20 === 0) progress(`${held.length / 4} of ${minutes} minutes: ${JSON.stringify(held.at(-1))}`);
    }
    return { held, answered, odd, delivered: receiver.received(), sold: affinities };
  } finally {
    await server.stop();
    receiver.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The status of an answer. */
type Expected = number;

/** What callers of all kinds send within one look, in any order: sales most of all, and some of what is refused. */
async function mixed(server: Measured, from: number) {
  const { target, dataDir } = server;
  const [partner, admin] = [await tokenOf(server), await tokenOf(server, 'admin')];
  const [bearer, operator] = [partner, admin].map((token) => ({ authorization: `Bearer ${token}` })) as [
    Bearer,
    Bearer,
  ];
  const key = { 'ocp-apim-subscription-key': credentialsOf(dataDir).quotation.subscriptionKey };
  const most = perSecond * lookEverySeconds + 50;
  const sales = await contractRequests(server, partner, Math.ceil(most / 2));
  const others: readonly (readonly [Expected, Prepared])[] = [
    [200, prepare(target, 'GET', '/v1/affinity?rows=20', bearer)],
    [200, prepare(target, 'GET', '/v1/affinity?status=2&sort=-created_at', bearer)],
    [400, prepare(target, 'POST', '/v1/affinity', bearer, { nonsense: from })],
    [401, prepare(target, 'GET', '/v1/affinity', { authorization: 'Bearer none' })],
    [404, prepare(target, 'GET', `/v1/affinity/${crypto.randomUUID()}`, bearer)],
    [200, prepare(target, 'POST', '/v1/quotation/contracting', key, contracting)],
    [200, prepare(target, 'GET', '/v1/quotation/100000/all?sort=-number', key)],
    [200, prepare(target, 'GET', '/ops/v1/partners', operator)],
    [200, prepare(target, 'GET', '/ops/v1/audit', operator)],
    [200, prepare(target, 'GET', '/health/ready', {})],
    [200, prepare(target, 'GET', '/metrics', {})],
  ];
  const requests = Array.from({ length: most }, (_, at) => {
    const sale = at % 2 === 0 ? sales[at / 2] : undefined;
    const [status, bytes] = others[(at >> 1) % others.length] as (typeof others)[number];
    return sale === undefined ? { key: status, bytes } : { key: 200, bytes: sale };
  });
  return { requests, sold: Math.floor((perSecond * lookEverySeconds) / 2) };
}

type Bearer = { readonly authorization: string };

function heldBy(server: Measured, affinities: number): Held {
  const sizeOf = (suffix: string): number => statSync(join(server.dataDir, `affinity-engine.sqlite${suffix}`)).size;
  return {
    megabytes: server.memory() / 1e6,
    handles: readdirSync(`/proc/${server.pid}/fd`).length,
    walMegabytes: sizeOf('-wal') / 1e6,
    kilobytesEach: sizeOf('') / affinities / 1e3,
  };
}

/** The demo partner's events go to the receiver. */
async function subscribe(server: Measured, url: string): Promise<void> {
  const operator = { authorization: `Bearer ${await tokenOf(server, 'admin')}` };
  const path = `/ops/v1/webhook-endpoints/${credentialsOf(server.dataDir).partner.webhookEndpointId}`;
  const { failures } = await load(server.target, [prepare(server.target, 'PATCH', path, operator, { url })], 1);
  if (failures.size > 0) throw new Error(`the url of the receiver is refused: ${[...failures]}`);
}

async function startReceiver() {
  let received = 0;
  const server: Server = createServer((request, response) => {
    received += 1;
    request.resume().on('end', () => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    received: () => received,
    close: () => (server.closeAllConnections(), server.close()),
  };
}

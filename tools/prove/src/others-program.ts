import { Agent, request } from 'undici';

/*
 * The callers beside an attack, in a process of their own, so that the attackers' work does not slow their clock. Each
 * request has its moment; latency counts from there, also if the one before is late.
 */

export type OthersFigures = {
  readonly latencies: readonly number[];
  readonly failures: Readonly<Record<string, number>>;
};

const [baseUrl = '', token = '', perSecond = '40'] = process.argv.slice(2);
const agent = new Agent({ connections: 64, headersTimeout: 20_000, bodyTimeout: 20_000 });
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
const calls = [
  { method: 'POST', path: '/v1/affinity/request', body: JSON.stringify({ product_id: 'personal-life' }) },
  { method: 'GET', path: '/v1/affinity?rows=10', body: null },
] as const;

let latencies: number[] = [];
let failures: Record<string, number> = {};
let sent = 0;

async function call(due: number): Promise<void> {
  const { method, path, body } = calls[sent++ % calls.length] ?? calls[0];
  try {
    const answer = await request(`${baseUrl}${path}`, { method, headers, body, dispatcher: agent });
    await answer.body.dump();
    if (answer.statusCode !== 200) count(String(answer.statusCode));
  } catch (failure) {
    count((failure as NodeJS.ErrnoException).code ?? String(failure));
  }
  latencies.push(performance.now() - due);
}

const count = (what: string): void => void (failures[what] = (failures[what] ?? 0) + 1);

let due = performance.now();
const timer = setInterval(() => {
  for (const now = performance.now(); due <= now; due += 1000 / Number(perSecond)) void call(due);
}, 5);

process.on('message', (wanted) => {
  if (wanted === 'begin') [latencies, failures] = [[], {}];
  else process.send?.({ latencies, failures } satisfies OthersFigures);
});
process.on('disconnect', () => {
  clearInterval(timer);
  process.exit(0);
});

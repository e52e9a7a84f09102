import { builtApi, startMeasured, type Measured } from '@affinity-engine/tool-bench/engine';
import { load, prepare, type Prepared } from '@affinity-engine/tool-bench/load';
import { contractRequests, tokenOf } from '@affinity-engine/tool-bench/partner';
import { median, percentile, progress, report, type Row } from '@affinity-engine/tool-bench/report';
import { watchMemory } from './memory.js';
import { openLoop, type Sent } from './open-loop.js';

const [atPeak, seconds, patienceMs] = [10_000, Number(process.env['PROVE_SECONDS'] ?? 60), 5_000];

/** More creations than the engine can do, from callers who do not wait for each other and give up after 5 seconds. */
export async function proveOverload(): Promise<boolean> {
  const server = await startMeasured(builtApi);
  try {
    const token = await tokenOf(server);
    const peak = await peakOf(server, token);
    progress(`at its peak ${Math.round(peak.perSecond)} creations a second, ${Math.round(peak.cpu)} µs of CPU each`);
    const twice = await overloaded(server, token, peak, 2);
    const rows = [
      { figure: 'creations at the peak', value: peak.perSecond, unit: '/s' },
      ...rowsOf(twice, peak, 2),
      ...(await recovered(server, token)),
      ...rowsOf(await overloaded(server, token, peak, 4), peak, 4),
    ];
    return report('overload', rows);
  } finally {
    await server.stop();
  }
}

type Peak = { readonly perSecond: number; readonly cpu: number };

async function peakOf(server: Measured, token: string): Promise<Peak> {
  const rates: number[] = [];
  let cpu = 0;
  for (let round = 0; round < 3; round += 1) {
    const requests = await contractRequests(server, token, atPeak);
    const before = server.cpuMicroseconds();
    const { seconds: took } = await load(server.target, requests, 64);
    rates.push(atPeak / took);
    cpu = (server.cpuMicroseconds() - before) / atPeak;
  }
  return { perSecond: median(rates), cpu };
}

type Outcome = {
  readonly perSecond: number;
  readonly sent: readonly Sent<number>[];
  readonly grownMegabytes: number;
  readonly cpu: number;
};

async function overloaded(server: Measured, token: string, peak: Peak, times: number): Promise<Outcome> {
  const perSecond = peak.perSecond * times;
  // What is refused is sent again: only what is done needs a request of its own. A few callers give up.
  const requests = await contractRequests(server, token, Math.ceil(peak.perSecond * (seconds * 1.3 + 5 * times)));
  const open = requests.map((_, key) => key);
  const sent: Sent<number>[] = [];
  const memory = watchMemory(server);
  const [before, cpuBefore] = [memory.mostMegabytes(), server.cpuMicroseconds()];
  progress(`${Math.round(perSecond)} creations a second for ${seconds} s`);
  await openLoop<number>(server.target, {
    perSecond,
    seconds,
    patienceMs,
    next: () => {
      const key = open.pop();
      return key === undefined ? undefined : { key, bytes: requests[key] as Prepared };
    },
    onAnswer: (each) => {
      sent.push(each);
      if (each.status === 503) open.unshift(each.key);
    },
  });
  memory.stop();
  return {
    perSecond,
    sent,
    grownMegabytes: memory.mostMegabytes() - before,
    cpu: server.cpuMicroseconds() - cpuBefore,
  };
}

function rowsOf({ perSecond, sent, grownMegabytes, cpu }: Outcome, peak: Peak, times: number): readonly Row[] {
  const of = (status: number) => sent.filter((each) => each.status === status).map(({ ms }) => ms);
  const [done, refused, givenUp] = [of(200), of(503), of(0)];
  const other = sent.length - done.length - refused.length - givenUp.length;
  const goodput = done.length / seconds;
  const [ratio, p99, p99Refused] = [goodput / peak.perSecond, percentile(done, 0.99), percentile(refused, 0.99)];
  const held = times === 2;
  const at = `at ${times} × the peak`;
  return [
    { figure: `${at}: sent`, value: perSecond, unit: '/s' },
    {
      figure: `${at}: done`,
      value: goodput,
      unit: '/s',
      reference: 'the peak',
      ratio,
      ...(held && { target: '>= 0.8 ×', pass: ratio >= 0.8 }),
    },
    {
      figure: `${at}: p99 of what is done`,
      value: p99,
      unit: 'ms',
      ...(held && { target: '<= 1,000', pass: p99 <= 1_000 }),
    },
    {
      figure: `${at}: p99 of a refusal`,
      value: p99Refused,
      unit: 'ms',
      ...(held && { target: '<= 50', pass: p99Refused <= 50 }),
    },
    { figure: `${at}: p50 of a refusal`, value: median(refused), unit: 'ms' },
    { figure: `${at}: given up`, value: givenUp.length, unit: '' },
    { figure: `${at}: other answers`, value: other, unit: '', target: 'none', pass: other === 0 },
    {
      figure: `${at}: memory grew by`,
      value: grownMegabytes,
      unit: 'MB',
      ...(held && { target: '<= 150', pass: grownMegabytes <= 150 }),
    },
    {
      figure: `${at}: CPU of a refusal`,
      value: (cpu - done.length * peak.cpu) / Math.max(1, refused.length),
      unit: 'µs',
    },
  ];
}

/** How long after the load calls are as fast as before. */
async function recovered(server: Measured, token: string): Promise<readonly Row[]> {
  const began = performance.now();
  const call = prepare(
    server.target,
    'POST',
    '/v1/affinity/request',
    { authorization: `Bearer ${token}` },
    { product_id: 'personal-life' },
  );
  for (;;) {
    const { latencies, failures } = await load(server.target, new Array<Prepared>(100).fill(call), 1);
    const took = (performance.now() - began) / 1_000;
    if ((failures.size === 0 && percentile(latencies, 0.99) < 50) || took > 60) {
      return [{ figure: 'as fast as before after', value: took, unit: 's', target: '<= 5', pass: took <= 5 }];
    }
  }
}

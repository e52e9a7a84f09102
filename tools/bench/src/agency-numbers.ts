import { builtApi, startMeasured, type Measured } from './engine.js';
import { load, prepare, type Prepared } from './load.js';
import { credentialsOf } from './partner.js';
import { median, progress, report } from './report.js';

const many = 10_000;
const few = 100;
const repeats = 5;

/** Compares one registration of 10,000 numbers with 100 calls of 100 numbers, one after the other. */
export async function benchAgencyNumbers(): Promise<boolean> {
  const server = await startMeasured({ ...builtApi, env: { LOG_LEVEL: 'warn' } });
  try {
    const headers = await headersOf(server);
    const call = (from: number, count: number) =>
      prepare(server.target, 'POST', '/api/ipn/agency-numbers', headers, registration(from, count));
    const [whole, divided]: [number[], number[]] = [[], []];
    for (let repeat = 0; repeat <= repeats; repeat += 1) {
      const start = repeat * 2 * many;
      const parts = Array.from({ length: many / few }, (_, part) => call(start + part * few, few));
      const hundred = await milliseconds(server, parts);
      const one = await milliseconds(server, [call(start + many, many)]);
      progress(`${many} numbers: in one call ${Math.round(one)} ms, in ${many / few} calls ${Math.round(hundred)} ms`);
      if (repeat === 0) continue; // The first round warms up.
      whole.push(one);
      divided.push(hundred);
    }
    const ratio = median(whole) / median(divided);
    return report('agency-numbers', [
      { figure: `${many / few} registrations of ${few} numbers`, value: median(divided), unit: 'ms' },
      {
        figure: `one registration of ${many} numbers`,
        value: median(whole),
        unit: 'ms',
        reference: `${many / few} of ${few}`,
        ratio,
        target: '<= 1.5 ×',
        pass: ratio <= 1.5,
      },
    ]);
  } finally {
    await server.stop();
  }
}

async function milliseconds({ target }: Measured, requests: readonly Prepared[]): Promise<number> {
  const { seconds, bodies } = await load(target, requests, 1, true);
  const refused = bodies.find((body) => !body.includes('"status"'));
  if (refused !== undefined) throw new Error(`a registration was refused: ${refused.slice(0, 200)}`);
  return seconds * 1000;
}

async function headersOf({ target, dataDir }: Measured): Promise<Readonly<Record<string, string>>> {
  const { hash, secret, brokerToken } = credentialsOf(dataDir).agencyNumbers;
  const answer = await fetch(`http://${target.host}:${target.port}/api/ipn/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ hash, secret }),
  });
  const { token } = (await answer.json()) as { readonly token: string };
  return { authorization: `Bearer ${token}`, 'x-broker-token': brokerToken };
}

const registration = (from: number, count: number) => ({
  agencyNumberSets: [{ baFinId: '5405', agencyNumbers: Array.from({ length: count }, (_, at) => numberOf(from + at)) }],
});

const numberOf = (index: number) => ({
  agencyNumber: `agency-number-${index}`,
  matchCode: `Reference of number ${index}`,
  externalUniqueId: `unique-${index}`,
  defaultForTenders: index % 2 === 0,
  defaultForCalculations: true,
  collectionType: 'insurer_collection',
  internalComment: `comment on number ${index}`,
  active: true,
});

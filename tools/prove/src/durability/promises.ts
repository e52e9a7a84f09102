import { startFaultyReceiver, type Arrival, type Conduct, type FaultyReceiver } from '@affinity-engine/test-faults';
import { clientFor, eventually, type Client, type Engine } from '@affinity-engine/test-harness';
import type { Row } from '@affinity-engine/tool-bench/report';

/** A partner who contracts, and the endpoint that gets the events: what was acknowledged is compared with what came of it. */
export type Promised = {
  readonly acknowledged: readonly string[];
  readonly receiver: FaultyReceiver;
  /** Contracts one affinity. @returns the status, and the sentence of a refusal */
  contract(): Promise<{ readonly status: number; readonly error: string }>;
  /** Contracts so many, eight at a time. */
  contractMany(count: number): Promise<void>;
  /** How many events were answered with 200 again, after the first time. */
  repeated(): number;
  /** Broken promises, once everything has been delivered. */
  broken(): Promise<readonly string[]>;
  close(): Promise<void>;
};

type Answered = { readonly id?: string; readonly error?: string };

const path = '/hooks';

/** @param inCharge who is asked, for example the process that still runs */
export async function promisesOf(inCharge: () => Engine, conduct: () => Conduct = () => '200'): Promise<Promised> {
  const receiver = await startFaultyReceiver();
  const { webhookEndpointId, webhookSecret } = inCharge().credentials.partner;
  receiver.set(path, conduct, webhookSecret);
  const input = { url: receiver.url(path) };
  await clientFor(inCharge(), 'admin').patch(`/ops/v1/webhook-endpoints/${webhookEndpointId}`, input);
  const partners = new Map<Engine, Client>();
  const partner = (): Client => {
    const known = partners.get(inCharge()) ?? clientFor(inCharge(), 'partner');
    partners.set(inCharge(), known);
    return known;
  };
  const acknowledged: string[] = [];
  return { acknowledged, receiver, contract, contractMany, repeated, broken, close: () => receiver.close() };

  async function contract() {
    const prepare = () => partner().post<Answered>('/v1/affinity/request', { product_id: 'personal-life' });
    let request = await prepare();
    if (request.status === 401) {
      // Its token is over: it gets another one.
      partners.delete(inCharge());
      request = await prepare();
    }
    const { status, body } =
      request.status === 200 ? await partner().post<Answered>('/v1/affinity', coverOf(request.body.id)) : request;
    if (status === 200 && body.id !== undefined) acknowledged.push(body.id);
    return { status, error: body.error ?? '' };
  }

  async function contractMany(count: number): Promise<void> {
    let left = count;
    const caller = async (): Promise<void> => {
      for (; left > 0;) {
        left -= 1;
        await contract();
      }
    };
    await Promise.all(Array.from({ length: 8 }, caller));
  }

  function repeated(): number {
    const delivered = receiver.arrivals(path).filter(({ conduct }) => conduct === '200');
    return delivered.length - new Set(delivered.map(({ sequence }) => sequence)).size;
  }

  async function broken(): Promise<readonly string[]> {
    const stored = await storedIn(clientFor(inCharge(), 'partner'));
    const admin = clientFor(inCharge(), 'admin');
    const log = await eventually(
      async () => {
        const deliveries = await deliveriesIn(admin, webhookEndpointId);
        if (deliveries.some(({ status }) => status === 'pending')) throw new Error('events wait');
        return deliveries;
      },
      { deadline: 30_000, every: 200 },
    ).catch(() => deliveriesIn(admin, webhookEndpointId));
    const lost = acknowledged.filter((id) => !stored.has(id));
    const events = new Set(log.map(({ subject }) => subject));
    return [
      ...lost.map((id) => `acknowledged ${id} is not stored`),
      ...acknowledged.filter((id) => !events.has(id)).map((id) => `acknowledged ${id} has no event`),
      ...(log.length === stored.size ? [] : [`${log.length} events for ${stored.size} affinities`]),
      ...log.flatMap(logProblems),
      ...orderProblems(receiver.arrivals(path), log.length),
    ];
  }
}

const coverOf = (request: string | undefined) => ({
  affinity_request_id: request,
  lifetime_start: '2027-01-01',
  lifetime_end: '2027-12-31',
  plan_id: 'essential',
  affinity_holder: { first_name: 'Inês', last_name: 'Conceição', cpf: '52998224725', birth_date: '1990-05-17' },
});

type Arrived = Pick<Arrival, 'sequence' | 'conduct' | 'signed' | 'inFlight'>;

/** First arrivals are complete and in order: none comes before the one before it was answered with 200, nor two at once. */
export function orderProblems(arrivals: readonly Arrived[], count: number): readonly string[] {
  const problems: string[] = [];
  let delivered = 0;
  for (const { sequence, conduct, signed, inFlight } of arrivals) {
    if (inFlight > 1) problems.push(`${sequence} came while another was under way`);
    if (!signed) problems.push(`${sequence} is not signed rightly`);
    if (sequence > delivered + 1) problems.push(`${sequence} came before ${delivered + 1} was delivered`);
    if (conduct === '200') delivered = Math.max(delivered, sequence);
  }
  return delivered === count ? problems : [...problems, `${delivered} of ${count} events arrived`];
}

type Delivery = {
  readonly sequence: number;
  readonly subject: string;
  readonly status: string;
  readonly attempts: readonly { readonly delivered: boolean; readonly takeover: boolean }[];
};

/** An event that was answered with 200 twice is explained: another process took over from one that did not release it. */
function logProblems({ sequence, status, attempts }: Delivery): readonly string[] {
  const delivered = attempts.filter((each) => each.delivered).length;
  const isExplained = attempts.some(({ takeover }) => takeover);
  return [
    ...(status === 'delivered' ? [] : [`${sequence} is ${status}`]),
    ...(delivered <= 1 || isExplained ? [] : [`${sequence} was delivered ${delivered} times, unexplained`]),
  ];
}

type Page<Item> = { readonly items: readonly Item[]; readonly cursor: string | null };

async function pagesOf<Item>(client: Client, call: string): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query: Record<string, string | number> = { rows: 100, ...(cursor === '' ? {} : { cursor }) };
    const { status, body } = await client.get<Page<Item>>(call, { query });
    if (status !== 200) throw new Error(`${call} was answered with ${status}: ${JSON.stringify(body)}`);
    found.push(...body.items);
    cursor = body.cursor;
  }
  return found;
}

const storedIn = async (partner: Client): Promise<ReadonlySet<string>> =>
  new Set((await pagesOf<{ readonly id: string }>(partner, '/v1/affinity')).map(({ id }) => id));

export const deliveriesIn = (admin: Client, endpoint: string): Promise<readonly Delivery[]> =>
  pagesOf<Delivery>(admin, `/ops/v1/webhook-endpoints/${endpoint}/deliveries`);

export const must = (figure: string, value: number, target: string, pass: boolean): Row => ({
  figure,
  value,
  unit: '',
  target,
  pass,
});

export const none = (figure: string, found: readonly string[]): Row => {
  for (const each of found.slice(0, 5)) console.log(`${figure}: ${each}`);
  return must(figure, found.length, 'none', found.length === 0);
};

import type { Advance, Claim, Courier, DeliveryQueue, Endpoint, Sent, SideLineChange } from '@affinity-engine/webhook';
import type { Alterations, DeliveryPorts, Surroundings } from '../alterations.js';
import { defect, type Defect } from './defect.js';

const quietly = <Of>(promise: Promise<Of>): Promise<Of | null> => promise.catch(() => null);

/** A queue in which one thing is done differently. */
const queueThat = (
  change: (queue: DeliveryQueue, surroundings: Surroundings) => Partial<DeliveryQueue>,
): Alterations => ({
  delivery: (ports, surroundings) => ({ ...ports, queue: { ...ports.queue, ...change(ports.queue, surroundings) } }),
});

const releaseThat = (change: (progress: Advance, retryInMs: number | null) => readonly [Advance, number | null]) =>
  queueThat((queue) => ({
    release: (claim, progress, retryInMs) => queue.release(claim, ...change(progress, retryInMs)),
  }));

/** Side lines are stored otherwise. */
const linesThat = (change: (line: SideLineChange) => SideLineChange): Alterations => {
  const changed = (progress: Advance): Advance => ({ ...progress, lines: progress.lines.map(change) });
  return queueThat((queue) => ({
    advance: (claim, progress, leaseMs) => queue.advance(claim, changed(progress), leaseMs),
    release: (claim, progress, retryInMs) => queue.release(claim, changed(progress), retryInMs),
  }));
};

const courierThat = (change: (send: Courier['send']) => Courier['send']): Alterations => ({
  delivery: (ports) => ({ ...ports, courier: { send: change(ports.courier.send) } }),
});

/** Takes other answers for 200. */
const accepting = (isAccepted: (statusCode: number) => boolean): Alterations =>
  courierThat((send) => async (...request): Promise<Sent> => {
    const sent = await send(...request);
    return sent.statusCode !== null && isAccepted(sent.statusCode) ? { ...sent, statusCode: 200 } : sent;
  });

/** Sends nothing before the cursor has passed it. */
function markedFirst({ queue, courier, clock }: DeliveryPorts): DeliveryPorts {
  const claims = new Map<string, Claim>();
  return {
    clock,
    queue: {
      ...queue,
      async claim(limit, leaseMs, failing) {
        const claimed = await queue.claim(limit, leaseMs, failing);
        for (const claim of claimed) claims.set(claim.endpoint.id, claim);
        return claimed;
      },
    },
    courier: {
      async send(endpoint, event, options) {
        const claim = claims.get(endpoint.id);
        const progress = { cursor: event.sequence, failures: 0, attempts: [], lines: [] };
        if (claim !== undefined) await quietly(queue.advance(claim, progress, 6_000));
        return courier.send(endpoint, event, options);
      },
    },
  };
}

function rememberingUrls(send: Courier['send']): Courier['send'] {
  const urls = new Map<string, Endpoint['url']>();
  return (endpoint, ...rest) => {
    if (!urls.has(endpoint.id)) urls.set(endpoint.id, endpoint.url);
    return send({ ...endpoint, url: urls.get(endpoint.id) ?? null }, ...rest);
  };
}

/** Defects of dispatchers and of the relay of the feed. */
export const deliveryDefects: readonly Defect[] = [
  defect('marks delivered before it sends', ['I5', 'I6', 'I8'], 50, { delivery: markedFirst }),
  defect('trusts hints, and sweeps never', ['I5'], 100, { dispatcher: { sweepMs: 1e9 } }),
  defect(
    'takes a redirect for success',
    ['I5', 'I6'],
    100,
    accepting((code) => code >= 300 && code < 400),
  ),
  defect(
    'takes 201 and 204 for success',
    ['I5', 'I6'],
    100,
    accepting((code) => code > 200 && code < 300),
  ),
  defect(
    'skips the head after some failures',
    ['I5', 'I6'],
    100,
    releaseThat((progress, retryInMs) => [
      progress.failures >= 2 ? { ...progress, cursor: progress.cursor + 1 } : progress,
      retryInMs,
    ]),
  ),
  defect(
    'gives up after some failures',
    ['I5'],
    100,
    releaseThat((progress, retryInMs) => [progress, progress.failures >= 2 ? 1e9 : retryInMs]),
  ),
  defect(
    'drops the rest of a replay after a failure',
    ['I5'],
    200,
    linesThat((line) => (line.kind === 'replay' && line.failures > 0 ? { ...line, done: true } : line)),
  ),
  defect(
    'drops a lane after a second failure',
    ['I5'],
    200,
    linesThat((line) => (line.kind === 'held' && line.failures > 1 ? { ...line, done: true } : line)),
  ),
  defect(
    'ignores the back-off',
    ['I11'],
    100,
    releaseThat((progress, retryInMs) => [progress, retryInMs === null ? null : 0]),
  ),
  defect(
    'claims without a lease',
    ['I8'],
    50,
    queueThat((queue) => ({ claim: (limit, _, failing) => queue.claim(limit, 0, failing) })),
  ),
  defect('goes by the url that it read first', ['I7'], 200, courierThat(rememberingUrls)),
  defect('signs other bytes than it sends', ['I13'], 10, { signed: (body) => `${body}\n` }),
  defect(
    'signs with the oldest key only',
    ['I13'],
    300,
    courierThat(
      (send) =>
        (endpoint, ...rest) =>
          send({ ...endpoint, secrets: endpoint.secrets.slice(-1) }, ...rest),
    ),
  ),
  defect(
    'logs no attempts that failed',
    ['I12'],
    100,
    queueThat((queue) => ({
      advance: (claim, progress, leaseMs) => queue.advance(claim, { ...progress, attempts: [] }, leaseMs),
      release: (claim, progress, retryInMs) => queue.release(claim, { ...progress, attempts: [] }, retryInMs),
    })),
  ),
  defect(
    'does not say that it took over',
    ['I12'],
    100,
    queueThat((queue) => ({
      claim: async (...wanted) =>
        (await queue.claim(...wanted)).map((claim) => ({ ...claim, takeover: false, maybeSentUpTo: 0 })),
    })),
  ),
  defect(
    'counts a lease by a clock that stands while it is paused',
    ['I8'],
    500,
    {
      delivery: (ports, { life }) => ({
        ...ports,
        clock: { ...ports.clock, elapsed: () => ports.clock.elapsed() - life.pausedMs() },
      }),
    },
    69,
  ),
  defect(
    'takes the stream for whole after an interruption',
    ['I5', 'I6'],
    500,
    {
      stream: (stream) => ({ ...stream, open: async () => ({ ...(await stream.open()), session: 0 }) }),
    },
    80,
  ),
  defect('does not wait for acknowledgements of the stream', ['I5', 'I6'], 300, {
    stream: (stream) => ({ ...stream, publish: async (event) => void quietly(stream.publish(event)) }),
  }),
];

import { createHmac } from 'node:crypto';
import { isStopped, type Endpoint, type EndpointId } from '@affinity-engine/webhook';
import type { EndpointRow } from '@affinity-engine/webhook/testing';
import type { History, WatchParts } from './watch.js';
import type { Arrival, UnderWay } from './receivers.js';

/** More tries of one event than this within ten seconds are a hot loop. */
const [mostTries, withinMs] = [12, 10_000];

/** Longer than a claim goes on after a change: a lease, and a turn. */
const seenLateMs = 18_000;

/**
 * Checks each request: one at a time (I8), no hot loop (I11), committed (I7), in order (I6), signed (I13). Order is
 * checked while the endpoint's ordering promises it.
 */
export function watchDeliveries(
  { world, database, receivers, sometimes, broken }: WatchParts,
  { endpoints }: History,
): void {
  const tries = new Map<string, number[]>();
  /** What was answered with 200. */
  const accepted = new Map<EndpointId, Set<number>>();
  const arrived = new Map<EndpointId, Set<number>>();

  receivers.onSend((sending, endpoint) => {
    oneAtATime(sending);
    const key = `${sending.event.id}${sending.replay ? ', replayed' : ''}`;
    // Several replays of one event have their own back-offs.
    const replays = [...rowOf(endpoint).lines.values()].filter(({ kind }) => kind === 'replay').length;
    const most = mostTries * (sending.replay ? Math.max(1, replays) : 1);
    const recent = (tries.get(key) ?? []).filter((at) => at > world.now() - withinMs);
    tries.set(key, [...recent, world.now()]);
    if (recent.length >= most) broken('I11', `${key} is tried ${recent.length + 1} times within ten seconds`);
    asConfigured(endpoint);
    const stored = rowOf(endpoint).endpoint;
    if (stored.secrets[0] !== endpoint.secrets[0]) sometimes.reached('a secret rotated between claim and send');
  });

  receivers.onArrival((arrival) => {
    const { endpointId: id, sequence, statusCode, replay } = arrival;
    const row = database.committed.endpoints.get(id) as EndpointRow;
    committedBefore(arrival, row);
    if (!isSigned(arrival)) broken('I13', `${arrival.id} is not signed with a key of ${id}`);
    const [seen, good] = [of(arrived, id), of(accepted, id)];
    if (!replay && !seen.has(sequence)) inOrder(arrival, row, good);
    if (!replay) seen.add(sequence);
    if (statusCode === 200) good.add(sequence);
  });

  /** Nothing goes to an endpoint as it was configured long ago, or that was stopped long ago. */
  function asConfigured({ id, url }: Endpoint): void {
    const recent = configuredLately(id);
    if (!recent.some((each) => each.url === url))
      broken('I7', `${id} gets a request at ${String(url)}, its earlier url`);
    if (recent.every(isStopped)) broken('I7', `${id} gets a request although it is stopped`);
  }

  /** The configurations that were in force since a dispatcher may have read the oldest of them. */
  function configuredLately(id: EndpointId, ms: number = seenLateMs): readonly Endpoint[] {
    const states = endpoints.get(id) ?? [];
    return states
      .filter((_, at) => (states[at + 1]?.changedAt ?? Infinity) > world.now() - ms)
      .map(({ endpoint }) => endpoint);
  }

  function rowOf({ id }: Endpoint): EndpointRow {
    return database.committed.endpoints.get(id) as EndpointRow;
  }

  /** A process that was paused meanwhile does not know that its lease is over. */
  function oneAtATime({ endpointId, life }: UnderWay): void {
    for (const other of receivers.underWay) {
      if (other.endpointId !== endpointId || other.life.isOver()) continue;
      const wasPaused = other.life.isPaused() || other.life.pauses() > other.pausesBefore;
      if (!wasPaused) broken('I8', `${life.name} and ${other.life.name} send to ${endpointId} at the same time`);
    }
  }

  function committedBefore({ id, sequence, body, type }: Arrival, row: EndpointRow): void {
    const event = row.events[sequence - 1];
    if (event === undefined || event.id !== id || event.body !== body || event.type !== type)
      broken('I7', `${id} arrived, which is not committed so`);
  }

  /** Each event before it was accepted or skipped: of the endpoint, or of the same affinity. */
  function inOrder({ endpointId, sequence, subject, id }: Arrival, row: EndpointRow, good: ReadonlySet<number>): void {
    const orderings = (endpoints.get(endpointId) ?? []).map(({ endpoint }) => endpoint.ordering);
    if (orderings.includes('none')) return;
    const isWhole = !orderings.includes('affinity');
    const missing = row.events.find(
      (event) =>
        event.sequence < sequence &&
        (isWhole || event.subject === subject) &&
        !event.skipped &&
        !good.has(event.sequence),
    );
    if (missing !== undefined) broken('I6', `${id} arrived before ${missing.sequence} was accepted`);
  }

  /** With the newest key of a configuration that was in force lately. */
  function isSigned({ endpointId, id, timestamp, body, signature }: Arrival): boolean {
    const secrets = new Set(configuredLately(endpointId).flatMap((each) => each.secrets.slice(0, 1)));
    const signatures = signature.split(' ');
    return [...secrets].some((secret) => {
      const hmac = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'));
      return signatures.includes(`v1,${hmac.update(`${id}.${timestamp}.${body}`).digest('base64')}`);
    });
  }
}

function of(sets: Map<EndpointId, Set<number>>, id: EndpointId): Set<number> {
  let set = sets.get(id);
  if (set === undefined) sets.set(id, (set = new Set()));
  return set;
}

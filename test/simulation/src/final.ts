import type { Affinity, PreparedAffinity } from '@affinity-engine/affinity';
import { feedEventId, type ChangedEndpoint } from '@affinity-engine/webhook';
import type { EndpointRow } from '@affinity-engine/webhook/testing';
import type { Database } from './database-port.js';
import type { Fleet } from './fleet.js';
import type { Receivers } from './receivers.js';
import type { StreamServer } from './stream.js';
import type { History } from './watch.js';

export type FinalParts = {
  readonly database: Database;
  readonly receivers: Receivers;
  readonly stream: StreamServer;
  readonly fleet: Fleet;
  readonly history: History;
  readonly broken: (invariant: string, what: string) => void;
};

/** What is not delivered or relayed yet. */
export function undone({ database, stream }: Pick<FinalParts, 'database' | 'stream'>): readonly string[] {
  const { endpoints, feedOwners } = database.committed;
  const waiting = [...endpoints.values()].flatMap(({ endpoint, cursor, lastSequence, lines }) =>
    cursor < lastSequence || lines.size > 0
      ? [`${endpoint.id} is at ${cursor} of ${lastSequence}, ${lines.size} lines`]
      : [],
  );
  const relayed = [...feedOwners].flatMap(([owner, { lastSequence, relayed: stored }]) => {
    const last = stream.messages().findLast(({ ownerId }) => ownerId === owner);
    return last?.sequence === lastSequence && stored === lastSequence
      ? []
      : [`the stream has ${String(last?.sequence)} of ${lastSequence} of ${owner}, ${stored} are said to be relayed`];
  });
  return [...waiting, ...relayed];
}

/** Checks what there is at the end: I1, I2, I5, I12. */
export function checkEnd(parts: FinalParts): void {
  for (const problem of undone(parts)) parts.broken('I5', problem);
  checkDeliveries(parts);
  checkReplays(parts);
  checkStream(parts);
  checkAcknowledged(parts);
  checkSuccessors(parts);
  checkEffects(parts);
}

function checkDeliveries({ database, receivers, broken }: FinalParts): void {
  for (const row of database.committed.endpoints.values()) {
    const { endpoint, events } = row;
    const arrivals = receivers.arrivals.filter(({ endpointId }) => endpointId === endpoint.id);
    const accepted = new Set(arrivals.flatMap(({ sequence, statusCode }) => (statusCode === 200 ? [sequence] : [])));
    for (const { sequence, skipped, id } of events) {
      if (!skipped && !accepted.has(sequence)) broken('I5', `${id} was never accepted`);
      if (!skipped) explained(row, sequence, arrivals, broken);
    }
  }
}

/** Replays came to their ends, where none was called off. */
function checkReplays({ fleet, receivers, broken }: FinalParts): void {
  const done = resultsOf(fleet).map(({ what }) => what);
  for (const what of done) {
    const [, from, to, id] = /^replay (\d+)-(\d+) .* (\S+)$/.exec(what) ?? [];
    if (id === undefined || done.some((other) => other.startsWith('call off') && other.endsWith(` ${id}`))) continue;
    for (let sequence = Number(from); sequence <= Number(to); sequence += 1) {
      const came = receivers.arrivals.some(
        (each) => each.endpointId === id && each.sequence === sequence && each.replay && each.statusCode === 200,
      );
      if (!came) broken('I5', `${what}: ${sequence} was not accepted`);
    }
  }
}

/** An event that came again after it was accepted: the log says that it failed, or that there was a doubt. */
function explained(
  { attempts, endpoint }: EndpointRow,
  sequence: number,
  arrivals: Receivers['arrivals'],
  broken: FinalParts['broken'],
): void {
  const own = arrivals.filter((arrival) => arrival.sequence === sequence && !arrival.replay);
  const first = own.findIndex(({ statusCode }) => statusCode === 200);
  if (first === -1 || first === own.length - 1) return;
  const logged = attempts.filter((attempt) => attempt.sequence === sequence && !attempt.replay);
  if (!logged.some(({ delivered, takeover }) => takeover || !delivered))
    broken('I12', `${endpoint.id} got ${sequence} ${own.length} times, and the log has no reason`);
}

/** The stream has all events of each owner, once, in order. */
function checkStream({ database, stream, broken }: FinalParts): void {
  for (const [owner, { events }] of database.committed.feedOwners) {
    const there = stream.messages().filter(({ ownerId }) => ownerId === owner);
    const [wanted, found] = [events, there].map((list) => list.map(feedEventId).join(' '));
    if (wanted !== found) broken('I6', `the stream has of ${owner}: ${found}`);
  }
}

const standing: readonly string[] = ['pending', 'issued', 'renewed'];
const undoing: readonly string[] = ['not-issued', 'regret', 'before-start'];

/** An affinity has one successor that stands at most, and is not renewed by one that came to nothing (I4). */
function checkSuccessors({ database, broken }: FinalParts): void {
  const all = [...database.committed.affinities.values()];
  for (const { id, status, renewedBy } of all) {
    const successors = all.filter(({ renewedFrom }) => renewedFrom === id);
    const stand = successors.filter((each) => standing.includes(each.status));
    if (stand.length > 1) broken('I4', `${id} has ${stand.length} successors`);
    const named = successors.find((each) => each.id === renewedBy);
    const isUndone =
      named?.status === 'expired' ? named.issuedAt === null : undoing.includes(named?.cancellation?.rule ?? '');
    if (status === 'renewed' && (named === undefined || isUndone)) broken('I4', `${id} is renewed by nothing`);
    if (named === undefined && stand.length > 0 && standing.includes(status))
      broken('I4', `${id} does not name its successor`);
  }
}

type Result = { readonly affinity?: Affinity } & Partial<ChangedEndpoint> & Partial<PreparedAffinity>;

const resultsOf = ({ acknowledged }: Fleet) =>
  acknowledged.flatMap(({ what, ended }) => ('result' in ended ? [{ what, result: ended.result as Result }] : []));

/** What was acknowledged is there, or was, and was changed by legal transitions since (I1). */
function checkAcknowledged({ fleet, history, database, broken }: FinalParts): void {
  for (const { what, result } of resultsOf(fleet)) {
    const lost = (part: string): void => broken('I1', `${what} was acknowledged, and ${part} is lost`);
    const { request, affinity, newSecret } = result ?? {};
    if (request !== undefined && !database.committed.requests.has(request.id)) lost(request.id);
    if (affinity !== undefined && affinity.status !== undefined) {
      const states = history.affinities.get(affinity.id) ?? [];
      if (!states.some(({ status }) => status === affinity.status)) lost(`${affinity.id} ${affinity.status}`);
      if (states.at(-1)?.version !== database.committed.affinities.get(affinity.id)?.version) lost(affinity.id);
      const kept = states.at(-1);
      if (what.startsWith('cancel') && kept?.status !== 'canceled') lost('the cancellation');
    }
    if (newSecret !== undefined && newSecret !== null) {
      const wasKept = [...history.endpoints.values()]
        .flat()
        .some(({ endpoint }) => endpoint.secrets.includes(newSecret));
      if (!wasKept) lost('the new key');
    }
    const [, skippedAt] = /^skip by .* (\S+)$/.exec(what) ?? [];
    const row = skippedAt === undefined ? undefined : database.committed.endpoints.get(skippedAt);
    if (row !== undefined && row.events[Number(result) - 1]?.skipped !== true) lost(`the skip of ${String(result)}`);
  }
}

/**
 * Each key had one effect (I2): as many things were made as calls were answered. One that was refused after a first try
 * got no answer may have had its effect since: the first try was on its way for long.
 */
function checkEffects({ fleet, database, history, broken }: FinalParts): void {
  const { requests, affinities } = database.committed;
  const renewals = new Set(
    [...affinities.values()].flatMap(({ renewedFrom, requestId }) => (renewedFrom === null ? [] : [requestId])),
  );
  const keys = [...history.endpoints.values()].map(
    (states) => new Set(states.flatMap(({ endpoint }) => endpoint.secrets)).size - 1,
  );
  const made = {
    request: requests.size - renewals.size,
    contract: affinities.size - renewals.size,
    renew: renewals.size,
    replay: history.replays,
    skip: [...database.committed.endpoints.values()].flatMap(({ events }) => events.filter(({ skipped }) => skipped))
      .length,
    rotate: keys.reduce((sum, count) => sum + count, 0),
  };
  for (const [kind, count] of Object.entries(made)) {
    const calls = fleet.acknowledged.filter(({ what }) => what.startsWith(`${kind} `));
    // An event may be skipped twice: its lane was stored as held once more by a request that was under way.
    const effects = calls.flatMap(({ what, key, ended }) =>
      'result' in ended ? [kind === 'skip' ? `${what.split(' ').at(-1)} ${String(ended.result)}` : key] : [],
    );
    const done = new Set(effects).size;
    const doubtful = calls.reduce(
      (sum, { what, ended, tries }) =>
        what.includes('without a key') ? sum + tries - 1 : 'refused' in ended && tries > 1 ? sum + 1 : sum,
      0,
    );
    if (count < done) broken('I1', `${done} times ${kind} was acknowledged, and was done ${count} times`);
    if (count > done + doubtful) broken('I2', `${kind} was done ${count} times for ${done} calls`);
  }
}

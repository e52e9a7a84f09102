import type { Affinity, AffinityStatus } from '@affinity-engine/affinity';
import type { EndpointRow, FeedOwnerRow, StoredEvent } from '@affinity-engine/webhook/testing';
import type { EndpointId } from '@affinity-engine/webhook';
import type { Database } from './database-port.js';
import type { Receivers } from './receivers.js';
import { problemsOfSums } from './sums.js';
import type { Sometimes } from './sometimes.js';
import type { Change } from './tables.js';
import type { World } from './world.js';

/** A configuration of an endpoint, and when it came into force. */
export type Configured = { readonly endpoint: EndpointRow['endpoint']; readonly changedAt: number };

/** What was seen of every commit, for the checks at the end. */
export type History = {
  /** The states of each affinity, in the order of commits. */
  readonly affinities: ReadonlyMap<string, readonly Affinity[]>;
  /** The configurations of each endpoint. */
  readonly endpoints: ReadonlyMap<EndpointId, readonly Configured[]>;
  /** How many replays were added. */
  readonly replays: number;
};

export type WatchParts = {
  readonly world: World;
  readonly database: Database;
  readonly receivers: Receivers;
  readonly sometimes: Sometimes;
  readonly broken: (invariant: string, what: string) => void;
  /** Whether a renewal of it is under way. */
  readonly isRenewing: (affinityId: string) => boolean;
};

/** All transitions, and the event of each. Written here once more, so that the table of production is checked. */
const transitions: Readonly<Record<string, string | null>> = {
  'none pending': null,
  'none issued': 'affinity.issued',
  'pending issued': 'affinity.issued',
  'pending canceled': 'affinity.canceled',
  'pending expired': 'affinity.expired',
  'issued canceled': 'affinity.canceled',
  'issued expired': 'affinity.expired',
  'issued renewed': 'affinity.renewed',
  'renewed canceled': 'affinity.canceled',
  'renewed issued': 'affinity.reinstated',
  'renewed expired': 'affinity.reinstated',
};

type Body = { readonly id: string; readonly status: AffinityStatus; readonly version: number };
type Of<Table extends Change['table']> = Extract<Change, { readonly table: Table }>;

/** Checks each commit: one event for each change of state (I3), legal transitions (I4), cursors (I9), sums (I10). */
export function watchCommits({ world, database, receivers, sometimes, broken, isRenewing }: WatchParts): History {
  const affinities = new Map<string, Affinity[]>();
  const endpoints = new Map<EndpointId, Configured[]>();
  const dams = new Set<EndpointId>();
  let replays = 0;
  for (const { endpoint } of database.committed.endpoints.values())
    endpoints.set(endpoint.id, [{ endpoint, changedAt: 0 }]);

  database.onCommit((changes) => {
    for (const { table, key } of changes) world.note('database', `writes ${table} ${key}`);
    const happened = new Map<string, string>();
    for (const change of changes) if (change.table === 'affinities') affinityChanged(change, happened);
    for (const change of changes) {
      if (change.table === 'feedOwners') feedChanged(change, happened, changes);
      if (change.table === 'endpoints') endpointChanged(change);
    }
    const informed = new Set(
      changes.flatMap((change) =>
        change.table === 'feedOwners' ? newEvents(change).map(({ subject }) => subject) : [],
      ),
    );
    for (const [id, type] of happened) if (!informed.has(id)) broken('I3', `${id} changed without ${type}`);
  });
  return {
    affinities,
    endpoints,
    get replays() {
      return replays;
    },
  };

  function affinityChanged({ key, before, after }: Of<'affinities'>, happened: Map<string, string>): void {
    if (after === undefined || after === before) return;
    const states = affinities.get(key) ?? [];
    affinities.set(key, [...states, after]);
    for (const problem of problemsOfSums(after)) broken('I10', `${key}: ${problem}`);
    if (before !== undefined && after.version !== before.version + 1)
      broken('I4', `${key} goes from version ${before.version} to ${after.version}`);
    if (before?.status === after.status) return;
    const transition = `${before?.status ?? 'none'} ${after.status}`;
    const type = transitions[transition];
    if (type === undefined) broken('I4', `${key} goes from ${transition}`);
    else if (type !== null) happened.set(key, type);
    if (type === 'affinity.reinstated') sometimes.reached('an affinity reinstated, since its successor was undone');
    if (after.status === 'expired' && isRenewing(key)) sometimes.reached('expiry crossing renewal');
  }

  function feedChanged(change: Of<'feedOwners'>, happened: ReadonlyMap<string, string>, all: readonly Change[]): void {
    const { key: ownerId, before, after } = change;
    const events = newEvents(change);
    events.forEach(({ sequence, subject, type }, at) => {
      if (sequence !== (before?.lastSequence ?? 0) + at + 1)
        broken('I3', `the feed of ${ownerId} has a gap at ${sequence}`);
      if (type.startsWith('affinity.') && happened.get(subject) !== type)
        broken('I3', `${type} of ${subject}, which did not change so`);
    });
    const subjects = events.filter(({ type }) => type.startsWith('affinity.')).map(({ subject }) => subject);
    if (new Set(subjects).size !== subjects.length) broken('I3', `two events for one change: ${subjects.join(', ')}`);
    const relayed = after?.relayed ?? 0;
    if (relayed !== 0 && relayed < (before?.relayed ?? 0))
      broken('I9', `the feed of ${ownerId} goes back to ${relayed}`);
    if (events.length === 0) return;
    for (const { endpoint } of database.committed.endpoints.values()) {
      if (endpoint.ownerId !== ownerId) continue;
      const row = all.find((each): each is Of<'endpoints'> => each.table === 'endpoints' && each.key === endpoint.id);
      const appended = row?.after?.events.slice(row.before?.events.length ?? 0) ?? [];
      compareBodies(endpoint.id, events, appended);
    }
  }

  /** What an endpoint is sent is what the feed has, and says how the affinity is stored. */
  function compareBodies(id: EndpointId, events: FeedOwnerRow['events'], appended: readonly StoredEvent[]): void {
    const named = (list: readonly { readonly type: string; readonly subject: string }[]) =>
      list.map(({ type, subject }) => `${type} ${subject}`).join(', ');
    if (named(events) !== named(appended)) broken('I3', `${id} gets ${named(appended)} instead of ${named(events)}`);
    for (const { type, subject, body } of appended) {
      if (!type.startsWith('affinity.')) continue;
      const said = JSON.parse(body) as Body;
      const state = affinities.get(subject)?.at(-1);
      if (said.id !== subject || said.status !== state?.status)
        broken('I3', `${type} of ${subject} says ${said.status}, stored is ${String(state?.status)}`);
    }
  }

  function endpointChanged({ key, before, after }: Of<'endpoints'>): void {
    if (after === undefined || before === undefined) return;
    if (after.cursor < before.cursor)
      broken('I9', `the cursor of ${key} goes back from ${before.cursor} to ${after.cursor}`);
    const appended = after.events.slice(before.events.length);
    if (after.lastSequence !== before.lastSequence + appended.length)
      broken('I3', `${key} has no sequence for each event`);
    appended.forEach(({ sequence }, at) => {
      if (sequence !== before.lastSequence + at + 1) broken('I3', `${key} has a gap at ${sequence}`);
    });
    if (after.endpoint !== before.endpoint)
      endpoints.set(key, [...(endpoints.get(key) ?? []), { endpoint: after.endpoint, changedAt: world.now() }]);
    const added = [...after.lines.values()].filter(({ id, kind }) => kind === 'replay' && !before.lines.has(id));
    replays += added.length;
    noteSometimes(key, before, after, added.length > 0);
  }

  function noteSometimes(id: EndpointId, before: EndpointRow, after: EndpointRow, isReplayAdded: boolean): void {
    const isUnderWay = [...receivers.underWay].some(({ endpointId }) => endpointId === id);
    if (after.epoch > before.epoch && before.claimed > 0 && isUnderWay)
      sometimes.reached('a lease ended while a request was in flight');
    const isReleased = before.claimed > 0 && after.claimed === 0;
    const hasNew = isReleased && after.failures === 0 && after.lastSequence > after.cursor;
    if (hasNew) sometimes.reached('a release that found new events');
    if (after.failures > 0 && after.lastSequence - after.cursor >= 2) dams.add(id);
    if (dams.has(id) && after.cursor === after.lastSequence && after.lines.size === 0) {
      dams.delete(id);
      sometimes.reached('a dam drained');
    }
    const skipped = after.events.filter((event, at) => event.skipped && before.events[at]?.skipped === false);
    const inFlight = [...receivers.underWay].some(
      ({ endpointId, event }) => endpointId === id && skipped.some(({ sequence }) => sequence === event.sequence),
    );
    if (inFlight) sometimes.reached('a skip while in flight');
    const failsReplay = [...after.lines.values()].some(({ kind, failures }) => kind === 'replay' && failures > 0);
    if (failsReplay || (isReplayAdded && after.failures > 0)) sometimes.reached('a replay crossing a failure');
    if (after.endpoint.url !== before.endpoint.url && before.failures > 0)
      sometimes.reached('an endpoint repointed while dammed');
  }
}

const newEvents = ({ before, after }: Of<'feedOwners'>): FeedOwnerRow['events'] =>
  after?.events.slice(before?.events.length ?? 0) ?? [];

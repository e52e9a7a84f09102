import { epochMilliseconds, instantAt, type Ids } from '@affinity-engine/kernel';
import type { AlertChannel, AlertedDam, AlertedEndpoint, DamAlert, SharedValues } from './alert-ports.js';
import type { Dam, DeliveryLists, DownEndpoint } from './delivery-lists.js';
import type { EndpointId } from './endpoint.js';
import type { MachineClock } from './ports.js';

export type AlertSettings = {
  /** How long an endpoint is dammed before there is an alert: most receivers are back soon. */
  readonly afterMs: number;
  /** After which an endpoint that is still dammed is named again; 0: never. */
  readonly remindMs: number;
};

export type AlertParts = {
  readonly lists: Pick<DeliveryLists, 'down' | 'dams' | 'delivery'>;
  readonly values: SharedValues;
  readonly channel: AlertChannel;
  /** What people call a partner or insurer. */
  readonly nameOf: (ownerId: string) => Promise<string>;
  readonly ids: Ids;
  readonly clock: MachineClock;
  /** Takes why an alert did not arrive. */
  readonly report: (failure: unknown) => void;
};

/** How many endpoints are watched at once, and how many are asked for with one query. */
const [mostWatched, mostAtOnce] = [10_000, 500];

/** How long another process leaves a channel to one that sends; it must have sent by then. */
const claimMs = 60_000;

/** Between tries of an alert that did not arrive; the last repeats. */
const backOffMs = [5_000, 30_000, 120_000, 600_000];

/** What is kept of a channel, for all processes. */
type Kept = {
  /** Names this row of alerts among those of other databases. */
  readonly series: string;
  readonly number: number;
  /** The endpoints of earlier alerts that have not drained. */
  readonly alerted: Readonly<Record<EndpointId, Alerted>>;
  readonly tries: number;
  /** Nothing is sent before: a process sends, or the last try failed. */
  readonly restsUntil: number;
};

type Alerted = { readonly sequence: number; readonly ownerId: string; readonly eventId: string; readonly at: number };

/**
 * Alerts one channel to endpoints that are dammed, once each, again after a time, and once they have drained. Any number of
 * processes may call it: what was sent is kept in the database, and only one of them sends.
 * @returns a job that returns how many alerts it sent
 */
export const alertDams = (parts: AlertParts, settings: AlertSettings) => async (): Promise<number> => {
  const { values, channel, ids, clock, report } = parts;
  const name = `alerts ${channel.name}`;
  const read = await values.find(name);
  const kept: Kept = read === null ? nothing(ids.next()) : (JSON.parse(read.value) as Kept);
  if (clock.now() < kept.restsUntil) return 0;
  const found = await changesSince(kept, parts, settings);
  if (found === null) return 0;
  const claim = JSON.stringify({ ...kept, restsUntil: clock.now() + claimMs, claim: ids.next() });
  const claimed = await values.replace(name, read, claim);
  if (claimed.value !== claim) return 0;
  try {
    await channel.send(found.alert);
  } catch (failure) {
    report(failure);
    const restsUntil = clock.now() + (backOffMs[Math.min(kept.tries, backOffMs.length - 1)] as number);
    await values.replace(name, claimed, JSON.stringify({ ...kept, tries: kept.tries + 1, restsUntil }));
    return 0;
  }
  const { number } = found.alert;
  const sent: Kept = { series: kept.series, number, alerted: found.alerted, tries: 0, restsUntil: 0 };
  await values.replace(name, claimed, JSON.stringify(sent));
  return 1;
};

const nothing = (series: string): Kept => ({ series, number: 0, alerted: {}, tries: 0, restsUntil: 0 });

/** What an alert has to say, and who is alerted to after it; null: nothing. */
async function changesSince(
  { series, number, alerted }: Kept,
  { lists, nameOf, clock }: AlertParts,
  { afterMs, remindMs }: AlertSettings,
): Promise<{ readonly alert: DamAlert; readonly alerted: Kept['alerted'] } | null> {
  const now = clock.now();
  const down = await lists.down(mostWatched);
  const isDue = ({ id }: DownEndpoint): boolean => {
    const before = alerted[id];
    return before === undefined || (remindMs > 0 && now - before.at >= remindMs);
  };
  const dams = await damsOf(
    lists,
    down.filter(isDue).map(({ id }) => id),
  );
  const next = new Map(Object.entries(alerted));
  const [dammed, stillDammed]: [AlertedDam[], AlertedDam[]] = [[], []];
  for (const endpoint of down) {
    const dam = dams.get(endpoint.id);
    if (dam?.since === undefined || dam.since === null || now - epochMilliseconds(dam.since) < afterMs) continue;
    const known = next.has(endpoint.id);
    next.set(endpoint.id, { sequence: dam.sequence, ownerId: endpoint.ownerId, eventId: dam.eventId, at: now });
    (known ? stillDammed : dammed).push(await damLine(endpoint, { ...dam, since: dam.since }, nameOf));
  }
  const isDown = new Set(down.map(({ id }) => id));
  const drained: AlertedEndpoint[] = [];
  for (const [endpointId, { sequence, ownerId, eventId }] of Object.entries(alerted)) {
    // One that is paused, or whose head was made due at once, is not down, but its event waits.
    if (isDown.has(endpointId) || (await lists.delivery(endpointId, sequence))?.status === 'pending') continue;
    next.delete(endpointId);
    drained.push({ endpointId, ownerId, ownerName: await nameOf(ownerId), eventId });
  }
  if (dammed.length + stillDammed.length + drained.length === 0) return null;
  const alert = { id: `${series}-${number + 1}`, number: number + 1, at: instantAt(now), dammed, stillDammed, drained };
  return { alert, alerted: Object.fromEntries(next) };
}

async function damsOf(lists: AlertParts['lists'], ids: readonly EndpointId[]): Promise<ReadonlyMap<EndpointId, Dam>> {
  const found = new Map<EndpointId, Dam>();
  for (let from = 0; from < ids.length; from += mostAtOnce) {
    for (const [id, dam] of await lists.dams(ids.slice(from, from + mostAtOnce))) found.set(id, dam);
  }
  return found;
}

const damLine = async (
  { id, ownerId, failures }: DownEndpoint,
  { eventId, type, since, lastAttempt }: Dam & { readonly since: AlertedDam['since'] },
  nameOf: AlertParts['nameOf'],
): Promise<AlertedDam> => ({
  ...{ endpointId: id, ownerId, ownerName: await nameOf(ownerId), eventId, eventType: type, since, failures },
  ...{ statusCode: lastAttempt?.statusCode ?? null, error: lastAttempt?.error ?? null },
});

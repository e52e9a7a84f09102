import { IANAZone } from 'luxon';
import type { Instant, PlainDate } from './calendar.js';
import { daysBetween, isPlainDate, plainDateOfDay } from './calendar.js';
import { excerpt, kernelError } from './errors.js';
import { epochMilliseconds, instantAt } from './instants.js';
import { millisecondsPerDay, millisecondsPerMinute, parseIso } from './iso.js';

/** The zone of the Brazilian dialects. */
export const businessZone = 'America/Sao_Paulo';

/** Offsets are cached per quarter of an hour of UTC: since 1973 every zone changes on such a quarter. */
const interval = 15 * millisecondsPerMinute;
const mostIntervals = 4096;
const mostZones = 64;

type Zone = { readonly rules: IANAZone; readonly offsets: Map<number, number> };
const zones = new Map<string, Zone>();

function remember<Key, Value>(memory: Map<Key, Value>, most: number, key: Key, value: Value): Value {
  if (memory.size >= most) memory.clear();
  memory.set(key, value);
  return value;
}

function zoneNamed(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  if (!IANAZone.isValidZone(name)) throw kernelError('ZONE-UNKNOWN', { zone: excerpt(name) });
  return remember(zones, mostZones, name, { rules: IANAZone.create(name), offsets: new Map() });
}

const offsetBy = (rules: IANAZone, epoch: number): number => Math.round(rules.offset(epoch) * millisecondsPerMinute);

/** Milliseconds the zone is ahead of UTC at a moment. An interval that contains a change is not cached. */
function offsetAt({ rules, offsets }: Zone, epoch: number): number {
  const index = Math.floor(epoch / interval);
  const known = offsets.get(index);
  if (known !== undefined) return known;
  const offset = offsetBy(rules, index * interval);
  if (offset !== offsetBy(rules, (index + 1) * interval - 1)) return offsetBy(rules, epoch);
  return remember(offsets, mostIntervals, index, offset);
}

const dayAt = (epoch: number, zone: string): PlainDate =>
  plainDateOfDay(Math.floor((epoch + offsetAt(zoneNamed(zone), epoch)) / millisecondsPerDay));

/** The civil day of a moment in the business zone. @throws ZONE-UNKNOWN, DATE-INVALID outside 1900 to 9999. */
export function businessDay(at: Instant, zone: string = businessZone): PlainDate {
  return dayAt(epochMilliseconds(at), zone);
}

/**
 * The civil day of a text. `yyyy-mm-dd` is that day. A date and time with an offset is converted to the zone
 * (2001-09-15T03:00:00.000Z is 2001-09-15 in São Paulo); one without an offset is read as local time of the zone.
 *
 * @throws DATE-INVALID, ZONE-UNKNOWN
 */
export function civilDate(text: string, zone: string = businessZone): PlainDate {
  if (isPlainDate(text)) return text;
  const read = parseIso(text);
  if (read === null) throw kernelError('DATE-INVALID', { date: excerpt(text) });
  if (read.offset === null) return plainDateOfDay(read.day);
  return dayAt(read.day * millisecondsPerDay + read.time - read.offset, zone);
}

/**
 * The first moment of a civil day in a zone: midnight, or the next moment where clocks are put forward at midnight.
 * @throws ZONE-UNKNOWN, INSTANT-INVALID outside 1900 to 9999
 */
export function startOfDay(date: PlainDate, zone: string = businessZone): Instant {
  const midnight = daysBetween(epochDay, date) * millisecondsPerDay;
  const rules = zoneNamed(zone);
  const begins = [-1, 0, 1]
    .map((days) => midnight - offsetAt(rules, midnight + days * millisecondsPerDay))
    .filter((epoch) => dayAt(epoch, zone) === date);
  return instantAt(Math.min(...begins));
}

const epochDay = '1970-01-01' as PlainDate;

import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { plainDate } from './calendar.js';
import type { Instant } from './calendar.js';
import { epochMilliseconds, instant, instantAt, plus, utcDay, utcHour } from './instants.js';
import { codeOf } from './testing/index.js';

declare const propertyRuns: number;

const first = -2_208_988_800_000;
const last = 253_402_300_799_999;
const epochs = fc.integer({ min: first, max: last });

describe('a moment', () => {
  it.each([
    ['2022-11-13T12:00:00.000Z', '2022-11-13T12:00:00.000Z'],
    ['2022-11-13T12:00:00Z', '2022-11-13T12:00:00.000Z'],
    ['2022-11-13T12:00Z', '2022-11-13T12:00:00.000Z'],
    ['2022-11-13T09:00:00-03:00', '2022-11-13T12:00:00.000Z'],
    ['2022-11-13T09:00:00-0300', '2022-11-13T12:00:00.000Z'],
    ['2022-11-13T09:00:00-03', '2022-11-13T12:00:00.000Z'],
    ['2022-12-31T23:30:00-03:30', '2023-01-01T03:00:00.000Z'],
    ['2024-03-01T00:30:00+05:45', '2024-02-29T18:45:00.000Z'],
    ['2022-11-13T12:00:00.1Z', '2022-11-13T12:00:00.100Z'],
    ['2022-11-13T12:00:00,25Z', '2022-11-13T12:00:00.250Z'],
    ['2022-11-13T12:00:00.123999999Z', '2022-11-13T12:00:00.123Z'],
    ['2022-11-13T12:00:00-00:00', '2022-11-13T12:00:00.000Z'],
  ])('written %s is %s', (text, utc) => {
    expect(instant(text)).toBe(utc);
  });

  it.each([
    ['no offset', '2022-11-13T12:00:00'],
    ['no time', '2022-11-13'],
    ['a day that does not exist', '2026-02-30T00:00:00Z'],
    ['hour 24', '2022-11-13T24:00:00Z'],
    ['minute 60', '2022-11-13T12:60:00Z'],
    ['a leap second', '2016-12-31T23:59:60Z'],
    ['an offset no zone has', '2022-11-13T12:00:00+15:00'],
    ['a space for the T', '2022-11-13 12:00:00Z'],
    ['a week date', '2022-W45-7T12:00:00Z'],
    ['ten digits of a second', '2022-11-13T12:00:00.1234567890Z'],
    ['a zone name', '2022-11-13T12:00:00[America/Sao_Paulo]'],
    ['years before 1900 in UTC', '1900-01-01T00:00:00+01:00'],
    ['years after 9999 in UTC', '9999-12-31T23:59:59-01:00'],
    ['nothing', ''],
  ])('is refused with %s', (_, text) => {
    expect(codeOf(() => instant(text))).toBe('INSTANT-INVALID');
  });

  it.each([[first - 1], [last + 1], [0.5], [NaN], [Infinity]])('is refused at %d milliseconds', (epoch) => {
    expect(codeOf(() => instantAt(epoch))).toBe('INSTANT-INVALID');
  });

  it('agrees with luxon, and reads back what it writes', () => {
    fc.assert(
      fc.property(epochs, (epoch) => {
        const written = instantAt(epoch);
        expect(written).toBe(DateTime.fromMillis(epoch, { zone: 'utc' }).toISO());
        expect(epochMilliseconds(written)).toBe(epoch);
        expect(instant(written)).toBe(written);
      }),
      { numRuns: propertyRuns },
    );
  });

  it('is the same moment whichever offset it is written with', () => {
    fc.assert(
      fc.property(epochs, fc.integer({ min: -14 * 60, max: 14 * 60 }), (epoch, offset) => {
        const text = DateTime.fromMillis(epoch).setZone(`UTC${offset < 0 ? '-' : '+'}${clock(Math.abs(offset))}`);
        fc.pre(text.year >= 1900 && text.year <= 9999);
        expect(instant(text.toISO() ?? 'invalid')).toBe(instantAt(epoch));
      }),
    );
  });

  it('sorts as text', () => {
    fc.assert(
      fc.property(epochs, epochs, (one, other) => {
        expect(instantAt(one) < instantAt(other)).toBe(one < other);
      }),
    );
  });
});

const clock = (minutes: number): string => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

describe('elapsed time', () => {
  const noon = '2022-11-13T12:00:00.000Z' as Instant;

  it.each([
    [{ days: 7 }, '2022-11-20T12:00:00.000Z'],
    [{ hours: 12 }, '2022-11-14T00:00:00.000Z'],
    [{ minutes: -1 }, '2022-11-13T11:59:00.000Z'],
    [{ seconds: 90 }, '2022-11-13T12:01:30.000Z'],
    [{ milliseconds: 1 }, '2022-11-13T12:00:00.001Z'],
    [{ days: 1, hours: 1, minutes: 1, seconds: 1, milliseconds: 1 }, '2022-11-14T13:01:01.001Z'],
    [{}, '2022-11-13T12:00:00.000Z'],
  ])('of %p after noon leads to %s', (elapsed, later) => {
    expect(plus(noon, elapsed)).toBe(later);
  });

  it.each([[{ days: 4_000_000 }], [{ seconds: NaN }], [{ milliseconds: 0.5 }]])('of %p is refused', (elapsed) => {
    expect(codeOf(() => plus(noon, elapsed))).toBe('INSTANT-INVALID');
  });
});

describe('a day in UTC', () => {
  it.each([
    ['2022-11-13T00:00:00.000Z', '2022-11-13'],
    ['2022-11-13T23:59:59.999Z', '2022-11-13'],
    ['2022-11-13T22:00:00-03:00', '2022-11-14'],
  ])('of %s is %s', (text, day) => {
    expect(utcDay(instant(text))).toBe(day);
  });

  it.each([
    [undefined, '2022-12-01T00:00:00.000Z'],
    [9, '2022-12-01T09:00:00.000Z'],
    [12, '2022-12-01T12:00:00.000Z'],
    [23, '2022-12-01T23:00:00.000Z'],
  ])('has the hour %p', (hour, text) => {
    expect(utcHour(plainDate('2022-12-01'), hour)).toBe(text);
    expect(instant(utcHour(plainDate('2022-12-01'), hour))).toBe(text);
  });

  it.each([[24], [-1], [1.5], [NaN]])('has no hour %p', (hour) => {
    expect(codeOf(() => utcHour(plainDate('2022-12-01'), hour))).toBe('INSTANT-INVALID');
  });
});

import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { DateTime, Settings } from 'luxon';
import { instant, instantAt } from './instants.js';
import { codeOf } from './testing/index.js';
import type { PlainDate } from './calendar.js';
import { businessDay, civilDate, startOfDay } from './zones.js';

declare const propertyRuns: number;

const zones = [
  'America/Sao_Paulo',
  'America/Noronha',
  'Africa/Monrovia',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Europe/Dublin',
  'Pacific/Apia',
  'UTC',
];

const dayByLuxon = (epoch: number, zone: string): string | null => DateTime.fromMillis(epoch, { zone }).toISODate();

describe('the business day', () => {
  it.each([
    ['the hour before midnight in São Paulo', '2022-11-14T02:59:59.999Z', '2022-11-13'],
    ['midnight in São Paulo', '2022-11-14T03:00:00.000Z', '2022-11-14'],
    ['the last moment before summer time of 2018', '2018-11-04T02:59:59.999Z', '2018-11-03'],
    ['the first moment of summer time of 2018, one o’clock', '2018-11-04T03:00:00.000Z', '2018-11-04'],
    ['midnight in summer time', '2019-01-15T02:00:00.000Z', '2019-01-15'],
    ['before midnight in summer time', '2019-01-15T01:59:59.999Z', '2019-01-14'],
    ['the last moment of the last summer time', '2019-02-17T01:59:59.999Z', '2019-02-16'],
    ['the hour that came twice', '2019-02-17T02:30:00.000Z', '2019-02-16'],
    ['midnight after the last summer time', '2019-02-17T03:00:00.000Z', '2019-02-17'],
    ['November 2019, when summer time was no more', '2019-11-04T02:30:00.000Z', '2019-11-03'],
    ['local mean time, 3:06:28 behind', '1913-06-01T03:06:27.999Z', '1913-05-31'],
    ['local mean time at midnight', '1913-06-01T03:06:28.000Z', '1913-06-01'],
  ])('at %s (%s) is %s', (_, at, day) => {
    expect(businessDay(instant(at))).toBe(day);
  });

  it('is another one elsewhere', () => {
    expect(businessDay(instant('2022-11-14T02:00:00Z'), 'UTC')).toBe('2022-11-14');
    expect(businessDay(instant('2022-11-14T02:00:00Z'), 'America/Noronha')).toBe('2022-11-14');
    expect(businessDay(instant('2022-11-14T02:00:00Z'), 'America/Manaus')).toBe('2022-11-13');
  });

  it('agrees with luxon at any moment of any zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -2_208_900_000_000, max: 4_102_444_800_000 }),
        fc.constantFrom(...zones),
        (epoch, zone) => {
          expect(businessDay(instantAt(epoch), zone)).toBe(dayByLuxon(epoch, zone));
        },
      ),
      { numRuns: propertyRuns },
    );
  });

  it('agrees with luxon around every midnight of 1985 to 2020 in São Paulo, changes of summer time included', () => {
    const wrong: string[] = [];
    // Fewer midnights in a quick run.
    const step = Math.ceil(1_000 / propertyRuns) * 86_400_000;
    for (let hour = Date.UTC(1985, 0, 1); hour < Date.UTC(2020, 0, 1); hour += step) {
      for (const minute of [119, 120, 179, 180]) {
        const at = hour + minute * 60_000;
        if (businessDay(instantAt(at)) !== dayByLuxon(at, 'America/Sao_Paulo')) wrong.push(instantAt(at));
      }
    }
    expect(wrong).toEqual([]);
  });

  it('agrees with luxon where a zone changed within a quarter of an hour', () => {
    // Liberia went from 44:30 behind UTC to UTC at midnight of 7 January 1972.
    for (let at = Date.UTC(1972, 0, 7); at < Date.UTC(1972, 0, 7, 2); at += 10_000) {
      expect(businessDay(instantAt(at), 'Africa/Monrovia')).toBe(dayByLuxon(at, 'Africa/Monrovia'));
    }
  });

  it('stays right when more is asked than is remembered', () => {
    for (let day = 0; day < 5000; day += 1) {
      const at = Date.UTC(2000, 0, 1, 2, 30) + day * 86_400_000;
      businessDay(instantAt(at));
    }
    expect(businessDay(instant('2000-06-01T02:59:00Z'))).toBe('2000-05-31');
    expect(businessDay(instant('2000-06-01T03:00:00Z'))).toBe('2000-06-01');
  });

  it('does not depend on what the process set for luxon', () => {
    const { defaultZone, throwOnInvalid } = Settings;
    Settings.defaultZone = 'Asia/Tokyo';
    Settings.throwOnInvalid = true;
    expect(businessDay(instant('2022-11-14T02:59:59Z'))).toBe('2022-11-13');
    expect(codeOf(() => businessDay(instant('2022-11-14T02:59:59Z'), 'Mars/Olympus'))).toBe('ZONE-UNKNOWN');
    Settings.defaultZone = defaultZone;
    Settings.throwOnInvalid = throwOnInvalid;
  });

  it.each(['Mars/Olympus', '', 'local', 'utc+3'])('is refused in zone "%s"', (zone) => {
    expect(codeOf(() => businessDay(instant('2022-11-14T02:59:59Z'), zone))).toBe('ZONE-UNKNOWN');
  });

  it('is refused where the zone is in a year the calendar has not', () => {
    expect(codeOf(() => businessDay(instant('1900-01-01T00:00:00Z')))).toBe('DATE-INVALID');
  });
});

describe('the start of a day', () => {
  it.each([
    ['an ordinary day', '2026-11-22', '2026-11-22T03:00:00.000Z'],
    ['a day in summer time', '2019-01-15', '2019-01-15T02:00:00.000Z'],
    ['a day that began at one o’clock', '2018-11-04', '2018-11-04T03:00:00.000Z'],
    ['the day summer time ended the evening before', '2019-02-17', '2019-02-17T03:00:00.000Z'],
  ])('is, of %s, %s, %s', (_, day, at) => {
    expect(startOfDay(day as PlainDate)).toBe(at);
  });

  it('is the first midnight of a day that has two', () => {
    // Clocks were put back from one o'clock to midnight.
    expect(startOfDay('2020-10-25' as PlainDate, 'Atlantic/Azores')).toBe('2020-10-25T00:00:00.000Z');
  });

  it('agrees with luxon on every day and zone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 24_000 }), (zone, days) => {
        const day = DateTime.fromMillis(days * 86_400_000, { zone: 'UTC' }).toISODate() ?? '';
        const byLuxon = DateTime.fromISO(day, { zone }).startOf('day');
        fc.pre(byLuxon.toISODate() === day);
        expect(startOfDay(day as PlainDate, zone)).toBe(byLuxon.toUTC().toISO());
      }),
      { numRuns: 2 * propertyRuns },
    );
  });
});

describe('a civil date', () => {
  it.each([
    ['2001-09-15', '2001-09-15'],
    ['2001-09-15T03:00:00.000Z', '2001-09-15'],
    ['2001-09-15T02:59:59.999Z', '2001-09-14'],
    ['2001-09-15T00:00:00-03:00', '2001-09-15'],
    ['2001-09-15T23:59:59-03:00', '2001-09-15'],
    ['2001-09-15T12:00+09:00', '2001-09-15'],
    ['2001-09-15T02:00:00+09:00', '2001-09-14'],
    ['2001-09-15T00:00:00', '2001-09-15'],
    ['2001-09-15T23:59', '2001-09-15'],
    ['2018-11-04T00:30:00', '2018-11-04'],
  ])('written %s is %s in São Paulo', (text, day) => {
    expect(civilDate(text)).toBe(day);
  });

  it('is the day in the zone that is asked for', () => {
    expect(civilDate('2001-09-15T02:00:00Z', 'UTC')).toBe('2001-09-15');
    expect(civilDate('2001-09-15T02:00:00', 'UTC')).toBe('2001-09-15');
  });

  it.each([
    '2026-02-30',
    '2026-02-30T00:00:00Z',
    '2001-09-15T25:00:00Z',
    '2001-09-15T',
    '15/09/2001',
    '2001-258',
    '1899-12-31',
    '1900-01-01T00:00:00Z',
    '9999-12-31T23:59:59-14:00',
    'tomorrow',
    '',
  ])('written "%s" is refused', (text) => {
    expect(codeOf(() => civilDate(text))).toBe('DATE-INVALID');
  });
});

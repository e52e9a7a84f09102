import { describe, expect, it } from '@jest/globals';
import { instantAt, type Instant } from '@affinity-engine/kernel';
import {
  fixed,
  flag,
  instantOrNull,
  integer,
  json,
  jsonOrNull,
  key,
  named,
  text,
  textOrNull,
  version,
  type Column,
} from './columns.js';
import { columnsFor, shape, table, type Fields } from './table.js';

type Parcel = {
  readonly id: string;
  readonly state: 'sent' | 'lost';
  readonly sentAt: Instant | null;
  readonly size: { readonly width: number; readonly height: number };
  readonly labels: readonly string[];
  readonly note: { readonly by: string } | null;
  readonly comment: string | null;
  readonly insured: boolean;
  readonly version: number;
};

const parcels = table<Parcel>('parcel', {
  id: key(text()),
  state: text(),
  sentAt: instantOrNull(),
  size: shape({ width: integer(), height: named('how_high', fixed(integer())) }),
  labels: json(),
  note: jsonOrNull(),
  comment: textOrNull(),
  insured: flag(),
  version: version(),
});

const parcel: Parcel = {
  id: 'p',
  state: 'sent',
  sentAt: instantAt(86_400_000),
  size: { width: 2, height: 3 },
  labels: ['fragile'],
  note: { by: 'me' },
  comment: null,
  insured: true,
  version: 1,
};
const row = {
  ...{ id: 'p', state: 'sent', sent_at: 86_400_000, width: 2, how_high: 3, labels: '["fragile"]' },
  ...{ note: '{"by":"me"}', comment: null, insured: 1, version: 1 },
};

describe('a row definition', () => {
  it('names its columns after the fields, in snake case, unless it gives them a name', () => {
    expect(parcels.columns.map(({ name }) => name)).toEqual(Object.keys(row));
  });

  it('writes a record into its columns, and reads it back from them', () => {
    expect(Object.fromEntries(parcels.columns.map(({ name, valueOf }) => [name, valueOf(parcel)]))).toEqual(row);
    expect(parcels.read(row)).toEqual(parcel);
  });

  it('keeps what is null as null', () => {
    const empty = { ...parcel, sentAt: null, note: null, insured: false };
    const written = Object.fromEntries(parcels.columns.map(({ name, valueOf }) => [name, valueOf(empty)]));
    expect(written).toEqual({ ...row, sent_at: null, note: null, insured: 0 });
    expect(parcels.read(written)).toEqual(empty);
  });

  it('knows which columns find a row, guard it and stay as they are', () => {
    const roles = parcels.columns.filter(({ role }) => role !== undefined).map(({ name, role }) => [name, role]);
    expect(roles).toEqual([
      ['id', 'key'],
      ['how_high', 'fixed'],
      ['version', 'version'],
    ]);
  });

  it('finds all columns of a field', () => {
    expect(columnsFor(parcels, ['size', 'id']).map(({ name }) => name)).toEqual(['id', 'width', 'how_high']);
  });

  it('has to be whole: the compiler refuses a missing field, one of another type, and null where there is none', () => {
    const missing: Fits<{ id: Column<string> }> = false;
    const ofAnotherType: Fits<{ id: Column<string>; count: Column<string> }> = false;
    const nullable: Fits<{ id: Column<string | null>; count: Column<number> }> = false;
    const whole: Fits<{ id: Column<string>; count: Column<number> }> = true;
    expect([missing, ofAnotherType, nullable, whole]).toEqual([false, false, false, true]);
  });
});

type Small = { readonly id: string; readonly count: number };
type Fits<Given> = Given extends Fields<Small> ? true : false;

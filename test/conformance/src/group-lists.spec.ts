import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Client } from '@affinity-engine/test-harness';
import { body, groupsPath, named, type CloudError, type Group, type Many, type One } from './fixtures/groups.js';
import { done } from './fixtures/partner-day.js';

let admin: Client;
let all: readonly Group[];

const names = ['Alumni', 'alumni', 'Bank: retail', 'Bank: wholesale', 'Club 10 %', 'Club_Ñandú', 'Drivers'];

/** Groups with different, equal and missing values, beside those of the demo. */
beforeAll(async () => {
  admin = clientFor(await startEngine(), 'admin');
  for (const [at, name] of names.entries()) {
    const group = {
      name,
      affinityGroupType: { code: at % 2 === 0 ? 'Open' : 'Closed' },
      ...(at % 3 === 0 ? {} : { description: `${names[(at * 3) % names.length]} of ${at}` }),
      ...(at % 2 === 0 ? {} : { organization: { id: 'pc:5' } }),
      ...(at % 4 === 0 ? {} : { primaryContactFirstName: `First ${at % 2}`, primaryContactLastName: `Last ${at}` }),
      ...(at % 3 === 1 ? {} : { startDate: `202${at}-01-01T00:00:00.000Z`, endDate: `203${at}-06-30T12:30:00.500Z` }),
    };
    done(await admin.post<One<Group>>(groupsPath, body(group)), 201);
  }
  all = (await list('pageSize=100')).data.map(({ attributes }) => attributes);
});

const list = async (query: string): Promise<Many<Group>> =>
  done(await admin.get<Many<Group>>(`${groupsPath}?${query}`));
const idsOf = ({ data }: Many<Group>) => data.map(({ attributes }) => attributes.id);
const refused = (query: string) => admin.get<CloudError>(`${groupsPath}?${query}`);

/** Reads the value of each filterable field. */
const fields: Readonly<Record<string, (group: Group) => string | undefined>> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  affinityGroupType: ({ affinityGroupType }) => affinityGroupType.code,
  description: ({ description }) => description,
  organization: ({ organization }) => organization?.id,
  primaryContactFirstName: ({ primaryContactFirstName }) => primaryContactFirstName,
  primaryContactLastName: ({ primaryContactLastName }) => primaryContactLastName,
  startDate: ({ startDate }) => startDate,
  endDate: ({ endDate }) => endDate,
};

type Meets = (value: string, other: string) => boolean;
const order: Meets = (value, other) => Buffer.compare(Buffer.from(value), Buffer.from(other)) < 0;
const operators: Readonly<Record<string, Meets>> = {
  eq: (value, other) => value === other,
  ne: (value, other) => value !== other,
  lt: order,
  gt: (value, other) => order(other, value),
  le: (value, other) => !order(other, value),
  ge: (value, other) => !order(value, other),
  in: (value, other) => other.split(',').includes(value),
  ni: (value, other) => !other.split(',').includes(value),
  sw: (value, other) => value.startsWith(other),
  cn: (value, other) => value.includes(other),
};
const filterOf = (field: string, operator: string, value: string) =>
  `filter=${encodeURIComponent(`${field}:${operator}:${value.replaceAll(':', '::')}`)}`;

const cases = Object.keys(fields).flatMap((field) => Object.keys(operators).map((operator) => ({ field, operator })));

describe('a filter', () => {
  it.each(cases)('$field:$operator finds the matching groups only', async ({ field, operator }) => {
    const read = fields[field] as (group: Group) => string | undefined;
    const meets = operators[operator] as Meets;
    const present = all.map(read).filter((value) => value !== undefined);
    const values = [...new Set([present[0], present.at(-1), present.at(4)])].filter((value) => value !== undefined);
    const asked =
      {
        in: [values.join(',')],
        ni: [values.join(',')],
        sw: values.map((value) => value.slice(0, 3)),
        cn: values.map((value) => value.slice(1, 5)),
      }[operator] ?? values;
    for (const value of asked) {
      const expected = all.filter((group) => {
        const own = read(group);
        return own === undefined ? operator === 'ne' || operator === 'ni' : meets(own, value);
      });
      const found = await list(`pageSize=100&includeTotal=true&${filterOf(field, operator, value)}`);
      expect({ value, ids: idsOf(found) }).toEqual({ value, ids: expected.map(({ id }) => id) });
      expect([found.count, found.total]).toEqual([expected.length, expected.length]);
    }
  });

  it('reads a doubled colon as one, and signs of other languages as themselves', async () => {
    const found = await list('filter=name:eq:Bank::%20retail');
    expect(found.data.map(({ attributes }) => attributes.name)).toEqual(['Bank: retail']);
    expect((await list(filterOf('name', 'cn', '%'))).count).toBe(1);
    expect((await list(filterOf('name', 'sw', 'Club_'))).count).toBe(1);
    expect((await list('filter=id:in:pc::707,pc::909')).count).toBe(2);
  });

  it('of several conditions means all of them', async () => {
    const [one, other] = [filterOf('name', 'sw', 'Bank'), filterOf('affinityGroupType', 'eq', 'Closed')];
    expect((await list(`${one}&${other}`)).data.map(({ attributes }) => attributes.name)).toEqual(['Bank: wholesale']);
    expect((await list(`${one}&${filterOf('name', 'sw', 'Club')}`)).count).toBe(0);
  });

  it.each([
    ['a field there is none of', 'filter=color:eq:red'],
    ['a list, which has no one value', 'filter=jurisdictions:eq:CA'],
    ['an operator there is none of', 'filter=name:like:A'],
    ['no operator', 'filter=name'],
    ['no value', 'filter=name:eq:'],
    ['a colon that is not doubled', 'filter=id:eq:pc:707'],
    ['no moment', 'filter=startDate:gt:soon'],
    ['nothing', 'filter='],
  ])('with %s is refused', async (_, query) => {
    const answer = await refused(query);
    expect([answer.status, answer.body.errorCode, named(answer)]).toEqual([400, 'BadInputException', ['filter']]);
  });
});

describe('a page', () => {
  it('has 25 rows by default, counts them, and counts the whole list on request', async () => {
    const found = await list('');
    expect([found.count, found.total, 'total' in found]).toEqual([all.length, undefined, false]);
    expect(await list('pageSize=2&includeTotal=true')).toMatchObject({ count: 2, total: all.length });
    expect((await list('includeTotal=false')).total).toBeUndefined();
  });

  it.each(['', 'sort=name', 'sort=-startDate', 'sort=affinityGroupType,-name', 'filter=name:ge:C'])(
    'leads to the next and back again, with %s',
    async (query) => {
      const whole = idsOf(await list(`pageSize=100&${query}`));
      const seen: string[] = [];
      let page = await list(`pageSize=2&${query}`);
      const first = page.links['first']?.href ?? '';
      expect(page.links['prev']).toBeUndefined();
      for (;;) {
        seen.push(...idsOf(page));
        const { next, self } = page.links;
        expect(idsOf(done(await admin.get<Many<Group>>(self?.href ?? '')))).toEqual(idsOf(page));
        if (next === undefined) break;
        const before = idsOf(page);
        page = done(await admin.get<Many<Group>>(next.href));
        expect(idsOf(done(await admin.get<Many<Group>>(page.links['prev']?.href ?? '')))).toEqual(before);
      }
      expect(seen).toEqual(whole);
      expect(page.links['first']?.href).toBe(first);
    },
  );

  it('links are paths from the origin, with the methods they take', async () => {
    const { links, data } = await list('pageSize=1&pageOffset=1');
    expect(Object.keys(links).sort()).toEqual(['first', 'next', 'prev', 'self']);
    for (const { href } of Object.values(links)) expect(href).toMatch(/^\/admin\/v1\/affinity-groups/);
    expect(links['self']?.methods).toEqual(['get', 'post']);
    expect(data[0]?.links['self']?.methods).toEqual(['get', 'patch']);
  });

  it('after the end is empty', async () => {
    const { count, data, links } = await list('pageOffset=1000');
    expect([count, data, links['next']]).toEqual([0, [], undefined]);
  });

  it.each([
    ['pageSize=0', 'pageSize'],
    ['pageSize=101', 'pageSize'],
    ['pageSize=x', 'pageSize'],
    ['pageSize=1.5', 'pageSize'],
    ['pageSize=', 'pageSize'],
    ['pageSize=1&pageSize=2', 'pageSize'],
    ['pageOffset=-1', 'pageOffset'],
    ['pageOffset=x', 'pageOffset'],
    ['pageOffset=100001', 'pageOffset'],
    ['includeTotal=maybe', 'includeTotal'],
    ['sort=color', 'sort'],
    ['sort=', 'sort'],
    ['sort=name,,id', 'sort'],
    ['fields=color', 'fields'],
    ['fields=*none', 'fields'],
    ['color=red', 'color'],
  ])('with %s is refused by name', async (query, parameter) => {
    const answer = await refused(query);
    expect([answer.status, answer.body.errorCode, named(answer)]).toEqual([400, 'BadInputException', [parameter]]);
  });

  it('with several problems names each', async () => {
    expect([...named(await refused('pageSize=0&color=red&includeTotal=maybe'))].sort()).toEqual([
      'color',
      'includeTotal',
      'pageSize',
    ]);
  });
});

describe('the order', () => {
  const keyed = Object.keys(fields).flatMap((field) => [field, `-${field}`]);
  it.each(keyed)('by %s follows the values, missing ones first, ties by identifier', async (key) => {
    const read = fields[key.replace('-', '')] as (group: Group) => string | undefined;
    const text = (group: Group) => `${read(group) === undefined ? '0' : `1${read(group)}`}\u0000${group.id}`;
    const ascending = [...all].sort((one, other) => Buffer.compare(Buffer.from(text(one)), Buffer.from(text(other))));
    const expected = (key.startsWith('-') ? ascending.reverse() : ascending).map(({ id }) => id);
    expect(idsOf(await list(`pageSize=100&sort=${key}`))).toEqual(expected);
  });
});

describe('fields', () => {
  it.each([
    ['*all', undefined],
    ['*default', undefined],
    ['id,name', ['id', 'name']],
    ['description', []],
  ])('%s shows only these', async (asked, shown) => {
    const { data } = await list(`filter=id:eq:pc::707&fields=${asked}`);
    const one = done(await admin.get<One<Group>>(`${groupsPath}/pc:707?fields=${asked}`)).data;
    const whole = all.find(({ id }) => id === 'pc:707') as Group;
    for (const { attributes } of [data[0] as Many<Group>['data'][number], one]) {
      expect(Object.keys(attributes)).toEqual(shown ?? Object.keys(whole));
    }
    expect(one.checksum).toBe(data[0]?.checksum);
  });
});

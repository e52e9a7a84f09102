import { describe, expect, it } from '@jest/globals';
import { affinityClient, affinityGroupClient, operatorClient, quotationClient } from './dialects.js';
import { scriptedEngine, type ScriptedAnswer } from './testing/scripted-engine.js';

const secret = { clientId: 'c', clientSecret: 's' };
const listing = (...pages: readonly unknown[]) => {
  let at = -1;
  return scriptedEngine(({ call }): ScriptedAnswer => (call.includes('token') ? {} : { json: pages[(at += 1)] }));
};
async function allOf<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
const queries = (engine: ReturnType<typeof listing>): readonly string[] =>
  engine.calls().map(({ call }) => decodeURIComponent(call.split('?')[1] ?? ''));

describe('a list', () => {
  it('goes on by its cursor, with the same filters', async () => {
    const engine = listing({ items: [{ id: 1 }, { id: 2 }], cursor: 'c1' }, { items: [{ id: 3 }], cursor: null });
    const found = await allOf(
      affinityClient({ ...engine.options, ...secret }).items('/v1/affinity', { query: { status: 1 } }),
    );
    expect(found.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(queries(engine)).toEqual(['status=1', 'status=1&cursor=c1']);
  });

  it('goes on by its cursor from a page that was asked for by its number', async () => {
    const engine = listing({ items: [], cursor: 'c1' }, { items: [], cursor: null });
    await allOf(affinityClient({ ...engine.options, ...secret }).pages('/v1/affinity', { query: { page: 3 } }));
    expect(queries(engine)).toEqual(['page=3', 'cursor=c1']);
  });

  it('goes on by the link to the next page, with the same filters', async () => {
    const next = { href: '/admin/v1/producer-codes?filter=code%3Asw%3A5&pageOffset=2', methods: ['get'] };
    const engine = listing({ count: 2, data: [1, 2], links: { next } }, { count: 1, data: [3], links: {} });
    const groups = affinityGroupClient({ ...engine.options, ...secret });
    const query = { filter: ['code:sw:5', 'active:eq:true'], pageSize: 2 };
    expect(await allOf(groups.items('/admin/v1/producer-codes', { query }))).toEqual([1, 2, 3]);
    expect(queries(engine)).toEqual([
      'filter=code:sw:5&filter=active:eq:true&pageSize=2',
      'filter=code:sw:5&filter=active:eq:true&pageSize=2&pageOffset=2',
    ]);
  });

  it('goes on by the number of the page until all were seen', async () => {
    const engine = listing({ list: [1, 2], totalItems: 3 }, { list: [3], totalItems: 3 });
    const broker = quotationClient({ ...engine.options, subscriptionKey: 'k' });
    const path = { registerNumber: '100000' };
    expect(await allOf(broker.items('/v1/quotation/{registerNumber}/all', { path }))).toEqual([1, 2, 3]);
    expect(queries(engine)).toEqual(['', 'page=2']);
    const other = listing({ items: [1, 2], total: 9 }, { items: [], total: 9 });
    await allOf(operatorClient({ ...other.options, ...secret }).items('/ops/v1/quotations', { query: { page: 4 } }));
    expect(queries(other)).toEqual(['page=4', 'page=5']);
  });

  it('of events goes on after the last one, until there are no more', async () => {
    const engine = listing({ items: [{ id: 'e1' }, { id: 'e2' }] }, { items: [{ id: 'e3' }] }, { items: [] });
    const found = await allOf(
      affinityClient({ ...engine.options, ...secret }).items('/v1/events', { query: { rows: 2 } }),
    );
    expect(found.map(({ id }) => id)).toEqual(['e1', 'e2', 'e3']);
    expect(queries(engine)).toEqual(['rows=2', 'rows=2&after=e2', 'rows=2&after=e3']);
  });

  it('that has one page is one page', async () => {
    const engine = listing({ items: [{ type: 'affinity.issued' }] });
    const pages = affinityClient({ ...engine.options, ...secret }).pages('/v1/event-types');
    expect(await allOf(pages)).toHaveLength(1);
  });

  it('is fetched no further than its reader goes', async () => {
    const engine = listing({ items: [{ id: 1 }], cursor: 'c1' });
    for await (const { id } of affinityClient({ ...engine.options, ...secret }).items('/v1/affinity')) {
      expect(id).toBe(1);
      break;
    }
    expect(engine.calls()).toHaveLength(1);
  });
});

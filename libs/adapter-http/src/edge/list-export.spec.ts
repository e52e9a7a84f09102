import { describe, expect, it } from '@jest/globals';
import { isDomainError } from '@affinity-engine/kernel';
import { z } from 'zod';
import { exported, exportOf, mostLetters, mostLines, nextLink, wantsCsv, type ListExport } from './list-export.js';
import { pageQuery } from './paged.js';
import { routesFor, type Route } from './route.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });
const list = z.object({ items: z.array(z.object({ id: z.string(), at: z.int() })) });
const aRoute = (changes: object = {}): Route => ({
  ...route({
    ...{ call: 'GET /ops/v1/partners/{partner_id}/things', operationId: 'listThings', summary: 'x' },
    ...{ query: pageQuery, answer: list, act: async () => [], present: (_: unknown) => ({ items: [] }) },
  }),
  ...changes,
});
const dialect = { exportsLists: true } as const;
const ofRoute = (changes: object = {}): ListExport => exportOf(aRoute(changes), dialect) as ListExport;

/** So many items, in pages as the query wants them. */
const source = (count: number, next: (query: Readonly<Record<string, unknown>>) => number) => {
  const queries: Readonly<Record<string, unknown>>[] = [];
  const read = async (query: Readonly<Record<string, unknown>>) => {
    queries.push(query);
    const [from, rows] = [next(query), Number(query['rows'] ?? count)];
    const items = Array.from({ length: Math.max(0, Math.min(rows, count - from)) }, (_, at) => ({
      id: `${from + at}`,
      at,
    }));
    return { items, cursor: from + rows < count ? String(from + rows) : null };
  };
  return { queries, read };
};
const byCursor = (count: number) => source(count, ({ cursor }) => Number(cursor ?? 0));

describe('a list', () => {
  it.each<[string, Route, object, boolean]>([
    ['of items', aRoute(), dialect, true],
    ['of a dialect without exports', aRoute(), {}, false],
    ['that a POST answers', aRoute({ method: 'post' }), dialect, false],
    ['without items', aRoute({ answer: z.object({ days: z.array(z.string()) }) }), dialect, false],
    ['that is a document', aRoute({ answer: { contentType: 'application/pdf' } }), dialect, false],
  ])('%s: whether it is exported', (_, of, its, is) => {
    expect(exportOf(of, its) !== undefined).toBe(is);
  });

  it('is wanted as CSV by those who say so', () => {
    const wanted = ['text/csv', 'TEXT/CSV; charset=utf-8', 'text/html, text/csv;q=0.9'];
    expect(wanted.map((accept) => wantsCsv({ accept }))).toEqual([true, true, true]);
    expect([undefined, '*/*', 'text/*', 'application/json'].map((accept) => wantsCsv({ accept }))).not.toContain(true);
  });

  it('is exported page by page, with its filters, and named as its path ends', async () => {
    const { queries, read } = byCursor(250);
    const { text, lines, next } = await exported(ofRoute(), { filter: 'x' }, read);
    expect([lines, next, ofRoute().name]).toEqual([250, null, 'things.csv']);
    expect(text.split('\r\n').filter((_, at) => [0, 1, 250, 251].includes(at))).toEqual(['id,at', '0,0', '249,49', '']);
    expect(queries).toEqual([
      { filter: 'x', rows: 100 },
      { filter: 'x', rows: 100, cursor: '100' },
      { filter: 'x', rows: 100, cursor: '200' },
    ]);
  });

  it('ends after 10,000 lines, and says where it goes on', async () => {
    const { lines, next } = await exported(ofRoute(), { filter: 'x y' }, byCursor(mostLines + 1).read);
    expect([lines, next]).toEqual([mostLines, { filter: 'x y', cursor: '10000' }]);
    expect(nextLink('/ops/v1/things', next ?? {})).toBe('</ops/v1/things?filter=x+y&cursor=10000>; rel="next"');
    const rest = await exported(ofRoute(), next ?? {}, byCursor(mostLines + 1).read);
    expect([rest.lines, rest.next]).toEqual([1, null]);
    expect((await exported(ofRoute(), {}, byCursor(mostLines).read)).next).toBeNull();
  });

  it('of long lines ends earlier', async () => {
    const { read } = byCursor(mostLines);
    const long = async (query: Readonly<Record<string, unknown>>) => {
      const { items, cursor } = await read(query);
      return { items: items.map((each) => ({ ...each, id: 'x'.repeat(10_000) })), cursor };
    };
    const { text, lines, next } = await exported(ofRoute(), {}, long);
    expect([lines, next]).toEqual([1_600, { cursor: '1600' }]);
    expect(text.length).toBeLessThan(mostLetters * 1.1);
  });

  it('is exported by its pages, by its last id, or as a whole, where it has no cursor', async () => {
    const rows = z.int().optional();
    const paged = ofRoute({ query: z.strictObject({ page: rows, rows }) });
    const { read } = source(250, ({ page }) => (Number(page ?? 1) - 1) * 100);
    expect(await exported(paged, {}, read)).toMatchObject({ lines: 250, next: null });
    const feed = ofRoute({ query: z.strictObject({ after: z.string().optional(), rows }) });
    const { read: readAfter } = source(250, ({ after }) => Number(after ?? -1) + 1);
    expect(await exported(feed, {}, readAfter)).toMatchObject({ lines: 250, next: null });
    const whole = ofRoute({ query: undefined });
    expect(await exported(whole, {}, byCursor(250).read)).toMatchObject({ lines: 250, next: null });
  });

  it('takes no number of rows', async () => {
    const refused = await exported(ofRoute(), { rows: 5 }, byCursor(1).read).catch((thrown: unknown) => thrown);
    expect(isDomainError(refused) && refused.code).toBe('INPUT-INVALID');
  });
});

import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Client } from '@affinity-engine/test-harness';
import { contract, done, page } from './fixtures/partner-day.js';
import { aDay, briefHolder, clock } from './fixtures/samples.js';
import type { Affinity, Failure, Page } from './fixtures/wire.js';

let partner: Client;
let other: Client;
const made: string[] = [];

/** Twelve affinities made one after the other, each with a different first day. */
beforeAll(async () => {
  const engine = await startEngine({ env: { SANDBOX_CLOCK: clock, INSURER_DELAY_SECONDS: '3600' } });
  partner = clientFor(engine, 'partner');
  other = clientFor(engine, 'otherPartner');
  for (let at = 1; at <= 9; at += 1) made.push((await contract(partner, 'personal-life', startingOn(at))).id);
  made.push((await contract(partner, 'auto', startingOn(10))).id);
  const cpf = { affinity_holder: { ...briefHolder, cpf: '11144477735' } };
  made.push((await contract(partner, 'bike', { ...startingOn(11), ...cpf })).id);
  const cnpj = { ...briefHolder, cpf: undefined, cnpj: '12.ABC.345/01DE-35' };
  made.push((await contract(partner, 'bike', { ...startingOn(12), affinity_holder: cnpj })).id);
  done(await partner.delete(`/v1/affinity/${made[0] ?? ''}`));
});

const startingOn = (day: number) => ({ lifetime_start: `2026-02-${String(day).padStart(2, '0')}` });

const newestFirst = () => [...made].reverse();
const ids = ({ items }: Page): readonly string[] => items.map(({ id }) => id);

/** Follows the cursor from a page to the last one. */
async function rest(first: Page, query: Readonly<Record<string, string | number>>): Promise<readonly Page[]> {
  const pages = [first];
  for (let { cursor } = first; cursor !== null;) {
    const next = await page(partner, { ...query, cursor });
    pages.push(next);
    cursor = next.cursor;
  }
  return pages;
}

describe('the list', () => {
  it('is answered with total, items and a cursor', async () => {
    const answer = await page(partner);
    expect(Object.keys(answer)).toEqual(['total', 'items', 'cursor']);
    expect(answer.total).toBe(12);
  });

  it('holds complete affinities, ten of them, newest first', async () => {
    const { items } = await page(partner);
    expect(items.map(({ id }) => id)).toEqual(newestFirst().slice(0, 10));
    const [first] = items as readonly [Affinity];
    const alone = done(await partner.get<Affinity>(`/v1/affinity/${first.id}`));
    const bare = ({ attachments, ...fields }: Affinity) => ({ ...fields, types: attachments.map(({ type }) => type) });
    expect(bare(first)).toEqual(bare(alone));
  });

  it("holds the partner's own affinities and nobody else's", async () => {
    const own = await contract(other, 'bike');
    const seen = ids(await page(other, { rows: 100 }));
    expect(seen).toContain(own.id);
    expect(seen.filter((id) => made.includes(id))).toEqual([]);
    expect((await page(partner)).total).toBe(12);
  });

  it.each([1, 5, 11, 12, 100])('goes on by cursor in pages of %d rows without repeating or skipping', async (rows) => {
    const pages = await rest(await page(partner, { rows }), { rows });
    expect(pages.flatMap(ids)).toEqual(newestFirst());
    expect(pages).toHaveLength(Math.ceil(12 / rows));
    expect(new Set(pages.map(({ total }) => total))).toEqual(new Set([12]));
  });

  it('has a cursor on every page but the last, also where pages are counted', async () => {
    const pages = await Promise.all([1, 2, 3, 4].map((at) => page(partner, { rows: 5, page: at })));
    expect(pages.map(ids)).toEqual([
      newestFirst().slice(0, 5),
      newestFirst().slice(5, 10),
      newestFirst().slice(10),
      [],
    ]);
    expect(pages.map(({ cursor }) => cursor === null)).toEqual([false, false, true, true]);
  });

  it('goes on by cursor from a counted page', async () => {
    const second = await page(partner, { rows: 5, page: 2 });
    expect(ids(await page(partner, { rows: 5, cursor: second.cursor ?? '' }))).toEqual(newestFirst().slice(10));
  });

  it('skips 100,000 rows at most, and says how to go further', async () => {
    expect((await partner.get('/v1/affinity', { query: { rows: 10, page: 10_001 } })).status).toBe(200);
    const { status, body } = await partner.get<Failure>('/v1/affinity', { query: { rows: 10, page: 10_002 } });
    expect([status, body.error]).toEqual([400, 'page: expected a page up to 10001; a cursor leads further']);
  });

  it('continues with another number of rows', async () => {
    const { cursor } = await page(partner, { rows: 5 });
    expect(ids(await page(partner, { rows: 3, cursor: cursor ?? '' }))).toEqual(newestFirst().slice(5, 8));
  });

  it.each([
    ['another filter', { status: 1 }],
    ['another sort', { sort: 'created_at' }],
  ])('refuses a cursor with %s', async (_, query) => {
    const { cursor } = await page(partner, { rows: 5 });
    const answer = await partner.get<Failure>('/v1/affinity', { query: { cursor: cursor ?? '', ...query } });
    expect([answer.status, answer.body.error]).toEqual([400, expect.stringMatching(/^cursor: expected/)]);
  });

  it("refuses another partner's cursor", async () => {
    const { cursor } = await page(partner, { rows: 5 });
    expect((await other.get('/v1/affinity', { query: { cursor: cursor ?? '' } })).status).toBe(400);
  });
});

describe('new affinities', () => {
  it('cause no repeats or gaps while a list is read, and the total stays that of the first page', async () => {
    for (let at = 0; at < 5; at += 1) await contract(other, 'bike');
    const known = ids(await page(other, { rows: 100 }));
    const seen: string[] = [];
    const totals: number[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const next: Page = await page(other, { rows: 2, ...(cursor === '' ? {} : { cursor }) });
      seen.push(...ids(next));
      totals.push(next.total);
      cursor = next.cursor;
      await contract(other, 'bike');
    }
    expect(seen).toEqual(known);
    expect(new Set(totals)).toEqual(new Set([known.length]));
    expect((await page(other)).total).toBe(known.length + totals.length);
  });
});

describe('a filter', () => {
  const numbered = (...numbers: readonly number[]) => numbers.map((at) => made[at - 1]);

  it.each<[Readonly<Record<string, string | number>>, readonly number[]]>([
    [{ status: 1 }, [12, 11, 9, 8, 7, 6, 5, 4, 3, 2]],
    [{ status: 2 }, [1]],
    [{ status: 3 }, []],
    [{ status: 4 }, []],
    [{ status: 5 }, [10]],
    [{ product_id: 'bike' }, [12, 11]],
    [{ product_id: 'auto' }, [10]],
    [{ product_id: 'unknown' }, []],
    [{ lifetime_start_from: '2026-02-11' }, [12, 11]],
    [{ lifetime_start_to: '2026-02-02' }, [2, 1]],
    [{ lifetime_start_from: '2026-02-04', lifetime_start_to: '2026-02-05' }, [5, 4]],
    [{ lifetime_start_from: '2026-02-04T12:00:00Z', lifetime_start_to: '2026-02-04' }, [4]],
    [{ holder_document: '111.444.777-35' }, [11]],
    [{ holder_document: '11144477735' }, [11]],
    [{ holder_document: '12abc34501de35' }, [12]],
    [{ created_from: aDay, created_to: aDay, product_id: 'bike' }, [12, 11]],
    [{ created_from: '2026-01-16' }, []],
    [{ created_to: '2026-01-14' }, []],
    [{ created_to: '9999-12-31', product_id: 'bike' }, [12, 11]],
    [{ product_id: 'personal-life', status: 1, lifetime_start_to: '2026-02-03' }, [3, 2]],
    [{ sort: '-created_at', lifetime_start_to: '2026-02-03' }, [3, 2, 1]],
    [{ sort: 'created_at', lifetime_start_to: '2026-02-03' }, [1, 2, 3]],
    [{ sort: 'lifetime_start', product_id: 'bike' }, [11, 12]],
    [{ sort: '-lifetime_start', product_id: 'bike' }, [12, 11]],
  ])('%j finds %j', async (query, numbers) => {
    const answer = await page(partner, { rows: 100, ...query });
    expect(ids(answer)).toEqual(numbered(...numbers));
    expect([answer.total, answer.cursor]).toEqual([numbers.length, null]);
  });

  it.each(['created_at', 'lifetime_start', '-lifetime_start'])('keeps its pages in the sort %s', async (sort) => {
    const query = { rows: 5, sort, product_id: 'personal-life' };
    const seen = (await rest(await page(partner, query), query)).flatMap(ids);
    const expected = numbered(1, 2, 3, 4, 5, 6, 7, 8, 9);
    expect(seen).toEqual(sort.startsWith('-') ? expected.reverse() : expected);
  });
});

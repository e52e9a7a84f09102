import { openSqlite } from '@affinity-engine/adapter-knex/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtApi, startMeasured, type Measured } from './engine.js';
import { load } from './load.js';
import { contractRequests, cpfOf, credentialsOf, tokenOf } from './partner.js';
import { plant } from './plant.js';
import { median, progress, report, round, type Row } from './report.js';

const stored = 1_000_000;
const rowsPerPage = 10;
const farPage = 1_000;
const repeats = 61;

/** Each filter of the list alone, with values that match 10,000 affinities or more. */
const lists: readonly { readonly name: string; readonly query: string }[] = [
  { name: 'no filter', query: '' },
  { name: 'status', query: 'status=2' },
  { name: 'product_id', query: 'product_id=bike' },
  { name: 'holder_document', query: `holder_document=${cpfOf(0)}` },
  { name: 'lifetime_start_from', query: 'lifetime_start_from=2027-12-20' },
  { name: 'lifetime_start_to', query: 'lifetime_start_to=2027-01-10' },
  { name: 'created_from', query: 'created_from=2026-06-01' },
  { name: 'created_to', query: 'created_to=2026-06-30' },
  { name: 'sort=created_at', query: 'sort=created_at' },
  { name: 'sort=-lifetime_start', query: 'sort=-lifetime_start' },
  { name: 'sort=lifetime_start', query: 'sort=lifetime_start' },
];

type Page = { readonly total: number; readonly cursor: string | null };

/** Compares a page far down a list with the second page, with a million affinities stored. */
export async function benchList(): Promise<boolean> {
  const dataDir = mkdtempSync(join(tmpdir(), 'affinity-bench-list-'));
  try {
    const first = await startMeasured(builtApi, dataDir);
    await load(first.target, await contractRequests(first, await tokenOf(first), 1), 1);
    await first.stop();
    await fill(dataDir);
    const server = await startMeasured({ ...builtApi, env: { LOG_LEVEL: 'warn' } }, dataDir);
    try {
      const call = callerOf(server, await tokenOf(server));
      const rows: Row[] = [];
      for (const list of lists) rows.push(...(await measure(list, call)));
      return report('list', rows);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function fill(dataDir: string): Promise<void> {
  const database = await openSqlite(join(dataDir, 'affinity-engine.sqlite'));
  const began = performance.now();
  await plant(database.writer, credentialsOf(dataDir).partner.id, stored, (done) =>
    progress(`planted ${done} of ${stored} affinities, ${Math.round((performance.now() - began) / 1000)} s`),
  );
  await database.close();
}

type Caller = (query: string) => Promise<{ readonly page: Page; readonly ms: number }>;

/** Server time, as the engine reports it: from the first byte in to the last byte out, without the caller's share. */
function callerOf({ target }: Measured, token: string): Caller {
  return async (query) => {
    const began = performance.now();
    const answer = await fetch(`http://${target.host}:${target.port}/v1/affinity?rows=${rowsPerPage}&${query}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const page = (await answer.json()) as Page;
    const took = performance.now() - began;
    if (answer.status !== 200) throw new Error(`${query} answered ${answer.status}: ${JSON.stringify(page)}`);
    const timing = /dur=([\d.]+)/.exec(answer.headers.get('server-timing') ?? '')?.[1];
    return { page, ms: timing === undefined ? took : Number(timing) };
  };
}

async function measure({ name, query }: (typeof lists)[number], call: Caller): Promise<readonly Row[]> {
  const first = await call(query);
  let cursor = first.page.cursor;
  const second = cursor;
  for (let page = 2; page < farPage; page += 1) {
    if (cursor === null) throw new Error(`${name} has fewer than ${farPage} pages`);
    cursor = (await call(`${query}&cursor=${cursor}`)).page.cursor;
  }
  const near: number[] = [];
  const far: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    near.push((await call(`${query}&cursor=${second}`)).ms);
    far.push((await call(`${query}&cursor=${cursor}`)).ms);
  }
  const ratio = median(far) / median(near);
  progress(`${name}: ${first.page.total} found, page 1,000 ${round(median(far))} ms, ${round(ratio)} × page 2`);
  return [
    { figure: `${name}: first page with its count of ${first.page.total}`, value: first.ms, unit: 'ms' },
    {
      figure: `${name}: page 1,000`,
      value: median(far),
      unit: 'ms',
      reference: 'page 2',
      ratio,
      target: '<= 1.3 ×, <= 5 ms',
      pass: ratio <= 1.3 && median(far) <= 5,
    },
  ];
}

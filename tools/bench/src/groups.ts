import { openSqlite } from '@affinity-engine/adapter-knex/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtApi, startMeasured, type Measured } from './engine.js';
import { tokenOf } from './partner.js';
import { median, progress, report, type Row } from './report.js';

const stored = 100_000;
const pageSize = 25;
const repeats = 31;
const mostMs = 25;

/** Orders and filters with tens of thousands of matching groups, so that the last page is far down. */
const lists = [
  '',
  'sort=name',
  'sort=-startDate',
  'sort=affinityGroupType,-name',
  'filter=affinityGroupType:eq:Open&sort=name',
  'filter=name:cn:7&sort=-name',
  'filter=startDate:ge:2021-01-01',
];

/** Compares the last page of a list of 100,000 affinity groups with the first. */
export async function benchGroups(): Promise<boolean> {
  const dataDir = mkdtempSync(join(tmpdir(), 'affinity-bench-groups-'));
  try {
    await (await startMeasured(builtApi, dataDir)).stop();
    await plant(dataDir);
    const server = await startMeasured({ ...builtApi, env: { LOG_LEVEL: 'warn' } }, dataDir);
    try {
      const token = await tokenOf(server, 'admin');
      const rows: Row[] = [];
      for (const list of lists) rows.push(await measure(server, token, list));
      return report('groups', rows);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Writes the groups without the API: through it they would take minutes. */
async function plant(dataDir: string): Promise<void> {
  const { writer, close } = await openSqlite(join(dataDir, 'affinity-engine.sqlite'));
  await writer.raw(
    `with recursive n (i) as (select 0 union all select i + 1 from n where i + 1 < ${stored})
     insert into affinity_group (id, type, name, description, jurisdictions, products, start_date, version)
     select printf('pc:planted-%06d', i * 7919 % ${stored}), case i % 3 when 0 then 'Closed' else 'Open' end,
       'Group ' || (i * 31 % ${stored}), 'Sold to those who belong to it, number ' || i, '["CA"]', '["WorkersComp"]',
       strftime('%Y-%m-%dT00:00:00.000Z', '2020-01-01', (i % 2000) || ' days'), 1
     from n`,
  );
  await close();
  progress(`planted ${stored} groups`);
}

async function measure(server: Measured, token: string, list: string): Promise<Row> {
  const call = caller(server, token);
  const { total } = await call(`${list}&pageSize=1&includeTotal=true`);
  const last = Math.floor(((total ?? 0) - 1) / pageSize) * pageSize;
  const [first, end]: [number[], number[]] = [[], []];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    first.push((await call(`${list}&pageSize=${pageSize}`)).ms);
    end.push((await call(`${list}&pageSize=${pageSize}&pageOffset=${last}`)).ms);
  }
  const more = median(end) - median(first);
  progress(`${list || 'no filter'}: ${total} groups, first ${median(first)} ms, last ${median(end)} ms`);
  return {
    figure: `${list || 'no filter'}: last page of ${total}`,
    value: median(end),
    unit: 'ms',
    reference: 'the first page',
    ratio: median(end) / median(first),
    target: `<= ${mostMs} ms more than the first`,
    pass: more <= mostMs,
  };
}

/** Server time, as the engine reports it. */
const caller =
  ({ target }: Measured, token: string) =>
  async (query: string): Promise<{ readonly total?: number; readonly ms: number }> => {
    const answer = await fetch(`http://${target.host}:${target.port}/admin/v1/affinity-groups?${query}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const body = (await answer.json()) as { readonly total?: number };
    if (answer.status !== 200) throw new Error(`${query} answered ${answer.status}: ${JSON.stringify(body)}`);
    return { ...body, ms: Number(/dur=([\d.]+)/.exec(answer.headers.get('server-timing') ?? '')?.[1]) };
  };

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, eventually, startEngine, temporaryFolder } from '@affinity-engine/test-harness';
import type { Client, Engine } from '@affinity-engine/test-harness';
import { brokerOf, contractingBody, type Success } from './fixtures/broker.js';
import { contract, done } from './fixtures/partner-day.js';
import { clock } from './fixtures/samples.js';
import type { Problem } from './fixtures/wire.js';

type Found = { readonly kind: string; readonly id: string; readonly held: string | null };
type Search = { readonly items: readonly Found[]; readonly cursor: string | null; readonly not_yet_found: number };
type Erasure = {
  readonly digest: string;
  readonly erased: readonly Found[];
  readonly held: readonly Found[];
  readonly contacts: readonly object[];
};

let engine: Engine;
let dataDir: string;
let admin: Client;
let partner: Client;
beforeAll(async () => {
  dataDir = temporaryFolder();
  engine = await startEngine({ dataDir, env: { SANDBOX_CLOCK: clock } });
  [admin, partner] = [clientFor(engine, 'admin'), clientFor(engine, 'partner')];
});

const path = '/ops/v1/data-subjects';
const person = (cpf: string) => ({
  first_name: 'Quirina',
  last_name: 'Xavante',
  cpf,
  birth_date: '1988-04-12',
});
const values = ['Quirina', 'Xavante', 'quirina', 'xavante'];

/** Every byte that the engine keeps: the database, its log and the documents. */
function kept(): string {
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((file) => readFileSync(join(file.parentPath, file.name)).toString('utf8')).join('\n');
}

/** Searches until all persons can be found: they are soon after the commit. */
const found = (criteria: object): Promise<readonly Found[]> =>
  eventually(
    async () => {
      const { items, not_yet_found: due } = done(await admin.post<Search>(`${path}/search`, criteria));
      if (due > 0) throw new Error(`${due} records are not searched yet.`);
      return items;
    },
    { deadline: 20_000 },
  );
const preview = async (criteria: object) => done(await admin.post<Erasure>(`${path}/erasure-preview`, criteria));
const erase = (criteria: object, digest: string) =>
  admin.post<Erasure & Problem>(`${path}/erase`, { ...criteria, digest });

describe('a person', () => {
  it('is erased from everything that is kept, and the policy stays', async () => {
    const cpf = '390.533.447-05';
    const affinity = await contract(partner, 'personal-life', { affinity_holder: person(cpf) });
    const url = affinity.attachments.find(({ type }) => type === 1)?.url ?? '';
    expect((await fetch(url)).status).toBe(200);
    expect((await found({ name: 'xavante QUIRINA' })).map(({ id }) => id)).toEqual([affinity.id]);
    expect(await found({ cpf, name: 'Quirina' })).toEqual([{ kind: 'affinity', id: affinity.id, held: null }]);
    const { records } = done(
      await admin.post<{ readonly records: readonly { readonly content: object }[] }>(`${path}/export`, { cpf }),
    );
    expect(JSON.stringify(records)).toContain('Xavante');

    const shown = await preview({ cpf });
    expect([shown.erased.length, shown.held]).toEqual([1, []]);
    expect(await erase({ cpf }, shown.digest)).toMatchObject({ status: 200, body: { digest: shown.digest } });
    expect((await fetch(url)).status).toBe(404);
    const all = kept();
    expect(readdirSync(dataDir, { recursive: true }).filter((name) => String(name).includes(affinity.id))).toEqual([]);
    expect([...values, cpf, '39053344705'].filter((value) => all.includes(value))).toEqual([]);
    expect(await found({ cpf })).toEqual([]);
    const stays = done(await partner.get<Record<string, unknown>>(`/v1/affinity/${affinity.id}`));
    expect(stays).toMatchObject({ id: affinity.id, affinity_holder: null, premium: affinity.premium });
    expect(await erase({ cpf }, shown.digest)).toMatchObject({ status: 200, body: { erased: [] } });
  });

  it('is not erased where it is held, or has changed since the preview', async () => {
    const cpf = '295.379.955-93';
    const affinity = await contract(partner, 'personal-life', { affinity_holder: person(cpf) });
    await found({ cpf });
    const before = await preview({ cpf });
    const hold = `${path}/holds/affinity/${affinity.id}`;
    expect(done(await admin.put<Found>(hold, { reason: 'claim 4711' }))).toMatchObject({
      id: affinity.id,
      reason: 'claim 4711',
    });
    expect(await erase({ cpf }, before.digest)).toMatchObject({ status: 409, body: { code: 'ERASURE-CHANGED' } });
    const shown = await preview({ cpf });
    expect([shown.erased, shown.held]).toEqual([[], [{ kind: 'affinity', id: affinity.id, held: 'claim 4711' }]]);
    done(await erase({ cpf }, shown.digest));
    expect(await found({ cpf })).toHaveLength(1);
    const { items } = done(await admin.get<{ readonly items: readonly Found[] }>(`${path}/holds`));
    expect(items.map(({ id }) => id)).toEqual([affinity.id]);
    expect((await admin.delete(hold)).status).toBe(204);
    expect(await admin.delete(hold)).toMatchObject({ status: 404, body: { code: 'HOLD-UNKNOWN' } });
  });

  it('is found in quotations, a page at a time, and erased there', async () => {
    const broker = brokerOf(engine);
    const body = contractingBody({ 'INSURED-NAME': 'Zuleica Prates', 'START-VIGENCY-DATE': '2026-02-01' });
    const quoted = async () =>
      done(await broker.post<Success>('/v1/quotation/contracting', body)).item.quotationIdentifier;
    const ids = [await quoted(), await quoted()].sort();
    const name = 'Zuleica';
    const first = done(await admin.post<Search>(`${path}/search`, { name, rows: 1 }));
    const second = done(await admin.post<Search>(`${path}/search`, { name, rows: 1, cursor: first.cursor }));
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
    expect(second.cursor).toBeNull();
    done(await erase({ name }, (await preview({ name })).digest));
    expect(kept().includes('Zuleica')).toBe(false);
  });

  it.each<[object, string]>([
    [{ cpf: '111.444.777-36' }, 'cpf'],
    [{ email: 'nobody' }, 'email'],
    [{}, 'body'],
  ])('is not looked for by %j', async (criteria, path_) => {
    const refused = await admin.post<Problem & { readonly faults: readonly { readonly path: string }[] }>(
      `${path}/search`,
      criteria,
    );
    expect([refused.status, refused.body.code, refused.body.faults.map((each) => each.path)]).toEqual([
      400,
      'INPUT-INVALID',
      [path_],
    ]);
  });

  it('is for operators alone', async () => {
    expect((await partner.post(`${path}/search`, { name: 'Ana' })).status).toBe(403);
  });
});

it('links to documents of a record are over once they are revoked, and new ones are good', async () => {
  const affinity = await contract(partner);
  const link = ({
    attachments,
  }: {
    readonly attachments: readonly { readonly type: number; readonly url: string }[];
  }) => attachments.find(({ type }) => type === 1)?.url ?? '';
  const revoke = (id: string) => admin.post<Problem>(`${path}/links/affinity/${id}/revoke`, undefined);
  expect((await revoke(affinity.id)).status).toBe(204);
  expect((await fetch(link(affinity))).status).toBe(404);
  const again = done(await partner.get<Parameters<typeof link>[0]>(`/v1/affinity/${affinity.id}`));
  expect((await fetch(link(again))).status).toBe(200);
  expect((await revoke('01950000-0000-7000-8000-000000000000')).body.code).toBe('RECORD-UNKNOWN');
});

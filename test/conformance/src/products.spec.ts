import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine } from '@affinity-engine/test-harness';
import type { Client, Engine } from '@affinity-engine/test-harness';
import { done } from './fixtures/partner-day.js';
import { pdfText } from './fixtures/pdf-text.js';
import { clock, contracts } from './fixtures/samples.js';
import type { Listed, Problem } from './fixtures/wire.js';

type Product = { readonly id: string; readonly version: string; readonly insurer_id: string };
type Version = Product & {
  readonly is_current: boolean;
  readonly plans: readonly { readonly id: string; readonly net: number; readonly coverages: readonly object[] }[];
  readonly particulars: { readonly affinity_holder: { readonly schema: object } | null; readonly item: object | null };
  readonly general_conditions: readonly object[];
  readonly taxes: readonly { readonly from: string; readonly rate: string }[];
};
type Wrong = { readonly path: string; readonly expected: string };
type Preview = {
  readonly version: string;
  readonly faults: readonly Wrong[];
  readonly premium: {
    readonly total: number;
    readonly net: number;
    readonly fees: number;
    readonly tax: number;
  } | null;
};

let engine: Engine;
let admin: Client;
beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock } });
  admin = clientFor(engine, 'admin');
});

const products = async (query = {}) => done(await admin.get<Listed<Product>>('/ops/v1/products', { query })).items;
const preview = async (id: string, body: object) =>
  done(await admin.post<Preview>(`/ops/v1/products/${id}/preview`, body));
const document = (id: string, body: object) =>
  admin.post<Problem & { readonly faults: readonly Wrong[] }>(`/ops/v1/products/${id}/preview/document`, body);
const life = contracts['personal-life'];

describe('the products of the catalogue', () => {
  it('are listed, also those of one insurer alone', async () => {
    const all = await products();
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(['personal-life', 'auto', 'bike']));
    const [first] = all;
    const its = await products({ insurer_id: first?.insurer_id });
    expect(its).toEqual(all.filter(({ insurer_id }) => insurer_id === first?.insurer_id));
    expect(await products({ insurer_id: 'none' })).toEqual([]);
    const versions = done(
      await admin.get<Listed<{ readonly version: string }>>('/ops/v1/products/bike/versions'),
    ).items;
    const { version } = all.find(({ id }) => id === 'bike') ?? {};
    expect(versions).toEqual([{ version, is_current: true, loaded_at: expect.any(String) }]);
    for (const id of ['none', 'MEDICAL-CIVIL-LIABILITY-PARTNER'])
      expect((await admin.get(`/ops/v1/products/${id}/versions`)).status).toBe(404);
  });

  it('are shown in full by their version', async () => {
    const found = (await products()).find(({ id }) => id === 'auto');
    const path = `/ops/v1/products/auto/versions/${found?.version}`;
    const version = done(await admin.get<Version>(path));
    const { id, insurer_id } = found ?? {};
    expect(version).toMatchObject({ id, insurer_id, version: found?.version, is_current: true });
    expect(version.particulars.affinity_holder?.schema).toMatchObject({ type: 'object' });
    expect(version.particulars.item).not.toBeNull();
    expect(version.plans[0]?.coverages.length).toBeGreaterThan(0);
    expect(version.taxes).toContainEqual({ from: expect.any(String), rate: '0.0738' });
    expect(version.general_conditions.length).toBeGreaterThan(0);
    for (const unknown of ['/ops/v1/products/auto/versions/none', '/ops/v1/products/none/versions/none']) {
      const { status, body } = await admin.get<Problem>(unknown);
      expect([status, body.code]).toEqual([404, 'PRODUCT-VERSION-UNKNOWN']);
    }
  });
});

describe('a sale that is tried out', () => {
  it('costs what the contract costs, and leaves nothing behind', async () => {
    const before = done(await admin.get<object>('/ops/v1/affinities')) as Listed<object>;
    const { faults, premium } = await preview('personal-life', life);
    expect(faults).toEqual([]);
    const partner = clientFor(engine, 'partner');
    const request = done(await partner.post<{ id: string }>('/v1/affinity/request', { product_id: 'personal-life' }));
    expect(done(await admin.get<Listed<object>>('/ops/v1/affinities')).items).toEqual(before.items);
    const contracted = await partner.post<Preview>('/v1/affinity', { affinity_request_id: request.id, ...life });
    expect(premium).toMatchObject(done(contracted).premium as object);
  });

  it('has every problem by its path', async () => {
    const { faults, premium } = await preview('auto', {
      ...{ lifetime_start: '2026-02-01', lifetime_end: '2026-01-01' },
      ...{ affinity_holder: { first_name: 'Ana', cpf: '11111111111' } },
    });
    expect(faults.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['lifetime_end', 'affinity_holder.cpf', 'affinity_holder.last_name', 'item']),
    );
    expect(premium).toBeNull();
    const { faults: none } = await preview('personal-life', { lifetime_start: '2026-02-01' });
    expect(none.map(({ path }) => path)).toEqual(['plan_id', 'affinity_holder']);
  });

  it('prints a specimen of its certificate, with the holder on it', async () => {
    const answer = await document('personal-life', life);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/pdf']);
    const text = await pdfText(answer.bytes);
    for (const part of ['MODELO', 'não comprova nenhum seguro', '0000-0000-0000-0000', 'Conceição Araújo Nuñez']) {
      expect(text).toContain(part);
    }
  });

  it('prints nothing of what is wrong, and names the paths', async () => {
    const { status, body } = await document('personal-life', { ...life, plan_id: 'none' });
    expect([status, body.code, body.faults.map(({ path }) => path)]).toEqual([400, 'INPUT-INVALID', ['plan_id']]);
  });
});

import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, eventually, startEngine } from '@affinity-engine/test-harness';
import type { Client } from '@affinity-engine/test-harness';
import { affinity, contract, done } from './fixtures/partner-day.js';
import { clock } from './fixtures/samples.js';
import type { Affinity, Contracted, Listed, Problem } from './fixtures/wire.js';

type Found = {
  readonly id: string;
  readonly certificate_number: string;
  readonly holder_name: string | null;
  readonly holder_document: string | null;
  readonly [field: string]: unknown;
};
type Page = { readonly items: readonly Found[]; readonly cursor: string | null; readonly not_yet_found: number };
type Entry = { readonly actor: string; readonly action: string };

let admin: Client;
let partner: Client;
let other: Client;
let adminId: string;
beforeAll(async () => {
  const engine = await startEngine({ env: { SANDBOX_CLOCK: clock } });
  [admin, partner, other] = [
    clientFor(engine, 'admin'),
    clientFor(engine, 'partner'),
    clientFor(engine, 'otherPartner'),
  ];
  adminId = engine.credentials.admin.clientId;
});

const path = '/ops/v1/affinities';
const list = async (query: object = {}) => done(await admin.get<Page>(path, { query: { ...query } }));
const idsOf = ({ items }: Page) => items.map(({ id }) => id);
const holder = (first_name: string, cpf: string) => ({
  ...{ first_name, last_name: 'Xavante', cpf, birth_date: '1988-04-12' },
});
const sell = (client: Client, first_name: string, cpf: string) =>
  contract(client, 'personal-life', { affinity_holder: holder(first_name, cpf) });
const trail = async (subject: string) =>
  done(await admin.get<Listed<Entry>>('/ops/v1/audit', { query: { subject } })).items.map(({ actor, action }) => [
    actor === adminId ? 'operator' : 'another',
    action,
  ]);

/** Searches until all persons can be found: they are soon after the commit. */
const search = (asked: object): Promise<Page> =>
  eventually(
    async () => {
      const found = done(await admin.post<Page>(`${path}/search`, asked));
      if (found.not_yet_found > 0) throw new Error(`${found.not_yet_found} are not searched yet.`);
      return found;
    },
    { deadline: 20_000 },
  );

describe('an operator', () => {
  it('finds the certificates of all partners, newest first, a page at a time', async () => {
    const sold: Contracted[] = [];
    for (const client of [partner, other, partner]) sold.push(await contract(client, 'bike'));
    const newest = sold.map(({ id }) => id).reverse();
    expect(idsOf(await list({ rows: 3 }))).toEqual(newest);
    const first = await list({ rows: 2 });
    const second = await list({ rows: 2, cursor: first.cursor });
    expect([...idsOf(first), ...idsOf(second)].slice(0, 3)).toEqual(newest);
    expect(idsOf(await list({ rows: 100, status: 2 }))).toEqual([]);
    expect(idsOf(await list({ product_id: 'bike' }))).toEqual(expect.arrayContaining(newest));
    expect(idsOf(await list({ product_id: 'personal-life', insurer_id: 'no-such-insurer' }))).toEqual([]);
    const [line] = (await list({ rows: 1 })).items;
    expect(idsOf(await list({ partner_id: line?.['partner_id'], insurer_id: line?.['insurer_id'], rows: 1 }))).toEqual([
      line?.id,
    ]);
  });

  it('finds the number of a certificate as people type it', async () => {
    const { id } = await contract(partner, 'bike');
    const { certificate_number: number } = await affinity(partner, id);
    for (const typed of [number, number.toLowerCase(), number.replaceAll('-', ' ')]) {
      expect(idsOf(await list({ certificate_number: typed }))).toEqual([id]);
    }
  });

  it('finds a person by CPF or words of the name, over all partners, beside other filters', async () => {
    const [one, two] = [
      await sell(partner, 'Quirina', '390.533.447-05'),
      await sell(other, 'Quirino', '295.379.955-93'),
    ];
    expect(idsOf(await search({ name: 'xavante' }))).toEqual([two.id, one.id]);
    expect(idsOf(await search({ name: 'XAVANTE quirina' }))).toEqual([one.id]);
    expect(idsOf(await search({ cpf: '29537995593' }))).toEqual([two.id]);
    const id = (await search({ cpf: '29537995593' })).items[0]?.['partner_id'];
    expect(idsOf(await search({ name: 'Xavante', partner_id: id }))).toEqual([two.id]);
    expect(idsOf(await search({ name: 'Xavante', status: 2 }))).toEqual([]);
    const first = await search({ name: 'Xavante', rows: 1 });
    expect(idsOf(await search({ name: 'Xavante', rows: 1, cursor: first.cursor }))).toEqual([one.id]);
  });

  it('reads a certificate without what identifies its person, and reveals it by name of the reader', async () => {
    const { id } = await sell(partner, 'Quitéria', '529.982.247-25');
    const read = await admin.get<Found>(`${path}/${id}`);
    expect(done(read)).toMatchObject({
      ...{ id, holder_name: 'Quitéria Xavante', holder_document: '***.982.247-**', status: 1 },
      affinity_holder: { first_name: 'Quitéria', cpf: '***.982.247-**', birth_date: '****-**-**' },
      attachment_types: expect.arrayContaining([1]),
    });
    expect(JSON.stringify([read.body, await list()])).not.toMatch(/529\.?982|1988-04-12|attachments\//);
    const revealed = done(await admin.post<Affinity>(`${path}/${id}/reveal`, undefined));
    expect({ ...revealed, attachments: [] }).toEqual({ ...(await affinity(partner, id)), attachments: [] });
    expect(await trail(id)).toEqual([
      ['operator', 'affinity.revealed'],
      ['another', 'affinity.issued'],
    ]);
  });

  it('cancels in the partner’s place after a preview, and is named for it', async () => {
    const { id } = await contract(partner, 'bike');
    const preview = done(
      await admin.post<{ refund: number }>(`${path}/${id}/cancellation-preview`, { cancel_reason: 1 }),
    );
    const canceled = await admin.post<{ refund: number }>(`${path}/${id}/cancellation`, { cancel_reason: 1 });
    expect(done(canceled)).toMatchObject({ id, status: 2, refund: preview.refund });
    expect((await affinity(partner, id)).status).toBe(2);
    expect((await trail(id))[0]).toEqual(['operator', 'affinity.canceled']);
    const again = await admin.post<Problem>(`${path}/${id}/cancellation`, { cancel_reason: 1 });
    expect([again.status, again.body.code]).toEqual([409, 'TRANSITION-REFUSED']);
  });

  it('renews in the partner’s place, and the successor is the partner’s', async () => {
    const { id } = await sell(partner, 'Quintino', '390.533.447-05');
    const successor = done(await admin.post<Affinity>(`${path}/${id}/renewal`, {}));
    expect((await affinity(partner, successor.id)).renewed_from).toBe(id);
    expect(await trail(successor.id)).toEqual([['operator', 'affinity.issued']]);
    expect((await other.get(`/v1/affinity/${successor.id}`)).status).toBe(404);
  });

  it.each<[string, object, string]>([
    ['a status that is none', { status: 9 }, 'status'],
    ['a span that ends before it begins', { created_from: '2026-02-01', created_to: '2026-01-01' }, 'created_to'],
    ['a number that is too short', { certificate_number: '12' }, 'certificate_number'],
    ['a CPF in the URL', { cpf: '529.982.247-25' }, 'cpf'],
  ])('is refused %s by the name of the field', async (_, query, field) => {
    const refused = await admin.get<Problem & { faults: readonly { path: string }[] }>(path, { query: { ...query } });
    expect([refused.status, refused.body.code, refused.body.faults.map((each) => each.path)]).toEqual([
      400,
      'INPUT-INVALID',
      [field],
    ]);
  });

  it('is refused a cursor of other filters, and a certificate that is not there', async () => {
    const { cursor } = await list({ rows: 1 });
    expect(await admin.get(path, { query: { rows: 1, cursor: cursor ?? '', status: 1 } })).toMatchObject({
      status: 400,
      body: { code: 'CURSOR-INVALID' },
    });
    const nowhere = `${path}/01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51`;
    for (const asked of [admin.get(nowhere), admin.post(`${nowhere}/reveal`, undefined)]) {
      expect(await asked).toMatchObject({ status: 404, body: { code: 'AFFINITY-UNKNOWN' } });
    }
  });
});

describe('what an operator sees of the whole', () => {
  it('is what happened to a certificate, in one list', async () => {
    const { id } = await contract(partner, 'bike');
    done(await partner.delete(`/v1/affinity/${id}`));
    type Line = { readonly kind: string; readonly action?: string; readonly type?: string; readonly at: string };
    const lines = done(await admin.get<{ items: readonly Line[] }>(`${path}/${id}/timeline`)).items;
    expect(lines.map(({ kind, action, type }) => `${kind} ${action ?? type ?? ''}`).sort()).toEqual([
      'action affinity.canceled',
      'action affinity.issued',
      'event affinity.canceled',
      'event affinity.issued',
    ]);
    expect(lines.map(({ at }) => at)).toEqual(
      lines
        .map(({ at }) => at)
        .toSorted()
        .reverse(),
    );
  });

  it('is what waits, and how the day goes', async () => {
    type Overview = Readonly<Record<string, unknown>>;
    const before = done(await admin.get<Overview>('/ops/v1/overview'));
    const { id, premium } = await contract(partner, 'bike');
    const after = done(await admin.get<Overview>('/ops/v1/overview'));
    expect(after).toMatchObject({ contracted_today: Number(before['contracted_today']) + 1, referred_quotations: 0 });
    expect(after['last_contracted_at']).toBe((await affinity(partner, id)).created_at);
    const today = String(after['as_of']).slice(0, 10);
    type Day = {
      readonly day: string;
      readonly contracted: number;
      readonly premium: Readonly<Record<string, number>>;
    };
    const query = { from: today, to: today };
    const { items } = done(await admin.get<{ items: readonly Day[] }>('/ops/v1/series', { query }));
    expect(items).toMatchObject([{ day: today, contracted: after['contracted_today'] }]);
    expect(items[0]?.premium['BRL']).toBeGreaterThanOrEqual(premium.total);
    for (const to of ['2020-01-01', '2099-01-01']) {
      const refused = await admin.get('/ops/v1/series', { query: { ...query, to } });
      expect(refused.body).toMatchObject({ code: 'INPUT-INVALID', faults: [{ path: 'to' }] });
    }
  });
});

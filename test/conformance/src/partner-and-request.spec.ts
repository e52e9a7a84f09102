import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import { done } from './fixtures/partner-day.js';
import { clock } from './fixtures/samples.js';
import type { Failure, Named, Plan, Requested } from './fixtures/wire.js';

type Product = Named & {
  readonly assists: readonly Named[];
  readonly coverages: readonly Named[];
  readonly insurer: Named & { readonly status: string };
};
type PartnerAnswer = { readonly customer: Readonly<Record<string, unknown>>; readonly products: readonly Product[] };

let engine: Engine;
let partner: Client;
let admin: Client;

beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock } });
  partner = clientFor(engine, 'partner');
  admin = clientFor(engine, 'admin');
});

describe('the affinity partner', () => {
  let answer: PartnerAnswer;
  beforeAll(async () => {
    answer = done(await partner.get<PartnerAnswer>('/v1/affinity/partner'));
  });

  it('is answered with customer and products only', () => {
    expect(Object.keys(answer)).toEqual(['customer', 'products']);
  });

  it("holds the customer's complete data", () => {
    expect(answer.customer).toEqual({
      id: engine.credentials.partner.id,
      name: expect.any(String),
      legal_name: expect.any(String),
      cnpj: '11222333000181',
      email: expect.stringContaining('@'),
      phone: expect.any(String),
      created_at: expect.stringMatching(/^2026-01-15T/),
    });
  });

  it('holds id, name, assists, coverages and insurer of each product', () => {
    expect(answer.products.map(({ id }) => id)).toEqual(expect.arrayContaining(['personal-life', 'auto']));
    for (const product of answer.products) {
      const fields = ['id', 'name', 'assists', 'coverages', 'insurer', 'language', 'particulars'];
      expect(Object.keys(product)).toEqual(fields);
      expect(product.coverages.length).toBeGreaterThan(0);
      for (const assist of product.assists) expect(Object.keys(assist)).toEqual(['id', 'name', 'description']);
      for (const coverage of product.coverages) {
        expect(Object.keys(coverage)).toEqual(['id', 'name', 'description', 'limit', 'deductible']);
      }
    }
  });

  it('names each assist and each coverage once, however many plans share it', () => {
    for (const { assists, coverages } of answer.products) {
      for (const list of [assists, coverages]) expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
    }
  });

  it('names the standing of the partner with the insurer of each product', () => {
    for (const { insurer } of answer.products) {
      expect(insurer).toEqual({
        id: expect.any(String),
        name: expect.any(String),
        susep_code: expect.any(String),
        status: 'active',
      });
    }
  });

  it('is the same under partnership', async () => {
    expect(done(await partner.get('/v1/affinity/partnership'))).toEqual(answer);
  });

  it('is the partner of the calling client', async () => {
    const other = done(await clientFor(engine, 'otherPartner').get<PartnerAnswer>('/v1/affinity/partner'));
    expect(other.customer['id']).toBe(engine.credentials.otherPartner.id);
  });

  it.each(['suspended', 'pending', 'active'])(
    'shows a standing of %s at once, and only an active partner may request',
    async (standing) => {
      const other = clientFor(engine, 'otherPartner');
      const bike = async () =>
        done(await other.get<PartnerAnswer>('/v1/affinity/partner')).products.find(({ id }) => id === 'bike');
      const insurerId = (await bike())?.insurer.id ?? '';
      const path = `/ops/v1/partners/${engine.credentials.otherPartner.id}`;
      done(await admin.patch(path, { insurers: { [insurerId]: standing } }));
      expect((await bike())?.insurer.status).toBe(standing);
      const asked = await other.post<Failure>('/v1/affinity/request', { product_id: 'bike' });
      expect(asked.status).toBe(standing === 'active' ? 200 : 403);
      if (standing !== 'active') expect(asked.body.error).toMatch(/^product_id: .*expected active$/);
    },
  );
});

describe('an affinity request', () => {
  const request = async (product: string): Promise<Requested> =>
    done(await partner.post<Requested>('/v1/affinity/request', { product_id: product }));

  it('is answered with id, plans and expiry', async () => {
    const answer = await request('personal-life');
    expect(Object.keys(answer).sort()).toEqual(['expires_at', 'id', 'particulars', 'plans']);
    expect(answer.plans.map(({ id }) => id)).toEqual(['essential', 'complete']);
  });

  it('offers id, name, assists and coverages of each plan, and its premium', async () => {
    for (const plan of (await request('personal-life')).plans) {
      const seed = ['id', 'name', 'assists', 'coverages'];
      expect(Object.keys(plan)).toEqual([...seed, 'premium', 'lifetime_days']);
      expect(plan.assists.length).toBeGreaterThan(0);
      expect(plan.coverages.length).toBeGreaterThan(0);
    }
  });

  it.each([
    // net × rate, rounded half-even: 119.90 × 0.38 %, 289.90 × 0.38 %, 1671.43 × 7.38 %
    ['personal-life', 'essential', { net: 11990, fees: 500, tax: 46, total: 12536 }],
    ['personal-life', 'complete', { net: 28990, fees: 500, tax: 110, total: 29600 }],
    ['auto', 'full', { net: 167143, fees: 6000, tax: 12335, total: 185478 }],
  ])('prices %s %s in cents for one period: %j', async (product, planId, premium) => {
    const plan = (await request(product)).plans.find(({ id }) => id === planId) as Plan;
    expect(plan.premium).toEqual({ ...premium, currency: 'BRL', period_days: 365 });
  });

  it('is valid for fifteen days', async () => {
    const { expires_at: expiresAt } = await request('personal-life');
    expect(expiresAt).toMatch(/^2026-01-30T12:\d\d:\d\d\.\d{3}Z$/);
  });

  it('is a new one each time', async () => {
    expect((await request('bike')).id).not.toBe((await request('bike')).id);
  });
});

describe('what a product asks', () => {
  type Particular = { readonly required: boolean; readonly schema: Readonly<Record<string, unknown>> } | null;
  type Particulars = { readonly affinity_holder: Particular; readonly item: Particular };
  const exampleOf = (asked: Particular) => (asked?.schema['examples'] as readonly object[] | undefined)?.[0];

  it('is the same in the answer about the partner and in that to a request', async () => {
    type Offered = { readonly products: readonly (Named & { readonly particulars: Particulars })[] };
    const { products } = done(await partner.get<Offered>('/v1/affinity/partner'));
    for (const { id, particulars } of products) {
      const body = { product_id: id };
      expect(done(await partner.post<{ particulars: Particulars }>('/v1/affinity/request', body)).particulars).toEqual(
        particulars,
      );
    }
  });

  type Schema = Readonly<Record<string, unknown>>;
  const schemas = async (): Promise<readonly Schema[]> => {
    type Offered = { readonly products: readonly { readonly particulars: Particulars }[] };
    const { products } = done(await partner.get<Offered>('/v1/affinity/partner'));
    return products.flatMap(({ particulars: { affinity_holder: holder, item } }) =>
      [holder, item].flatMap((asked) => (asked === null ? [] : [asked.schema])),
    );
  };

  it('has a label and an example for each field', async () => {
    const of = (schema: Schema, keyword: string) => Object.entries((schema[keyword] ?? {}) as Record<string, Schema>);
    const isGroup = ({ properties, type }: Schema) => properties !== undefined || type === 'array';
    const without = (schema: Schema): readonly string[] => [
      ...of(schema, '$defs').flatMap(([, each]) => without(each)),
      ...of(schema, 'properties').flatMap(([name, each]) => [
        ...('title' in each || 'description' in each ? [] : [`${name} has no label`]),
        ...('examples' in each || isGroup(each) ? [] : [`${name} has no example`]),
        ...without(each),
      ]),
    ];
    expect((await schemas()).flatMap(without)).toEqual([]);
  });

  it('is compiled by a validator in strict mode, and its own example fits', async () => {
    const ajv = new Ajv2020({ strict: true, strictRequired: false, validateFormats: false, allErrors: true });
    ajv.addVocabulary(['x-format', 'x-unit']);
    const all = await schemas();
    expect(all.length).toBeGreaterThan(3);
    for (const schema of all) {
      const validate = ajv.compile(schema);
      const [example] = schema['examples'] as readonly unknown[];
      expect([validate(example), validate.errors]).toEqual([true, null]);
    }
  });

  it.each(['personal-life', 'bike', 'auto'])(
    'of %s has labels, and examples that can be contracted',
    async (product) => {
      type Prepared = Requested & { readonly particulars: Particulars };
      const { id, plans, particulars } = done(
        await partner.post<Prepared>('/v1/affinity/request', { product_id: product }),
      );
      const { affinity_holder: holder, item } = particulars;
      expect(holder?.schema).toMatchObject({ properties: { cpf: { title: 'CPF', 'x-format': 'cpf' } } });
      expect(item === null).toBe(product === 'personal-life');
      const contracted = await partner.post<{ status: number }>('/v1/affinity', {
        affinity_request_id: id,
        plan_id: plans[0]?.id,
        lifetime_start: '2026-02-01',
        lifetime_end: '2027-01-31',
        affinity_holder: exampleOf(holder),
        ...(item === null ? {} : { item: exampleOf(item) }),
      });
      expect([1, 5]).toContain(done(contracted).status);
    },
  );
});

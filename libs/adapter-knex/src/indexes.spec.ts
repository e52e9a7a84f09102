import { describe, it, expect, beforeEach, afterEach } from '@jest/globals';
import { affinityFilters, type AffinityQuery } from '@affinity-engine/affinity';
import type { GroupField } from '@affinity-engine/affinity-group';
import { aQuery } from '@affinity-engine/affinity-group/testing';
import type { AgencyNumberFilter } from '@affinity-engine/agency-number';
import { instant, plainDate } from '@affinity-engine/kernel';
import type { QuotationQuery } from '@affinity-engine/quotation';
import type { RefusalFilter } from '@affinity-engine/refusal';
import type { DeliveryLists } from '@affinity-engine/webhook';
import { knexAffinityGroupLists } from './affinity-group/affinity-group-lists.js';
import { knexAffinityLists } from './affinity/affinity-lists.js';
import { knexMovements } from './affinity/movements.js';
import { listAgencyNumbers } from './agency-number/agency-numbers.js';
import { knexQuotationLists } from './quotation/quotation-lists.js';
import { knexRefusalLists } from './refusal/refusal-lists.js';
import { toSeal } from './personal/seal-records.js';
import { temporaryStore, type TemporaryStore } from './testing/temporary-store.js';
import { knexDeliveryLists } from './webhook/delivery-lists.js';
import { knexDeliveryQueue } from './webhook/delivery-queue.js';

type Sent = { readonly sql: string; readonly bindings: readonly (string | number)[] };

describe('reads over many rows', () => {
  let store: TemporaryStore;
  let sent: Sent[];
  beforeEach(async () => {
    store = await temporaryStore();
    sent = [];
    store.database.reader.on('query', (query: Sent) => void sent.push(query));
  });
  afterEach(() => store.close());

  /** How SQLite goes about what was just asked. */
  async function plan(): Promise<string> {
    const [{ sql, bindings } = { sql: '', bindings: [] }] = sent.filter((each) => !each.sql.includes(toSeal));
    const rows = await store.rows(`explain query plan ${sql}`, ...bindings);
    return rows.map(({ detail }) => String(detail)).join('; ');
  }

  const ofBroker: QuotationQuery = {
    ...{ subscriptionId: 's', registerNumber: 'r', skip: 0, limit: 10 },
    sort: [{ by: 'createdAt', descending: true }],
  };
  const newestFirst = { by: 'createdAt', descending: true } as const;
  const byStart = { by: 'lifetimeStart', descending: false } as const;
  const after = { value: '2026-01-01T00:00:00.000Z', id: 'x' };
  it.each<[string, Partial<AffinityQuery>]>([
    ['newest first', {}],
    ['the next page', { after }],
    ...affinityFilters.map((field): [string, Partial<AffinityQuery>] => [`with one ${field}`, { [field]: 'x', after }]),
    [
      'made in a span',
      { createdFrom: instant('2026-01-01T00:00:00Z'), createdBefore: instant('2026-02-01T00:00:00Z') },
    ],
    ['by first day', { sort: byStart, after: { value: '2026-01-01', id: 'x' } }],
    ['by first day in a span', { sort: byStart, lifetimeStartFrom: plainDate('2026-01-01') }],
  ])('of a partner’s affinities, %s, go along an index that carries the sort', async (_, query) => {
    await knexAffinityLists(store.engine).page({ partnerId: 'p', sort: newestFirst, rows: 10, ...query });
    const [skipping = ''] = (await plan()).split('; SCAN page;');
    expect(skipping).toMatch(/SEARCH affinity USING COVERING INDEX/);
    expect(skipping).not.toMatch(/TEMP B-TREE|SCAN/);
  });

  const [days, moments] = [
    { lifetimeStartFrom: plainDate('2026-01-01'), lifetimeStartTo: plainDate('2026-12-31') },
    { createdFrom: instant('2026-01-01T00:00:00Z'), createdBefore: instant('2026-02-01T00:00:00Z') },
  ];
  it.each<[string, Partial<AffinityQuery>]>([
    ['status and product', { status: 'issued', productId: 'bike' }],
    ['status and days', { status: 'issued', ...days }],
    ['product and days', { productId: 'bike', ...days }],
    ['days and moments', { ...days, ...moments }],
    ['status, product, days and moments', { status: 'issued', productId: 'bike', ...days, ...moments }],
  ])('of a partner’s affinities with %s, in each order, pass over what they skip along an index', async (_, query) => {
    for (const sort of [
      newestFirst,
      byStart,
      { ...newestFirst, descending: false },
      { ...byStart, descending: true },
    ]) {
      sent = [];
      await knexAffinityLists(store.engine).page({ partnerId: 'p', sort, rows: 10, skip: 100_000, ...query });
      const [skipping = ''] = (await plan()).split('; SCAN page;');
      expect(skipping).toMatch(/SEARCH affinity USING COVERING INDEX/);
      expect(skipping).not.toMatch(/TEMP B-TREE|SCAN/);
      sent = [];
      await knexAffinityLists(store.engine).count({ partnerId: 'p', sort, rows: 10, ...query });
      expect(await plan()).toMatch(/SEARCH affinity USING COVERING INDEX/);
    }
  });

  it.each<[string, Partial<QuotationQuery>, RegExp]>([
    ['newest first', {}, /USING COVERING INDEX quotation_by_broker/],
    ['by status', { sort: [{ by: 'status', descending: true }] }, /USING COVERING INDEX quotation_by_status/],
    ['by product', { sort: [{ by: 'product', descending: false }] }, /USING COVERING INDEX quotation_by_product/],
    ['by number', { sort: [{ by: 'number', descending: false }] }, /USING COVERING INDEX quotation_by_number/],
  ])('of a broker’s quotations, %s, go along an index that carries the sort', async (_, query, index) => {
    await knexQuotationLists(store.engine).page({ ...ofBroker, ...query });
    const [skipping = ''] = (await plan()).split('; SCAN page;');
    expect(skipping).toMatch(index);
    expect(skipping).not.toMatch(/TEMP B-TREE|SCAN/);
  });

  it.each<[string, Partial<QuotationQuery>]>([
    ['one status', { status: 'draft' }],
    ['one product', { operationCode: 'p' }],
    ['days', { startDate: plainDate('2026-01-01'), endDate: plainDate('2026-12-31') }],
    ['several orders', { sort: (['status', 'product', 'number'] as const).map((by) => ({ by, descending: true })) }],
  ])('of a broker’s quotations with %s pass over what they skip along an index', async (_, query) => {
    for (const by of ['createdAt', 'status', 'product', 'number'] as const) {
      sent = [];
      await knexQuotationLists(store.engine).page({ ...ofBroker, sort: [{ by, descending: false }], ...query });
      const [skipping = ''] = (await plan()).split('; SCAN page;');
      expect(skipping).toMatch(/SEARCH quotation USING COVERING INDEX/);
    }
  });

  it('of quotations that are searched for go along the indexes of words, numbers and identities', async () => {
    await knexQuotationLists(store.engine).page({ ...ofBroker, search: 'Ana Souza' });
    expect(await plan()).toContain('person_term USING PRIMARY KEY (hash=? AND kind=?');
    expect(await plan()).toContain('sqlite_autoindex_quotation_2 (number>? AND number<?)');
    expect(await plan()).toContain('quotation_by_identity (identity=?)');
    expect(await plan()).not.toMatch(/SCAN quotation/);
  });

  it.each<GroupField>([
    'id',
    'type',
    'name',
    'description',
    'organizationId',
    'primaryContactFirstName',
    'primaryContactLastName',
    'startDate',
    'endDate',
  ])('of groups by %s, either way, pass over what they skip along an index', async (field) => {
    for (const descending of [false, true]) {
      sent = [];
      const query = aQuery<GroupField>({ sort: [{ field, descending }], skip: 999, rows: 26 });
      await knexAffinityGroupLists(store.engine.read).groups.page(query);
      expect(await plan()).toMatch(/SCAN affinity_group USING INDEX/);
      expect(await plan()).not.toContain('TEMP B-TREE');
    }
  });

  it.each<[string, GroupField, 'eq' | 'sw' | 'gt']>([
    ['one value', 'name', 'eq'],
    ['a beginning', 'name', 'sw'],
    ['a day', 'startDate', 'gt'],
  ])('of groups by %s go to it along the index of the field', async (_, field, operator) => {
    const conditions = [{ field, operator, values: ['2026-01-01T00:00:00.000Z'] }];
    await knexAffinityGroupLists(store.engine.read).groups.page(
      aQuery<GroupField>({ conditions, sort: [{ field, descending: false }] }),
    );
    expect(await plan()).toMatch(/SEARCH affinity_group USING INDEX affinity_group_by_/);
    expect(await plan()).not.toContain('TEMP B-TREE');
  });

  it.each<[string, RefusalFilter, RegExp]>([
    ['of all', {}, /USING INDEX refusal_by_time/],
    ['of a span', { from: instant('2026-01-01T00:00:00Z') }, /SEARCH .*refusal_by_time \(at>/],
    ['of a partner', { partnerId: 'p' }, /SEARCH .*refusal_by_partner \(partner_id=/],
    ['of a client', { clientId: 'c' }, /SEARCH .*refusal_by_client \(client_id=/],
    ['of a call', { operation: 'o' }, /SEARCH .*refusal_by_operation \(operation=/],
    ['of a code', { code: 'c' }, /SEARCH .*refusal_by_code \(code=/],
    ['of a partner and a code', { code: 'c', partnerId: 'p' }, /SEARCH .*refusal_by_partner \(partner_id=/],
    ['of a client and a partner', { partnerId: 'p', clientId: 'c' }, /SEARCH .*refusal_by_client \(client_id=/],
    ['of a call and a code', { code: 'c', operation: 'o' }, /SEARCH .*refusal_by_operation \(operation=/],
  ])('of refusals %s, the next page, too, go along an index in their order', async (_, filter, index) => {
    const lists = knexRefusalLists(store.engine);
    for (const next of [{}, { before: { at: instant('2026-01-02T00:00:00Z'), number: 7 } }]) {
      sent = [];
      await lists.page({ ...filter, ...next, limit: 10 });
      expect(await plan()).toMatch(index);
      expect(await plan()).not.toContain('TEMP B-TREE');
    }
  });

  it.each([
    ['issues', /USING INDEX affinity_issued \(product_id=\? AND \(?issued_at\b/, '2026-01-02T00:00:00.000Z'],
    ['cancellations', /USING INDEX affinity_ended_early \(product_id=\? AND \(?date_end\b/, '2026-01-02'],
  ] as const)(
    'of the %s of a month, the next page, too, go along an index in their order',
    async (section, index, value) => {
      const [from, to] = [plainDate('2026-01-01'), plainDate('2026-01-31')];
      for (const next of [{}, { after: { value, id: 'x' } }]) {
        sent = [];
        const query = { productId: 'p', productVersions: ['v1', 'v2'], section, from, to, rows: 100, ...next };
        await knexMovements(store.engine.read).page(query);
        expect(await plan()).toMatch(index);
        expect(await plan()).not.toMatch(/TEMP B-TREE|SCAN/);
      }
    },
  );

  it.each<[string, AgencyNumberFilter, RegExp]>([
    ['a number', { number: 'A1' }, /SEARCH .*agency_number_by_text \(number=\? AND id>\?\)/],
    ['those that are offered no more', { active: false }, /SEARCH .*agency_number_by_activity \(active=\? AND id>\?\)/],
  ])('of agency numbers, %s, the next page, too, go along an index in their order', async (_, filter, index) => {
    await listAgencyNumbers(store.database.reader)(filter)('x', 10);
    expect(await plan()).toMatch(index);
    expect(await plan()).not.toContain('TEMP B-TREE');
  });

  it('of one refusal go to it by its reference', async () => {
    await knexRefusalLists(store.engine).find('r');
    expect(await plan()).toContain('sqlite_autoindex_refusal_1 (reference=?)');
  });

  it.each([
    ['what has ended', () => knexAffinityLists(store.engine).ended(plainDate('2026-01-01'), 10), 'affinity_to_expire'],
    [
      'which answers are due',
      () => knexAffinityLists(store.engine).answerDue(instant('2026-01-01T00:00:00Z'), 10),
      'affinity_to_answer',
    ],
    [
      'whether a delivery is due',
      () => knexDeliveryQueue(store.engine, store.eventFrom).claim(10, 1),
      'endpoint_progress_due',
    ],
    [
      'deliveries of an endpoint',
      () => knexDeliveryLists(store.engine, store.eventFrom).deliveries('x', { limit: 10 }),
      'sqlite_autoindex_webhook_event',
    ],
  ] as const)('of %s go along their index', async (_, read, index) => {
    await read();
    expect(await plan()).toContain(index);
    expect(await plan()).not.toContain('TEMP B-TREE');
  });

  it('of endpoints that are down look at those alone that failed', async () => {
    await knexDeliveryLists(store.engine, store.eventFrom).down(10);
    expect(await plan()).toContain('endpoint_progress_due_failing');
    expect(await plan()).not.toMatch(/SCAN c\b/);
  });

  it.each<[string, (lists: DeliveryLists) => Promise<unknown>]>([
    ['a page of endpoints', (lists) => lists.endpoints({ after: 'x', limit: 10 })],
    ['the lag', (lists) => lists.lag()],
  ])('of what is held in its lane, for %s, touch no other lane', async (_, read) => {
    await read(knexDeliveryLists(store.engine, store.eventFrom));
    expect(await plan()).toContain(
      'webhook_event_by_subject (endpoint_id=? AND subject=? AND sequence>? AND sequence<?)',
    );
    expect(await plan()).not.toMatch(/ORDER BY|SCAN [vhlf]\b/);
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Affinity } from '@affinity-engine/affinity';
import { anAffinity, anAffinityRequest, aPartner, aProduct } from '@affinity-engine/affinity/testing';
import { personTerms } from '@affinity-engine/privacy';
import { aProposed, aSubscription } from '@affinity-engine/quotation/testing';
import { newEndpoint } from '@affinity-engine/webhook';
import { knexAffinityLists } from '../affinity/affinity-lists.js';
import { knexAffinityWork } from '../affinity/affinity-work.js';
import { affinitiesToSeal, affinityTerms } from '../affinity/stored-person.js';
import { clock, type EventBody } from '../testing/opened-store.js';
import { plantAffinities, plantPartner } from '../testing/planted-affinities.js';
import { temporaryPostgresStore, temporaryStore, type TemporaryStore } from '../testing/temporary-store.js';
import { knexQuotationLists } from '../quotation/quotation-lists.js';
import { knexQuotationWork } from '../quotation/quotation-work.js';
import { quotationsToSeal } from '../quotation/quotations.js';
import { indexPersons } from './index-persons.js';
import { sealRecords } from './seal-records.js';

const holder = { first_name: 'Ângela', last_name: 'Quintão', cpf: '529.982.247-25', email: 'angela@example.com' };
const person: Partial<Affinity> = { holder, item: { plate: 'ZZZ9Z99' }, holderDocument: '52998224725' };
const values = ['Ângela', 'Quintão', '529.982.247-25', '52998224725', 'angela@example.com', 'ZZZ9Z99'];
const byDocument = {
  partnerId: 'partner-1',
  holderDocument: '52998224725',
  sort: { by: 'createdAt', descending: true },
  rows: 10,
} as const;

describe.each([
  ['SQLite', temporaryStore],
  ['PostgreSQL', temporaryPostgresStore],
])('persons of affinities, on %s', (_, open) => {
  let store: TemporaryStore;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  const work = () =>
    knexAffinityWork(store.engine, {
      clock,
      wakeUps: { notify: () => undefined },
      bodyOf: (_type, affinity, product) => JSON.stringify({ affinity, product } satisfies EventBody),
      firstEndpoint: (ownerId) => newEndpoint(`endpoint-of-${ownerId}`, { ownerId, url: null }, 'whsec_', clock.now()),
    });
  const lists = () => knexAffinityLists(store.engine);
  const found = (id: string) => work().run(({ affinities }) => affinities.findAny(id));
  const index = () =>
    indexPersons(store.engine, { affinity: affinityTerms(store.engine), quotation: async () => new Map() });
  const seal = () => sealRecords(store.engine, affinitiesToSeal(store.engine.people));
  const termsOf = async (record: string) =>
    (await store.rows('select hash from person_term where record = ? order by hash', record)).map(({ hash }) => hash);
  const hashesOf = (parts: unknown) =>
    personTerms(parts)
      .map((term) => store.engine.people.hash(term))
      .sort();

  /** Every text that is stored, of all tables. */
  async function stored(): Promise<string> {
    const texts: string[] = [];
    for (const table of ['affinity', 'webhook_event', 'person_term', 'person_due', 'audit_entry', 'feed_event']) {
      texts.push(JSON.stringify(await store.rows(`select * from ${table}`)));
    }
    return texts.join('\n');
  }

  it('are in no table in the clear, and are read as they were', async () => {
    const affinity = anAffinity(person);
    await work().run(async ({ partners, requests, affinities, events }) => {
      partners.add(aPartner());
      events.open('partner-1');
      requests.add(anAffinityRequest({ id: affinity.requestId, usedBy: affinity.id }));
      affinities.add(affinity);
      events.append('affinity.issued', affinity, aProduct(), clock.now());
    });
    await index();
    const all = await stored();
    expect(all).toContain('affinity-1');
    expect(values.filter((value) => all.includes(value))).toEqual([]);
    expect(await found('affinity-1')).toEqual(affinity);
    expect(await lists().page(byDocument)).toEqual([affinity]);
  });

  it('of earlier versions are read and found in the clear, then sealed, and nothing of them stays', async () => {
    await plantPartner(store.database);
    await plantAffinities(store.database, { ...person, id: 'a' }, { id: 'b' });
    const before = await found('a');
    expect(before).toMatchObject(person);
    expect(await lists().page(byDocument)).toEqual([before]);
    expect([await seal(), await seal()]).toEqual([2, 0]);
    expect(values.filter((value) => JSON.stringify(before).includes(value))).toEqual(values);
    const all = await stored();
    expect(values.filter((value) => all.includes(value))).toEqual([]);
    expect(await found('a')).toEqual({ ...before, version: 2 });
    expect((await lists().page(byDocument)).map(({ id }) => id)).toEqual(['a']);
    expect(await lists().count(byDocument)).toBe(1);
  });

  it('are sealed with the first change where that comes before the job', async () => {
    await plantPartner(store.database);
    await plantAffinities(store.database, { ...person, id: 'a' });
    const before = await found('a');
    if (before === null) throw new Error('a is not there');
    await work().run(async ({ affinities }) => affinities.save({ ...before, status: 'expired' }));
    const all = await stored();
    expect(values.filter((value) => all.includes(value))).toEqual([]);
    expect([await seal(), await found('a')]).toEqual([0, { ...before, status: 'expired', version: 2 }]);
  });

  it('are found by the words of a name, CPF and e-mail after the commit, each by a hash', async () => {
    await plantPartner(store.database);
    await plantAffinities(store.database, { ...person, id: 'a' }, { id: 'nobody' });
    await store.execute(`insert into person_due (kind, record) values ('affinity', 'a'), ('affinity', 'nobody')`);
    expect([await index(), await index()]).toEqual([2, 0]);
    expect(await termsOf('a')).toEqual(hashesOf(holder));
    expect(hashesOf(holder)).toHaveLength(4);
    expect(await termsOf('nobody')).toEqual([]);
  });

  it('that changed while they were looked at are looked at again', async () => {
    await plantPartner(store.database);
    await plantAffinities(store.database, { ...person, id: 'a' });
    await store.execute(`insert into person_due (kind, record) values ('affinity', 'a')`);
    const meanwhile = async (ids: readonly string[]) => {
      const terms = await affinityTerms(store.engine)(ids);
      await store.execute('update person_due set mark = mark + 1');
      return terms;
    };
    await indexPersons(store.engine, { affinity: meanwhile, quotation: async () => new Map() });
    expect([await termsOf('a'), await index()]).toEqual([[], 1]);
    expect(await termsOf('a')).toHaveLength(4);
  });
});

describe.each([
  ['SQLite', temporaryStore],
  ['PostgreSQL', temporaryPostgresStore],
])('persons of quotations, on %s', (_, open) => {
  let store: TemporaryStore;
  beforeEach(async () => {
    store = await open();
    await knexQuotationWork(store.engine, clock).run(async ({ subscriptions }) => subscriptions.add(aSubscription()));
  });
  afterEach(() => store.close());

  const answer = (code: string, text: string) => ({ code, answer: text, questionText: code, answerText: text });
  const quotation = aProposed({
    answers: [
      answer('INSURED-NAME', 'Ângela Quintão'),
      answer('IDENTITY', '52998224725'),
      answer('MAIL', 'angela@example.com'),
    ],
  });
  const texts = ['Ângela', 'angela', 'Quintão', 'quintao', '52998224725', 'example.com'];
  const clear = () => {
    const people = { ...store.engine.people, isSealing: () => false };
    return knexQuotationWork({ ...store.engine, people }, clock);
  };
  const lists = () => knexQuotationLists(store.engine);
  const page = (search: string) =>
    lists().page({ search, sort: [{ by: 'insuredName', descending: false }], skip: 0, limit: 10 });
  const leaks = async () => {
    const all = JSON.stringify([
      await store.rows('select * from quotation'),
      await store.rows('select * from person_term'),
    ]);
    return texts.filter((text) => all.includes(text));
  };

  it('are in no table in the clear, and are read and found as they were', async () => {
    await knexQuotationWork(store.engine, clock).run(async ({ quotations }) => quotations.add(quotation));
    expect(await leaks()).toEqual([]);
    for (const search of ['quintao', '529.982.247-25', quotation.number])
      expect(await page(search)).toEqual([quotation]);
  });

  it('are found by what the quotation says now', async () => {
    const work = knexQuotationWork(store.engine, clock);
    await work.run(async ({ quotations }) => quotations.add(quotation));
    const renamed = { ...quotation, answers: [answer('INSURED-NAME', 'Bia')] };
    await work.run(async ({ quotations }) => quotations.save(renamed));
    expect([await page('quintao'), (await page('bia')).length]).toEqual([[], 1]);
  });

  it('of earlier versions are found in the clear, then sealed, and nothing of them stays', async () => {
    await clear().run(async ({ quotations }) => quotations.add(quotation));
    expect(await leaks()).toEqual(texts);
    expect(await page('52998224725')).toEqual([quotation]);
    const seal = () => sealRecords(store.engine, quotationsToSeal(store.engine.people));
    expect([await seal(), await seal()]).toEqual([1, 0]);
    expect(await leaks()).toEqual([]);
    expect(await page('52998224725')).toEqual([{ ...quotation, version: quotation.version + 1 }]);
  });
});

import { businessDay, plainDate, type Instant } from '@affinity-engine/kernel';
import { anAffinity, anAffinityRequest, aPartner, aProduct } from '@affinity-engine/affinity/testing';
import { aGroup } from '@affinity-engine/affinity-group/testing';
import type { RecordRef } from '@affinity-engine/privacy';
import { privacyWorkContract, type PrivacyContractFixtures, type SuitePerson } from '@affinity-engine/privacy/testing';
import { aProposed, aSubscription } from '@affinity-engine/quotation/testing';
import { engines } from './testing/engines.js';
import { clock, listenTo, oldestFirst, type OpenedStore } from './testing/opened-store.js';

type Keep = (store: OpenedStore, id: string, person: SuitePerson, overAt: Instant) => Promise<void>;

const keepAffinity: Keep = async ({ works }, id, { name, cpf, email }, overAt) => {
  const affinity = anAffinity({
    ...{ id, holder: { name, cpf, email }, holderDocument: cpf },
    ...{ lifetimeStart: plainDate('2024-01-01'), lifetimeEnd: businessDay(overAt), status: 'canceled' },
    cancellation: {
      ...{ reason: 'default', description: `as ${name} asked`, at: clock.now(), rule: 'pro-rata' },
      ...{ paid: 1, kept: 1, refund: 0, taxRefund: 0 },
    },
  });
  await works.affinity.run(async ({ affinities, requests, events }) => {
    requests.add(anAffinityRequest({ id: affinity.requestId, usedBy: id }));
    affinities.add(affinity);
    events.append('affinity.canceled', affinity, aProduct(), clock.now());
    events.tellInsurer('insurer.risk-withdrawn', affinity, aProduct(), clock.now());
  });
};

const keepQuotation: Keep = async ({ works }, id, { name, cpf, email }, overAt) => {
  const answer = (code: string, text: string) => ({ code, answer: text, questionText: code, answerText: text });
  const answers = [answer('INSURED-NAME', name), answer('IDENTITY', cpf), answer('MAIL', email)];
  await works.quotation.run(async ({ quotations }) => quotations.add(aProposed({ id, answers, expiresAt: overAt })));
};

/** What every table says of a record, and what is sent of it. */
async function textOf(store: OpenedStore, { kind, id }: RecordRef): Promise<string> {
  const endpoints = await store.lists.deliveries.endpoints({ limit: 10 });
  const waiting = await Promise.all(endpoints.map((each) => store.queue.waiting(each.id, { after: 0, limit: 100 })));
  const sent = waiting.flat().filter(({ subject }) => subject === id);
  const content = await store.works.privacy.run(async ({ records }) => records.content({ kind, id }));
  const rows = [
    await store.rows(`select * from ${kind} where id = ?`, id),
    await store.rows('select * from webhook_event where subject = ?', id),
    await store.rows('select * from person_term where record = ?', id),
  ];
  return JSON.stringify([content, sent, rows]);
}

for (const [name, open] of engines) {
  privacyWorkContract(name, async (): Promise<PrivacyContractFixtures> => {
    const store = await open();
    await listenTo(store, 'insurer-1');
    await store.works.affinity.run(async ({ partners, events }) => {
      partners.add(aPartner());
      events.open('partner-1');
    });
    await store.works.quotation.run(async ({ subscriptions }) => subscriptions.add(aSubscription()));
    return {
      work: store.works.privacy,
      async keep({ kind, id }, person, overAt) {
        await { affinity: keepAffinity, quotation: keepQuotation }[kind](store, id, person, overAt);
        await store.persons.index();
      },
      keepContact: (groupId, contact) =>
        store.works.affinityGroup.run(async ({ groups }) => {
          const [primaryContactFirstName = '', primaryContactLastName = ''] = contact.split(' ');
          groups.add(aGroup({ id: groupId, primaryContactFirstName, primaryContactLastName, organizationId: null }));
        }),
      textOf: (ref) => textOf(store, ref),
      linksFrom: store.persons.linksFrom,
      async contactOf(groupId) {
        const [row] = await store.rows('select * from affinity_group where id = ?', groupId);
        const names = [row?.['primary_contact_first_name'], row?.['primary_contact_last_name']];
        return names.filter((each) => each !== null).join(' ');
      },
      audit: () => oldestFirst(store),
      close: store.close,
    };
  });
}

import {
  businessDay,
  epochMilliseconds,
  nameWords,
  type Clock,
  type Instant,
  type PersonTerm,
} from '@affinity-engine/kernel';
import type {
  FoundContact,
  FoundRecord,
  LegalHold,
  PersonContacts,
  PrivacyPorts,
  PrivacyWork,
  RecordRef,
} from '@affinity-engine/privacy';
import { knexAffinities } from '../affinity/affinities.js';
import { knexAudit } from '../audit.js';
import { instant, key, text } from '../engine/columns.js';
import { GuardFailed, write } from '../engine/committer.js';
import type { Engine } from '../engine/engine.js';
import { integerIn, textIn, type Execute, type Row, type Value } from '../engine/sql.js';
import { eachRow } from '../engine/statements.js';
import { table } from '../engine/table.js';
import { knexWork } from '../engine/work.js';
import { writeOrder } from '../engine/write-order.js';
import { knexQuotations } from '../quotation/quotations.js';
import type { BodyWithoutPerson } from '../webhook/seal-events.js';
import { eraseRecord } from './erase-records.js';
import { personsDue } from './index-persons.js';
import type { RecordKind } from './person-due.js';

const holdTable = table<LegalHold>('legal_hold', {
  kind: key(text()),
  id: key(text()),
  reason: text(),
  heldBy: text(),
  heldSince: instant(),
});

/** Which records of a kind are over; must match the WHERE of index quotation_over. */
const overBefore: Readonly<Record<RecordKind, { readonly where: string; readonly bound: (before: Instant) => Value }>> =
  {
    affinity: { where: 'lifetime_end < ?', bound: businessDay },
    quotation: { where: `status <> 'confirmed' and expires_at < ?`, bound: epochMilliseconds },
  };

/** A place before all records. */
const start: RecordRef = { kind: '' as RecordKind, id: '' };

/** Counts a change of the record, so that no erasure crosses what is done with it. */
async function touch(execute: Execute, { kind, id, version }: FoundRecord): Promise<void> {
  const sql = `update ${kind} set version = version + 1 where id = ? and version = ? returning id`;
  if ((await execute(sql, [id, version])).length === 0) throw new GuardFailed('hold');
}

const placeHold = eachRow<{ readonly record: FoundRecord; readonly hold: LegalHold }, void>(
  'place hold',
  writeOrder.legalHold,
  async (execute, { record, hold }) => {
    await touch(execute, record);
    const columns = holdTable.columns;
    await execute(
      `insert into legal_hold (${columns.map(({ name }) => name).join(', ')}) values (?, ?, ?, ?, ?)
       on conflict (kind, id) do update set reason = excluded.reason, held_by = excluded.held_by,
         held_since = excluded.held_since`,
      columns.map(({ valueOf }) => valueOf(hold)),
    );
  },
);

const releaseHold = eachRow<FoundRecord, void>('release hold', writeOrder.legalHold, async (execute, record) => {
  await touch(execute, record);
  await execute('delete from legal_hold where kind = ? and id = ?', [record.kind, record.id]);
});

const revokeLinks = eachRow<FoundRecord, void>('revoke links', writeOrder.legalHold, async (execute, record) => {
  await touch(execute, record);
  await execute(`update ${record.kind} set links_from = ${execute.words.now} where id = ?`, [record.id]);
});

const overwriteContact = eachRow<FoundContact, void>(
  'overwrite contact',
  writeOrder.affinityGroup,
  async (execute, contact) => {
    const done = await execute(
      `update affinity_group set primary_contact_first_name = null, primary_contact_last_name = null,
       primary_contact_phone = null, version = version + 1 where id = ? and version = ? returning id`,
      [contact.groupId, contact.version],
    );
    if (done.length === 0) throw new GuardFailed('overwrite contact');
  },
);

/** Units of work on persons, over the records of all contexts. */
export function knexPrivacyWork(engine: Engine, clock: Clock, erasedBody: BodyWithoutPerson): PrivacyWork {
  const { read, people } = engine;
  const audit = knexAudit(clock);
  const erase = eraseRecord(people, erasedBody);
  const contentOf: Readonly<Record<RecordKind, (id: string) => Promise<object | null>>> = {
    affinity: (id) => knexAffinities(engine)([]).findAny(id),
    quotation: (id) => knexQuotations(engine)([]).find(id),
  };
  return knexWork<PrivacyPorts>(engine, (writes) => ({
    records: {
      found: (terms, after, limit) => foundBy(terms, after ?? start, limit),
      find: async (ref) => (await completed([ref]))[0] ?? null,
      over: (kind, before, limit) => over(kind, before, limit),
      due: () => personsDue(read),
      content: async ({ kind, id }) => ({
        record: await contentOf[kind](id),
        trail: await read('select at, actor, action, details from audit_entry where subject = ? order by id', [id]),
      }),
      erase: (record) => void writes.push(write(erase, record)),
      revokeLinks: (record) => void writes.push(write(revokeLinks, record)),
    },
    holds: {
      async list(after, limit) {
        const { kind, id } = after ?? start;
        const sql = 'select * from legal_hold where (kind, id) > (?, ?) order by kind, id limit ?';
        return (await read(sql, [kind, id, limit])).map(holdTable.read);
      },
      place: (record, hold) => void writes.push(write(placeHold, { record, hold })),
      release: (record) => void writes.push(write(releaseHold, record)),
    },
    contacts: contactsIn(read, (contact) => void writes.push(write(overwriteContact, contact))),
    audit: audit(writes),
  }));

  async function foundBy(
    terms: readonly PersonTerm[],
    after: RecordRef,
    limit: number,
  ): Promise<readonly FoundRecord[]> {
    const each = terms.map(() => 'select kind, record from person_term where hash = ?').join(' intersect ');
    const rows = await read(
      `select kind, record from (${each}) as f where (kind, record) > (?, ?) order by kind, record limit ?`,
      [...terms.map((term) => people.hash(term)), after.kind, after.id, limit],
    );
    return completed(rows.map((row) => ({ kind: textIn(row, 'kind') as RecordKind, id: textIn(row, 'record') })));
  }

  async function over(kind: RecordKind, before: Instant, limit: number): Promise<readonly FoundRecord[]> {
    const { where, bound } = overBefore[kind];
    const sql = `select id from ${kind} where erased_at is null and ${where}
       and not exists (select 1 from legal_hold h where h.kind = ? and h.id = ${kind}.id) limit ?`;
    const rows = await read(sql, [bound(before), kind, limit]);
    return completed(rows.map((row) => ({ kind, id: textIn(row, 'id') })));
  }

  /** With the version and the hold of each that is there. */
  async function completed(refs: readonly RecordRef[]): Promise<readonly FoundRecord[]> {
    const found = await Promise.all(
      refs.map(async ({ kind, id }) => {
        const [row] = await read(`select version from ${kind} where id = ?`, [id]);
        const [hold] = await read('select * from legal_hold where kind = ? and id = ?', [kind, id]);
        if (row === undefined) return null;
        return { kind, id, version: integerIn(row, 'version'), hold: hold === undefined ? null : holdTable.read(hold) };
      }),
    );
    return found.filter((record) => record !== null);
  }
}

/** Contacts are clear, and few: all are looked at. */
const contactsIn = (read: Execute, overwrite: PersonContacts['overwrite']): PersonContacts => ({
  async named(words) {
    const rows = await read(
      `select id, version, primary_contact_first_name as first, primary_contact_last_name as last from affinity_group
       where primary_contact_first_name is not null or primary_contact_last_name is not null order by id`,
      [],
    );
    return rows
      .filter((row) => hasWords(row, words))
      .map((row): FoundContact => ({
        groupId: textIn(row, 'id'),
        version: integerIn(row, 'version'),
      }));
  },
  overwrite,
});

function hasWords(row: Row, words: readonly string[]): boolean {
  const own = nameWords(`${(row['first'] as string | null) ?? ''} ${(row['last'] as string | null) ?? ''}`);
  return words.every((word) => own.includes(word));
}

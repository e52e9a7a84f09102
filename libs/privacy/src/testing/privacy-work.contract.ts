import { instant, type AuditEntry, type Instant, type PersonTerm } from '@affinity-engine/kernel';
import { jestGlobals } from '@affinity-engine/kernel/testing';
import type { FoundRecord, LegalHold, PrivacyWork, RecordRef } from '../ports.js';

/** Whom a record of the suite is about. */
export type SuitePerson = { readonly name: string; readonly cpf: string; readonly email: string };

/** What the suite looks at: one store, empty when it is opened. */
export type PrivacyContractFixtures = {
  readonly work: PrivacyWork;
  /** Keeps a record about a person, who is found from then on. Its time is over at this moment, noon in UTC. */
  keep(ref: RecordRef, person: SuitePerson, overAt: Instant): Promise<void>;
  /** Keeps an affinity group with a contact of this name. */
  keepContact(groupId: string, name: string): Promise<void>;
  /** What is kept of a record, as text. */
  textOf(ref: RecordRef): Promise<string>;
  /** From when on links to its documents count. */
  linksFrom(ref: RecordRef): Promise<number | null>;
  /** The name of a contact, empty without one. */
  contactOf(groupId: string): Promise<string>;
  audit(): Promise<readonly AuditEntry[]>;
  close(): Promise<void>;
};

const ana: SuitePerson = { name: 'Ana Quintão', cpf: '52998224725', email: 'ana@example.com' };
const bia: SuitePerson = { name: 'Bia Quintão', cpf: '11144477735', email: 'bia@example.com' };
const [first, second, quoted] = [
  { kind: 'affinity', id: 'affinity-1' },
  { kind: 'affinity', id: 'affinity-2' },
  { kind: 'quotation', id: 'quotation-1' },
] as const satisfies readonly RecordRef[];
const name = (text: string): PersonTerm => ({ kind: 'name', text });

/** What every adapter of the work on persons keeps. */
export function privacyWorkContract(title: string, open: () => Promise<PrivacyContractFixtures>): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();

  describe(`the work on persons, ${title}`, () => {
    let store: PrivacyContractFixtures;
    beforeEach(async () => {
      store = await open();
      await store.keep(first, ana, instant('2025-01-10T12:00:00Z'));
      await store.keep(second, bia, instant('2025-01-20T12:00:00Z'));
      await store.keep(quoted, ana, instant('2025-01-10T12:00:00Z'));
    });
    afterEach(() => store.close());

    const found = (terms: readonly PersonTerm[], after: RecordRef | null = null, limit = 10) =>
      store.work.run(async ({ records }) => records.found(terms, after, limit));
    const refs = async (...asked: Parameters<typeof found>) =>
      (await found(...asked)).map(({ kind, id }) => ({ kind, id }));
    const recordOf = async (ref: RecordRef): Promise<FoundRecord> => {
      const record = await store.work.run(async ({ records }) => records.find(ref));
      if (record === null) throw new Error(`the store has no ${ref.kind} ${ref.id}`);
      return record;
    };
    const holdOn = (ref: RecordRef, reason = 'dispute'): LegalHold => ({
      ...{ kind: ref.kind, id: ref.id, reason, heldBy: 'tester' },
      heldSince: instant('2026-01-02T12:00:00Z'),
    });
    const place = async (record: FoundRecord, hold = holdOn(record)) =>
      store.work.run(async ({ holds }) => holds.place(record, hold));
    const erase = (record: FoundRecord) => store.work.run(async ({ records }) => records.erase(record));

    it.each<[string, readonly PersonTerm[], readonly RecordRef[]]>([
      ['a document', [{ kind: 'document', text: ana.cpf }], [first, quoted]],
      ['an e-mail address', [{ kind: 'email', text: bia.email }], [second]],
      ['a word of a name', [name('quintao')], [first, second, quoted]],
      ['several words', [name('bia'), name('quintao')], [second]],
      ['terms of which one is another’s', [name('bia'), { kind: 'document', text: ana.cpf }], []],
      ['a part of a word', [name('quint')], []],
      ['a word that is a document', [name(ana.cpf)], []],
    ])('finds by %s', async (_, terms, expected) => {
      expect(await refs(terms)).toEqual(expected);
    });

    it('finds page by page, by kind and id', async () => {
      const terms = [name('quintao')];
      expect(await refs(terms, null, 2)).toEqual([first, second]);
      expect(await refs(terms, second, 2)).toEqual([quoted]);
      expect(await refs(terms, quoted)).toEqual([]);
      expect(await store.work.run(async ({ records }) => records.due())).toBe(0);
    });

    it('shows what is kept of a record', async () => {
      const content = await store.work.run(async ({ records }) => records.content(first));
      expect(JSON.stringify(content)).toContain(ana.email);
    });

    it('erases a record, which is then found by nothing, and leaves others', async () => {
      for (const ref of [first, quoted]) await erase(await recordOf(ref));
      expect(await refs([name('quintao')])).toEqual([second]);
      for (const ref of [first, quoted]) {
        const text = await store.textOf(ref);
        for (const value of ['Ana', 'Quintão', ana.cpf, ana.email]) expect(text).not.toContain(value);
        expect(text).toContain(ref.id);
      }
      expect(await store.textOf(second)).toContain(bia.email);
    });

    it('erases nothing that has changed since it was found', async () => {
      const before = await recordOf(first);
      await place(before);
      await store.work.run(async ({ holds }) => holds.release(await recordOf(first)));
      await expect(erase(before)).rejects.toMatchObject({ code: 'CHANGED-MEANWHILE' });
      expect(await store.textOf(first)).toContain(ana.email);
    });

    it('erases nothing that is held', async () => {
      await place(await recordOf(first));
      await expect(erase(await recordOf(first))).rejects.toMatchObject({ code: 'CHANGED-MEANWHILE' });
      expect(await store.textOf(first)).toContain(ana.email);
    });

    it('shows a hold with the record, lists it, and releases it', async () => {
      for (const ref of [quoted, first]) await place(await recordOf(ref));
      await place(await recordOf(first), holdOn(first, 'another reason'));
      const list = (after: RecordRef | null, limit: number) =>
        store.work.run(async ({ holds }) => holds.list(after, limit));
      const [one, other] = [holdOn(first, 'another reason'), holdOn(quoted)];
      expect((await recordOf(first)).hold).toEqual(one);
      expect((await found([{ kind: 'document', text: ana.cpf }])).map(({ hold }) => hold)).toEqual([one, other]);
      expect([await list(null, 9), await list(null, 1), await list(first, 9)]).toEqual([[one, other], [one], [other]]);
      await store.work.run(async ({ holds }) => holds.release(await recordOf(first)));
      expect([(await recordOf(first)).hold, await list(null, 9)]).toEqual([null, [other]]);
    });

    it('ends links of a record alone, also where it is erased', async () => {
      expect([await store.linksFrom(first), await store.linksFrom({ kind: 'quotation', id: 'unknown' })]).toEqual([
        0,
        null,
      ]);
      await store.work.run(async ({ records }) => records.revokeLinks(await recordOf(first)));
      const revoked = (await store.linksFrom(first)) ?? 0;
      expect(revoked).toBeGreaterThan(0);
      await erase(await recordOf(quoted));
      expect(await store.linksFrom(quoted)).toBeGreaterThanOrEqual(revoked);
      expect(await store.linksFrom(second)).toBe(0);
    });

    it('lists what is over of a kind, but for what is held or erased', async () => {
      const over = async (kind: RecordRef['kind'], day: number, limit = 10) => {
        const before = instant(`2025-01-${day}T12:00:00Z`);
        return (await store.work.run(async ({ records }) => records.over(kind, before, limit))).map(({ id }) => id);
      };
      expect([await over('affinity', 10), await over('affinity', 12), await over('quotation', 12)]).toEqual([
        [],
        ['affinity-1'],
        ['quotation-1'],
      ]);
      expect([await over('affinity', 22), await over('affinity', 22, 1)].map(({ length }) => length)).toEqual([2, 1]);
      await place(await recordOf(first));
      await erase(await recordOf(quoted));
      expect([await over('affinity', 22), await over('quotation', 22)]).toEqual([['affinity-2'], []]);
    });

    it('knows no record that is not there', async () => {
      const find = (ref: RecordRef) => store.work.run(async ({ records }) => records.find(ref));
      expect(await find({ kind: 'affinity', id: 'quotation-1' })).toBeNull();
      expect(await find({ kind: 'quotation', id: 'unknown' })).toBeNull();
    });

    it('overwrites contacts of a name, and no others', async () => {
      await store.keepContact('group-1', 'Ana Quintão');
      await store.keepContact('group-2', 'Ana Souza');
      const named = (...words: readonly string[]) => store.work.run(async ({ contacts }) => contacts.named(words));
      expect((await named('ana')).map(({ groupId }) => groupId)).toEqual(['group-1', 'group-2']);
      const [contact, ...others] = await named('quintao', 'ana');
      expect(others).toEqual([]);
      if (contact === undefined) throw new Error('the contact is not found');
      const overwrite = () => store.work.run(async ({ contacts }) => contacts.overwrite(contact));
      await overwrite();
      expect([await store.contactOf('group-1'), await store.contactOf('group-2')]).toEqual(['', 'Ana Souza']);
      expect((await named('ana')).map(({ groupId }) => groupId)).toEqual(['group-2']);
      await expect(overwrite()).rejects.toMatchObject({ code: 'CHANGED-MEANWHILE' });
    });

    it('writes the trail with the unit', async () => {
      const entry = { actor: 'tester', action: 'person.erased', subject: 'affinity-1', details: { kind: 'affinity' } };
      await store.work.run(async ({ audit }) => audit.append(entry));
      expect((await store.audit()).at(-1)).toMatchObject(entry);
    });
  });
}

import { beforeEach, describe, expect, it } from '@jest/globals';
import { instant } from '@affinity-engine/kernel';
import { fixedClock } from '@affinity-engine/kernel/testing';
import { eraseOutlived } from './erase-outlived.js';
import { erasePerson, previewErasure } from './erase-person.js';
import { exportPerson, searchPersons } from './find-person.js';
import { listHolds, placeHold, releaseHold } from './legal-holds.js';
import type { RecordRef } from './ports.js';
import { isLinkGood, revokeLinks } from './revoke-links.js';
import { memoryPrivacyWork, type MemoryPrivacy } from './testing/memory-privacy-work.js';

const ana = { name: 'Ana Quintão', cpf: '52998224725' };
const [one, other] = [
  { kind: 'affinity', id: 'a' },
  { kind: 'quotation', id: 'q' },
] as const satisfies readonly RecordRef[];
const byCpf = { cpf: '529.982.247-25' };
const digestOf = (text: string): string => `digest of ${text}`;

let store: MemoryPrivacy;
let done: string[];
beforeEach(() => {
  store = memoryPrivacyWork();
  done = [];
  for (const ref of [one, other]) store.put({ ...ref, version: 1, person: ana });
});

const traces = {
  removeDocuments: async (records: readonly RecordRef[]) =>
    void done.push(
      `documents of ${records.map(({ id }) => id).join()}, ${store.stored(one)?.person === null ? 'erased' : 'there'}`,
    ),
  settle: async () => void done.push('settled'),
};
const preview = () => previewErasure(store.work, digestOf)(byCpf);
const erase = async (digest?: string) =>
  erasePerson(store.work, traces, digestOf)(byCpf, digest ?? (await preview()).digest, 'operator');
const clock = fixedClock('2026-01-02T12:00:00Z');

describe('an erasure', () => {
  it('does what its preview showed, on every record, and the trail says who did it without the person', async () => {
    const shown = await preview();
    expect(shown.erased.map(({ id }) => id)).toEqual(['a', 'q']);
    expect(await erase(shown.digest)).toEqual(shown);
    expect([store.stored(one)?.person, store.stored(other)?.person]).toEqual([null, null]);
    expect(store.audit()).toEqual(
      [one, other].map(({ kind, id }) => ({
        actor: 'operator',
        action: 'person.erased',
        subject: id,
        details: { kind },
      })),
    );
    expect(JSON.stringify(store.audit())).not.toContain('5299');
  });

  it('removes documents before it is committed and after, then has the database forget', async () => {
    await erase();
    expect(done).toEqual(['documents of a,q, there', 'documents of a,q, erased', 'settled']);
  });

  it('is refused where something has changed since the preview', async () => {
    const { digest } = await preview();
    store.put({ kind: 'affinity', id: 'b', version: 1, person: ana });
    await expect(erase(digest)).rejects.toMatchObject({ code: 'ERASURE-CHANGED' });
    expect(store.stored(one)?.person).toEqual(ana);
  });

  it('may be repeated: then there is nothing to erase', async () => {
    const { digest } = await preview();
    await erase(digest);
    expect(await erase(digest)).toMatchObject({ erased: [], held: [] });
  });

  it('leaves what is held, and says why', async () => {
    await placeHold(store.work, clock)(one, 'dispute 7', 'operator');
    const shown = await preview();
    expect([shown.erased.map(({ id }) => id), shown.held.map(({ hold }) => hold?.reason)]).toEqual([
      ['q'],
      ['dispute 7'],
    ]);
    await erase(shown.digest);
    expect([store.stored(one)?.person, store.stored(other)?.person]).toEqual([ana, null]);
    await releaseHold(store.work)(one, 'operator');
    expect((await erase()).erased.map(({ id }) => id)).toEqual(['a']);
  });

  it('overwrites contacts where nothing but the name is asked for', async () => {
    store.putContact({ groupId: 'g', version: 1, name: 'Ana Quintão' });
    const erasing = erasePerson(store.work, traces, digestOf);
    const asked = { name: 'ana quintao' };
    expect((await previewErasure(store.work, digestOf)({ ...asked, ...byCpf })).contacts).toEqual([]);
    const { digest, contacts } = await previewErasure(store.work, digestOf)(asked);
    expect(contacts).toEqual([{ groupId: 'g', version: 1 }]);
    await erasing(asked, digest, 'operator');
    expect(store.contact('g')?.name).toBeNull();
  });
});

describe('a person', () => {
  it.each([
    [{ cpf: '529.982.247-26' }, 'cpf'],
    [{ cnpj: ana.cpf }, 'cnpj'],
    [{ email: 'nobody' }, 'email'],
    [{ name: 'A' }, 'name'],
    [{}, 'body'],
  ])('is not looked for by %j', async (criteria, path) => {
    await expect(searchPersons(store.work)(criteria, null, 10)).rejects.toMatchObject({
      code: 'PERSON-CRITERION-INVALID',
      properties: { problems: [{ path }] },
    });
  });

  it('is not known by what more than a thousand records have', async () => {
    for (let at = 0; at < 1_000; at += 1) store.put({ kind: 'affinity', id: `n${at}`, version: 1, person: ana });
    await expect(preview()).rejects.toMatchObject({ code: 'PERSON-AMBIGUOUS' });
    expect((await searchPersons(store.work)(byCpf, null, 5)).records).toHaveLength(5);
  });

  it('is shown whole, and the trail says to whom', async () => {
    const { contents } = await exportPerson(store.work)(byCpf, 'operator');
    expect(contents.map(({ id, content }) => [id, JSON.stringify(content).includes(ana.name)])).toEqual([
      ['a', true],
      ['q', true],
    ]);
    expect(store.audit().map(({ action, subject }) => `${action} ${subject}`)).toEqual([
      'person.exported a',
      'person.exported q',
    ]);
  });
});

describe('a hold', () => {
  it('needs a record, and one to release', async () => {
    const unknown = { kind: 'affinity', id: 'unknown' } as const;
    await expect(placeHold(store.work, clock)(unknown, 'x', 'operator')).rejects.toMatchObject({
      code: 'RECORD-UNKNOWN',
    });
    await expect(releaseHold(store.work)(one, 'operator')).rejects.toMatchObject({ code: 'HOLD-UNKNOWN' });
    const placed = await placeHold(store.work, clock)(one, 'x', 'operator');
    expect([placed.heldSince, await listHolds(store.work)(null, 9)]).toEqual([clock.now(), [placed]]);
  });
});

describe('links', () => {
  it('that were made before a revocation are over, and others are good', async () => {
    let now = 100;
    const revoking = memoryPrivacyWork(() => now);
    revoking.put({ ...one, version: 1, person: ana });
    const isGood = isLinkGood(revoking);
    expect(await isGood(one, 1)).toBe(true);
    now = 200;
    await revokeLinks(revoking.work)(one, 'operator');
    expect([await isGood(one, 199), await isGood(one, 200), await isGood(one, 201)]).toEqual([false, false, true]);
    expect(await isGood({ kind: 'quotation', id: 'unknown' }, 1)).toBe(true);
    expect(revoking.audit()).toEqual([
      { actor: 'operator', action: 'links.revoked', subject: 'a', details: { kind: 'affinity' } },
    ]);
  });
});

describe('a record whose time is over', () => {
  const overAt = instant('2025-12-01T12:00:00Z');
  const outlived = (days: number, kept = { affinity: 0, quotation: 0 }) =>
    eraseOutlived(store.work, traces, clock, { ...kept, quotation: days })();

  it('is erased after so many days, with its documents, and the trail says why', async () => {
    store.put({ ...other, version: 1, person: ana, overAt });
    expect([await outlived(60), store.stored(other)?.person]).toEqual([0, ana]);
    expect([await outlived(30), await outlived(30)]).toEqual([1, 0]);
    expect([store.stored(other)?.person, store.stored(one)?.person]).toEqual([null, ana]);
    expect(store.audit()).toEqual([
      {
        ...{ actor: 'engine', action: 'person.erased', subject: 'q' },
        details: { kind: 'quotation', because: 'its time is over' },
      },
    ]);
    expect(done.at(-1)).toBe('settled');
  });

  it('is kept for ever where an operator says 0', async () => {
    store.put({ ...one, version: 1, person: ana, overAt });
    expect([await outlived(0), store.stored(one)?.person]).toEqual([0, ana]);
  });
});

import type { Instant } from '../calendar.js';
import { plus } from '../instants.js';
import type { AuditEntry, AuditList } from '../ports.js';
import { jestGlobals } from './jest-globals.js';

/** What the suite looks at of an audit trail, which is empty when it is opened. */
export type AuditListContractFixtures = {
  /** Appends the entries, each in a commit of its own. */
  append(...entries: readonly AuditEntry[]): Promise<void>;
  readonly list: AuditList;
  /** When the adapter's clock says that everything happens. */
  readonly at: Instant;
  close(): Promise<void>;
};

const entry = (subject: string, details: AuditEntry['details'] = {}): AuditEntry => ({
  actor: `client:of ${subject}`,
  action: 'client.created',
  subject,
  details,
});

const details = { name: 'Ângela 😀', count: 2 ** 53 - 1, none: null, list: [1, ['a']], inner: { yes: true } };
const trail = [entry('p', details), entry('q'), entry('p'), entry('p', { fourth: 4 }), entry('q')];

/** What every list of the audit trail keeps. */
export function auditListContract(name: string, open: () => Promise<AuditListContractFixtures>): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();

  describe(`the audit trail, ${name}`, () => {
    let store: AuditListContractFixtures;
    beforeEach(async () => {
      store = await open();
      await store.append(...trail);
    });
    afterEach(() => store.close());

    /** The lines that are asked for, as places in the trail. */
    async function places(query: Parameters<AuditList>[0]): Promise<readonly number[]> {
      const numbers = (await all()).map(({ number }) => number).reverse();
      return (await store.list(query)).items.map(({ number }) => numbers.indexOf(number));
    }
    const all = async () => (await store.list({ limit: 100 })).items;
    const numberOf = async (place: number) => [...(await all())].reverse()[place]?.number ?? 0;

    it('gives back every entry as it was, with its moment, newest first, numbered in its order', async () => {
      const listed = await all();
      expect(listed.map(({ number: _number, ...kept }) => kept)).toEqual(
        [...trail].reverse().map((each) => ({ ...each, at: store.at })),
      );
      const numbers = listed.map(({ number }) => number);
      expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => other - one));
    });

    it('gives back an entry without details with none', async () => {
      await store.append({ actor: 'tester', action: 'client.revoked', subject: 'r' });
      expect((await store.list({ limit: 1 })).items[0]).toMatchObject({ actor: 'tester', subject: 'r', details: {} });
    });

    it('gives back at most so many', async () => {
      expect([await places({ limit: 2 }), await places({ limit: 5 })]).toEqual([
        [4, 3],
        [4, 3, 2, 1, 0],
      ]);
    });

    it('goes on before a line', async () => {
      const before = await numberOf(3);
      expect([await places({ before, limit: 2 }), await places({ before: await numberOf(0), limit: 9 })]).toEqual([
        [2, 1],
        [],
      ]);
    });

    it('says where to go on, and where the end is', async () => {
      const { next } = await store.list({ limit: 2 });
      expect(next).toBe(await numberOf(3));
      expect((await store.list({ limit: 5 })).next).toBeNull();
      expect((await store.list({ limit: 9, subject: 'nobody' })).next).toBeNull();
      expect((await store.list({ limit: 2, subject: 'q' })).next).toBeNull();
    });

    it('gives back what one actor did, one action, and what was done in a span, its end excluded', async () => {
      await store.append({ actor: 'tester', action: 'client.revoked', subject: 'r' });
      expect(await places({ actor: 'tester', limit: 9 })).toEqual([5]);
      expect(await places({ actor: 'client:of q', limit: 9 })).toEqual([4, 1]);
      expect(await places({ actor: 'client:of q', subject: 'p', limit: 9 })).toEqual([]);
      expect(await places({ action: 'client.created', limit: 2 })).toEqual([4, 3]);
      expect(await places({ action: 'client.revoked', before: await numberOf(5), limit: 2 })).toEqual([]);
      const later = plus(store.at, { hours: 12 });
      expect(await places({ from: store.at, to: later, actor: 'tester', limit: 9 })).toEqual([5]);
      expect(await places({ to: store.at, limit: 9 })).toEqual([]);
      expect(await places({ from: later, limit: 9 })).toEqual([]);
      expect(await places({ from: plus(store.at, { hours: -12 }), limit: 1 })).toEqual([5]);
    });

    it('gives back what happened to one subject', async () => {
      expect([await places({ subject: 'p', limit: 9 }), await places({ subject: 'P', limit: 9 })]).toEqual([
        [3, 2, 0],
        [],
      ]);
      expect(await places({ subject: 'q', limit: 2 })).toEqual([4, 1]);
      expect(await places({ subject: 'p', before: await numberOf(3), limit: 1 })).toEqual([2]);
    });
  });
}

import type { Audit, KeptAnswers, Work } from '../ports.js';
import { refusalOf } from './code-of.js';
import { jestGlobals } from './jest-globals.js';
import { answerOf, onceWith } from './once.js';

/** What the suite looks at of kept answers, of which there are none when it is opened. */
export type KeptAnswersContractFixtures = {
  readonly work: Work<{ readonly audit: Audit }>;
  readonly answers: KeptAnswers;
  /** Lets time pass for what is kept. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
};

const hour = 3_600_000;

/** What every adapter keeps of first answers: for how long, and how they are found. */
export function keptAnswersContract(name: string, open: () => Promise<KeptAnswersContractFixtures>): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();

  describe(`first answers, ${name}`, () => {
    let store: KeptAnswersContractFixtures;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const ask = (answer: string, once = onceWith('key')) => store.work.run(async () => answer, once);
    const forever = { ...onceWith('key'), forever: true } as const;

    it('are found under their keys, with what they were asked with', async () => {
      const answers = { a: 'Ângela “first” 😀', b: '', key: '{"id":"c"}' };
      for (const [key, answer] of Object.entries(answers)) await ask(answer, onceWith(key, `asked for ${key}`));
      const found = await Promise.all(['a', 'b', 'key', 'A', 'd'].map((key) => store.answers.find(key)));
      expect(found).toEqual([
        { fingerprint: 'asked for a', answer: answers.a },
        { fingerprint: 'asked for b', answer: answers.b },
        { fingerprint: 'asked for key', answer: answers.key },
        null,
        null,
      ]);
    });

    it('are what the answer function makes of the result, which only the first caller gets', async () => {
      const once = { ...onceWith('key'), answer: (result: string) => `answer: ${result}` };
      expect(await ask('result', once)).toBe('result');
      expect(await answerOf(ask('again', once))).toBe('answer: result');
      expect((await store.answers.find('key'))?.answer).toBe('answer: result');
    });

    it('are kept for 24 hours, then a repeat is done anew and kept in their place', async () => {
      await ask('first');
      await store.pass(24 * hour - 60_000);
      expect([await answerOf(ask('second')), await refusalOf(ask('x', onceWith('key', 'other')))]).toEqual([
        'first',
        'KEY-REUSED',
      ]);
      expect(await store.answers.find('key')).toMatchObject({ answer: 'first' });
      await store.pass(120_000);
      expect(await store.answers.find('key')).toBeNull();
      expect(await refusalOf(ask('third', onceWith('key', 'other')))).toBeNull();
      expect(await store.answers.find('key')).toEqual({ fingerprint: 'other', answer: 'third' });
      await store.pass(23 * hour);
      expect(await answerOf(ask('fourth', onceWith('key', 'other')))).toBe('third');
    });

    it('are kept for ever where that is asked for', async () => {
      await ask('first', forever);
      await store.pass(1_000 * 365 * 24 * hour);
      expect([await answerOf(ask('second', forever)), await refusalOf(ask('x', onceWith('key', 'other')))]).toEqual([
        'first',
        'KEY-REUSED',
      ]);
      expect(await store.answers.find('key')).toMatchObject({ answer: 'first' });
    });

    it('are not kept of what failed', async () => {
      const failing = store.work.run(() => Promise.reject(new TypeError('broken')), onceWith('key'));
      await expect(failing).rejects.toThrow('broken');
      expect(await store.answers.find('key')).toBeNull();
    });

    it('are not kept of what was not to happen once', async () => {
      await store.work.run(async () => 'result');
      expect(await store.answers.find('')).toBeNull();
      expect(await store.answers.find('undefined')).toBeNull();
    });
  });
}

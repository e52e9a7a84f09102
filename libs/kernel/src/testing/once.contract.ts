import { refusalOf } from './code-of.js';
import { jestGlobals } from './jest-globals.js';
import { answerOf, meeting, onceWith } from './once.js';
import { note, type WorkContractFixtures, type WorkPorts } from './work-contract-fixtures.js';

/** What a unit of work keeps of what is to happen once. */
export function onceContract(store: () => WorkContractFixtures): void {
  const { describe, it, expect } = jestGlobals();

  describe('once', () => {
    const effect = (text: string, once = onceWith('key')) =>
      store().work.run(async ({ audit }) => {
        audit.append(note(text));
        return text;
      }, once);
    const actions = async () => (await store().audit()).map(({ action }) => action);
    const rename = (name: string) => store().work.run(async ({ find, save }) => save({ ...(await find()), name }));

    it('answers a repeat with the first answer and does nothing', async () => {
      await effect('first');
      expect([await refusalOf(effect('second')), await answerOf(effect('third'))]).toEqual([
        'ANSWERED-BEFORE',
        'first',
      ]);
      expect(await actions()).toEqual(['first']);
    });

    it('gives the first caller the result itself, and repeats what the answer function made of it', async () => {
      const once = { ...onceWith('key'), answer: (result: string) => `answer: ${result}` };
      expect([await effect('first', once), await answerOf(effect('second', once))]).toEqual(['first', 'answer: first']);
    });

    it('refuses a key that is used for something else', async () => {
      await effect('first');
      expect(await refusalOf(effect('second', onceWith('key', 'other')))).toBe('KEY-REUSED');
      expect(await refusalOf(effect('third', onceWith('other key', 'other')))).toBeNull();
      expect(await actions()).toEqual(['first', 'third']);
    });

    it('recognises a repeat whose answer is stored for ever', async () => {
      await effect('first', { ...onceWith('key'), forever: true });
      expect(await answerOf(effect('second'))).toBe('first');
      expect(await refusalOf(effect('third', { ...onceWith('key', 'other'), forever: true }))).toBe('KEY-REUSED');
    });

    it('has one effect of concurrent repeats, and one answer', async () => {
      const texts = Array.from({ length: 20 }, (_, index) => `try ${index}`);
      const answers = await Promise.all(texts.map((text) => answerOf(effect(text))));
      expect(await actions()).toHaveLength(1);
      expect(new Set(answers)).toEqual(new Set(await actions()));
    });

    it('has one effect where two with one key are at work at the same time, with the same or other writes', async () => {
      const both = meeting(2);
      const at = (text: string, fingerprint: string) =>
        store().work.run(
          async ({ audit }) => {
            await both();
            audit.append(note(text));
            return text;
          },
          onceWith('key', fingerprint),
        );
      const outcomes = await Promise.all([refusalOf(at('a', 'of a')), refusalOf(at('b', 'of b'))]);
      expect([new Set(outcomes), (await actions()).length]).toEqual([new Set([null, 'KEY-REUSED']), 1]);
    });

    it('answers a repeat that finds the effect done only while it works', async () => {
      const repeat = store().work.run(async () => {
        await effect('first');
        throw new TypeError('used already');
      }, onceWith('key'));
      expect(await answerOf(repeat)).toBe('first');
    });

    it('keeps no answer of what failed', async () => {
      const failing = store().work.run(async () => {
        throw new TypeError('broken');
      }, onceWith('key'));
      await expect(failing).rejects.toThrow('broken');
      expect(await refusalOf(effect('second'))).toBeNull();
      expect(await actions()).toEqual(['second']);
    });

    it('keeps no answer of what others were faster than', async () => {
      const stale = await store().work.run(({ find }) => find());
      await rename('theirs');
      const losing = store().work.run(async ({ save }) => {
        save(stale);
        return 'lost';
      }, onceWith('key'));
      expect(await refusalOf(losing)).toBe('CHANGED-MEANWHILE');
      expect(await answerOf(effect('second'))).toBe('second');
    });

    it('keeps the answer of the run that is kept', async () => {
      const stale = await store().work.run(({ find }) => find());
      await rename('theirs');
      let times = 0;
      const body = async ({ find, save }: WorkPorts) => {
        times += 1;
        save({ ...(times < 3 ? stale : await find()), name: 'ours' });
        return `run ${times}`;
      };
      expect(await store().work.run(body, onceWith('key'))).toBe('run 3');
      expect(await answerOf(effect('second'))).toBe('run 3');
    });
  });
}

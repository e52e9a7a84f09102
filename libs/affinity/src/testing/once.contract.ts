import { answerOf, onceWith, refusalOf, type AffinityHarness } from './affinity-harness.js';
import { jestGlobals } from '@affinity-engine/kernel/testing';

/** What a unit of work keeps of what is to happen once. */
export function onceContract(store: () => AffinityHarness): void {
  const { describe, it, expect } = jestGlobals();

  describe('once', () => {
    const effect = (text: string, once = onceWith('key')) =>
      store().work.run(async ({ audit }) => {
        audit.append({ actor: 'tester', action: text, subject: 'x' });
        return text;
      }, once);
    const actions = async () => (await store().audit()).map(({ action }) => action);

    it('answers a repeat with the first answer and does nothing', async () => {
      await effect('first');
      expect([await refusalOf(effect('second')), await answerOf(effect('third'))]).toEqual([
        'ANSWERED-BEFORE',
        'first',
      ]);
      expect(await actions()).toEqual(['first']);
    });

    it('refuses a key that is used for something else', async () => {
      await effect('first');
      expect(await refusalOf(effect('second', onceWith('key', 'other')))).toBe('KEY-REUSED');
      expect(await refusalOf(effect('third', onceWith('other key', 'other')))).toBeNull();
      expect(await actions()).toEqual(['first', 'third']);
    });

    it('has one effect of concurrent repeats, and one answer', async () => {
      const texts = Array.from({ length: 20 }, (_, index) => `try ${index}`);
      const answers = await Promise.all(texts.map((text) => answerOf(effect(text))));
      expect(await actions()).toHaveLength(1);
      expect(new Set(answers)).toEqual(new Set(await actions()));
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
    });
  });
}

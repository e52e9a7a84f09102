import { join } from 'node:path';
import type { VerifiedWebhook } from '@affinity-engine/client';
import { temporaryFolder } from '@affinity-engine/test-harness';
import { describe, expect, it } from '@jest/globals';
import { coversIn } from './covers.js';
import { openJournal, type Journal, type Line } from './journal.js';

const webhook = (sequence: number, type: string): VerifiedWebhook =>
  ({
    id: `evt_${sequence}`,
    sequence,
    isReplay: false,
    body: { id: 'a', event: { type } },
  }) as unknown as VerifiedWebhook;

/** A journal whose writes end when the test says so. */
function slowJournal() {
  const [lines, ends]: [Line[], ((failure?: Error) => void)[]] = [[], []];
  const journal: Journal = {
    lines,
    close: () => Promise.resolve(),
    append: (line) =>
      new Promise((resolve, reject) =>
        ends.push((failure) => (failure === undefined ? resolve(void lines.push(line)) : reject(failure))),
      ),
  };
  return { journal, end: (failure?: Error) => ends.shift()?.(failure), waiting: () => ends.length, lines };
}

describe('the covers of the shop', () => {
  it('are kept once, also when an order or event comes again while it is written', async () => {
    const { journal, end, waiting, lines } = slowJournal();
    const covers = coversIn(journal);
    const sold = [covers.sold('o', 'a'), covers.sold('o', 'a')];
    const kept = [covers.keep(webhook(1, 'affinity.issued')), covers.keep(webhook(1, 'affinity.issued'))];
    expect(waiting()).toBe(2);
    end();
    end();
    expect(await Promise.all([...sold, ...kept])).toEqual(['kept', 'known', 'kept', 'known']);
    expect(lines).toHaveLength(2);
    expect(covers.find('o')).toEqual({ orderId: 'o', affinityId: 'a', status: 'affinity.issued' });
  });

  it('are not known where they could not be written', async () => {
    const { journal, end } = slowJournal();
    const covers = coversIn(journal);
    const failed = covers.keep(webhook(1, 'affinity.issued'));
    end(new Error('the disk is full'));
    await expect(failed).rejects.toThrow('the disk is full');
    const again = covers.keep(webhook(1, 'affinity.issued'));
    end();
    expect(await again).toBe('kept');
  });

  it('are as the latest event says, though an older one comes later, and after a restart', async () => {
    const file = join(temporaryFolder(), 'journal');
    const journal = await openJournal(file);
    const covers = coversIn(journal);
    await covers.sold('o', 'a');
    expect(covers.find('o')?.status).toBe('sold');
    await covers.keep(webhook(2, 'affinity.canceled'));
    await covers.keep(webhook(1, 'affinity.issued'));
    expect(covers.find('o')?.status).toBe('affinity.canceled');
    await journal.close();
    const reopened = await openJournal(file);
    const again = coversIn(reopened);
    expect(again.find('o')?.status).toBe('affinity.canceled');
    expect(await again.keep(webhook(1, 'affinity.issued'))).toBe('known');
    expect(again.find('unknown')).toBe(null);
    await reopened.close();
  });
});

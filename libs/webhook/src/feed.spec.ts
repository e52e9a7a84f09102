import { beforeEach, describe, expect, it } from '@jest/globals';
import { refusalOf } from '@affinity-engine/kernel/testing';
import { feedEventId, feedPositionOf, readFeed, type FeedEvent } from './feed.js';
import { isThere, ownersLacking } from './feed-gaps.js';
import { aHappening } from './testing/data-fixtures.js';
import { memoryFeed, type MemoryFeed } from './testing/memory-feed.js';

describe('the identifier of an event in the feed', () => {
  it('names owner, incarnation and sequence', () => {
    expect(feedEventId({ ownerId: 'insurer:a-b', incarnation: 2, sequence: 30 })).toBe('insurer:a-b-2-30');
  });

  it.each([
    ['p-1-1', { ownerId: 'p', incarnation: 1, sequence: 1 }],
    ['insurer:a-b-2-30', { ownerId: 'insurer:a-b', incarnation: 2, sequence: 30 }],
    ['a-1-2-3', { ownerId: 'a-1', incarnation: 2, sequence: 3 }],
    [`p-${'9'.repeat(9)}-${'9'.repeat(15)}`, { ownerId: 'p', incarnation: 999_999_999, sequence: 999_999_999_999_999 }],
  ])('%s gives its parts again', (id, position) => {
    expect(feedPositionOf(id)).toEqual(position);
    expect(feedEventId(position)).toBe(id);
  });

  it.each([
    ['nothing', ''],
    ['no owner', '-1-1'],
    ['one number', 'p-1'],
    ['an incarnation of zero', 'p-0-1'],
    ['a sequence of zero', 'p-1-0'],
    ['a leading zero', 'p-1-01'],
    ['letters for a number', 'p-1-x'],
    ['a letter behind it', 'p-1-1x'],
    ['a line behind it', 'p-1-1\n'],
    ['a line before it', '\np-1-1'],
    ['an incarnation too large', `p-${'1'.repeat(10)}-1`],
    ['a sequence too large to be exact', `p-1-${'1'.repeat(16)}`],
  ])('is none with %s', (_, id) => {
    expect(feedPositionOf(id)).toBeNull();
  });
});

describe('reading the feed', () => {
  const day = 86_400_000;
  let now: number;
  let feed: MemoryFeed;
  beforeEach(() => {
    now = 0;
    feed = memoryFeed({ now: () => now });
  });
  const happen = (times: number, ownerId = 'p') => {
    for (let time = 0; time < times; time += 1) feed.append(aHappening({ ownerId }));
  };
  const idsAfter = async (after: string | null, limit = 9) =>
    (await readFeed(feed.lists)('p', after, limit)).events.map(feedEventId);

  it('begins at the oldest event that is kept, and ends at the limit', async () => {
    happen(3);
    expect(await idsAfter(null)).toEqual(['p-1-1', 'p-1-2', 'p-1-3']);
    expect(await idsAfter(null, 2)).toEqual(['p-1-1', 'p-1-2']);
    now = day;
    happen(1);
    feed.forget(day / 2);
    expect(await idsAfter(null)).toEqual(['p-1-4']);
  });

  it('goes on after what the reader has, and says how far the feed reaches', async () => {
    happen(3);
    happen(5, 'q');
    expect(await readFeed(feed.lists)('p', 'p-1-2', 9)).toMatchObject({
      incarnation: 1,
      firstKeptSequence: 1,
      lastSequence: 3,
      events: [{ sequence: 3 }],
    });
    expect(await idsAfter('p-1-3')).toEqual([]);
  });

  it.each([
    ['no identifier', 'x'],
    ['one of another owner', 'q-1-1'],
    ['one of an incarnation to come', 'p-2-1'],
    ['one that was never given out', 'p-1-4'],
  ])('is refused after %s', async (_, after) => {
    happen(3);
    await expect(readFeed(feed.lists)('p', after, 9)).rejects.toMatchObject({
      code: 'FEED-POSITION-INVALID',
      properties: { after },
    });
  });

  it('is refused where events after the reader’s are no longer kept', async () => {
    happen(3);
    now = day;
    happen(1);
    feed.forget(day / 2);
    await expect(readFeed(feed.lists)('p', 'p-1-2', 9)).rejects.toMatchObject({
      code: 'EVENTS-NOT-KEPT',
      properties: { after: 'p-1-2', firstKept: 4 },
    });
    expect(await idsAfter('p-1-3')).toEqual(['p-1-4']);
  });

  it('after a restore gives what took the place of what was lost', async () => {
    happen(2);
    feed.countIncarnation();
    happen(2);
    expect(await idsAfter('p-1-5')).toEqual(['p-2-3', 'p-2-4']); // 3 to 5 were lost
    expect(await idsAfter('p-1-2')).toEqual(['p-2-3', 'p-2-4']);
    expect(await idsAfter('p-1-1')).toEqual(['p-1-2', 'p-2-3', 'p-2-4']);
    expect(await idsAfter('p-2-3')).toEqual(['p-2-4']);
    expect(await refusalOf(readFeed(feed.lists)('p', 'p-2-5', 9))).toBe('FEED-POSITION-INVALID');
  });
});

const at = (incarnation: number, sequence: number): FeedEvent => ({
  ...aHappening(),
  ownerId: 'p',
  incarnation,
  sequence,
});

describe('a stream', () => {
  it.each<[string, FeedEvent, FeedEvent | null, boolean]>([
    ['has nothing while it is empty', at(1, 1), null, false],
    ['has its last event', at(1, 3), at(1, 3), true],
    ['has those before it', at(1, 2), at(1, 3), true],
    ['has none behind it', at(1, 4), at(1, 3), false],
    ['had those of an incarnation before', at(1, 9), at(2, 3), true],
    ['has none of an incarnation after', at(2, 3), at(1, 9), false],
  ])('%s', (_, event, last, there) => {
    expect(isThere(event, last)).toBe(there);
  });

  it.each<[string, number | null, FeedEvent | null, boolean, number]>([
    ['the first of all', 1, null, false, 0],
    ['one right behind its last', 4, at(1, 3), false, 0],
    ['one behind a gap', 4, at(1, 2), true, 1],
    ['one of whom it has nothing', 4, null, true, 1],
    ['one behind what the database no longer keeps', 2, null, false, 1],
    ['one behind the last event of an incarnation before', 4, at(0, 3), true, 1],
    ['one that it has already', 4, at(1, 5), false, 1],
    ['none', null, null, false, 0],
  ])('lacks what is before an event, if that is kept: %s', async (_, sequence, last, lacks, reads) => {
    let asked = 0;
    const feed = memoryFeed({ now: () => 0 });
    for (let time = 0; time < 5; time += 1) feed.append(aHappening({ ownerId: 'p' }));
    const lists = {
      ...feed.lists,
      async events(ownerId: string, query: { readonly after: number; readonly limit: number }) {
        asked += 1;
        return (await feed.lists.events(ownerId, query)).filter((event) => event.sequence > 1);
      },
    };
    const toPublish = sequence === null ? [] : [at(1, sequence)];
    const found = await ownersLacking(lists, new Map([['p', toPublish]]), new Map([['p', last]]));
    expect([found, asked]).toEqual([lacks ? ['p'] : [], reads]);
  });
});

import { setImmediate as soon } from 'node:timers/promises';
import { feedEventId, type FeedEvent } from '../feed.js';
import type { FeedStream } from '../feed-relay.js';

/** A stream in memory: it takes some turns of the event loop, and knows what it gets twice. */
export function memoryStream(random: () => number = () => 0) {
  const messages: FeedEvent[] = [];
  let name = 'one';
  let session = 1;
  const delay = async () => {
    for (let turns = Math.floor(random() * 5); turns >= 0; turns -= 1) await soon();
  };
  const stream: FeedStream = {
    async open() {
      await soon(); // so that a relay that never pauses keeps no test from its end
      return { mark: name, session };
    },
    async lastOf(ownerId) {
      await delay();
      return messages.findLast((message) => message.ownerId === ownerId) ?? null;
    },
    async publish(event) {
      await delay();
      if (!messages.some((message) => feedEventId(message) === feedEventId(event))) messages.push(event);
      await delay();
    },
  };
  const replace = () => {
    messages.length = 0;
    name = `after ${name}`;
  };
  return {
    stream,
    messages,
    replace,
    /** Loses messages, which shows as an interruption. */
    lose(isLost: (message: FeedEvent) => boolean) {
      messages.splice(0, messages.length, ...messages.filter((message) => !isLost(message)));
      session += 1;
    },
    ids: (owner: string) => messages.filter(({ ownerId }) => ownerId === owner).map(feedEventId),
  };
}

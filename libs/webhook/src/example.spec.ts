import { readFileSync } from 'node:fs';
import { it, expect } from '@jest/globals';
// example
import { eventId, startDispatcher, defaultDispatcherSettings } from '@affinity-engine/webhook';
import {
  aHappening,
  anEndpoint,
  memoryDeliveryQueue,
  scriptedCourier,
  virtualTime,
} from '@affinity-engine/webhook/testing';

const time = virtualTime();
const { queue, work, append } = memoryDeliveryQueue(time.clock);
const courier = scriptedCourier(time, (event, nth) => ({ statusCode: event.sequence === 1 && nth === 1 ? 500 : 200 }));
await work.run(async ({ endpoints }) => endpoints.add(anEndpoint({ id: 'hooks' })));

const { clock, wakeUps } = time;
const ports = {
  queue,
  courier,
  clock,
  wakeUps,
  chance: () => 0.5,
  report: (failure: unknown) => expect(failure).toBeNull(),
};
const dispatcher = startDispatcher(ports, defaultDispatcherSettings);
wakeUps.notify(append(aHappening(), aHappening())); // two events, the first answered with 500
await time.pass(6_000); // the second one waits behind it: 1, after five seconds 1 again, then 2
const stopped = dispatcher.stop();
// end

it('does what the README shows', async () => {
  await time.pass(0);
  await stopped;
  expect(courier.received.map(({ sequence, statusCode }) => [eventId('hooks', sequence), statusCode])).toEqual([
    ['evt_hooks_1', 500],
    ['evt_hooks_1', 200],
    ['evt_hooks_2', 200],
  ]);
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});

import { describe, expect, it } from '@jest/globals';
import type { WakeUps } from './ports.js';
import { dispatcherFixtures } from './testing/dispatcher-fixtures.js';

/** A dispatcher with two places, endpoints that take a second for an answer, and what it says of its room. */
async function started() {
  const endpoints = ['endpoint1', 'endpoint2', 'endpoint3'].map((id) => ({ id }));
  const fixtures = await dispatcherFixtures({
    endpoints,
    script: () => ({ afterMs: 1_000 }),
    settings: { concurrency: 2 },
  });
  const said: boolean[] = [];
  const wakeUps: WakeUps = {
    ...fixtures.time.wakeUps,
    listen(hasRoom) {
      if (said.at(-1) !== hasRoom) said.push(hasRoom);
    },
  };
  const dispatcher = fixtures.start({ wakeUps });
  await fixtures.time.settle();
  return { ...fixtures, said, dispatcher };
}

describe('a dispatcher', () => {
  it('listens to wake-ups of other processes while it has room', async () => {
    const { said } = await started();
    expect(said).toEqual([true]);
  });

  it('does not listen while all its places are taken', async () => {
    const { said, happen, time } = await started();
    await happen(1);
    expect(said).toEqual([true, false]);
    await time.pass(3_000);
    expect(said).toEqual([true, false, true]);
  });

  it('does not listen from the moment it is stopped', async () => {
    const { said, dispatcher } = await started();
    const stopping = dispatcher.stop();
    expect(said).toEqual([true, false]);
    await stopping;
    expect(said).toEqual([true, false]);
  });
});

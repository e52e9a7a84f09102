import { describe, expect, it } from '@jest/globals';
import { leasedTurn } from './feed-turn.js';

/** A turn over a lease that is granted or not, at a time that a test moves. */
function turnOver(grants: boolean) {
  const state = { now: 0, grants, asked: 0 };
  const turn = leasedTurn(
    {
      async take() {
        state.asked += 1;
        return state.grants;
      },
      giveBack: () => Promise.resolve(),
    },
    () => state.now,
  );
  return { state, turn };
}

describe('the turn to relay the feed', () => {
  it('is ours from before the lease was asked for until it ends', async () => {
    const { state, turn } = turnOver(true);
    expect([turn.isOurs(), await turn.take(), turn.isOurs()]).toEqual([false, true, true]);
    state.now = 5_999;
    expect(turn.isOurs()).toBe(true);
    state.now = 6_000;
    expect(turn.isOurs()).toBe(false);
  });

  it('is asked for anew after a third of the time only', async () => {
    const { state, turn } = turnOver(true);
    for (state.now = 0; state.now < 4_500; state.now += 500) await turn.take();
    expect(state.asked).toBe(3);
  });

  it('is not ours while another process has the lease', async () => {
    const { state, turn } = turnOver(true);
    await turn.take();
    [state.now, state.grants] = [2_000, false];
    expect([await turn.take(), turn.isOurs()]).toEqual([false, false]);
  });
});

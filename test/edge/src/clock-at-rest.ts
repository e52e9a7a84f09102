import { eventually } from '@affinity-engine/test-harness';
import type { Scene } from './scene.js';

/** A clock that was moved on writes until it is there: that is no change by the calls that come next. */
export const clockAtRest = (scene: Scene): Promise<void> =>
  eventually(
    async () => {
      const { status } = await scene.call<{ status: string }>(scene.admin, 'GET', '/ops/v1/clock');
      if (status !== 'ready') throw new Error(`the clock is ${status}`);
    },
    { deadline: 60_000 },
  );

import type { WakeUpChannel } from '@affinity-engine/webhook';
import type { Life } from './life.js';
import type { Random } from './random.js';
import type { Sometimes } from './sometimes.js';
import type { World } from './world.js';

/** What ails the carrying of wake-ups. */
export type BusAilments = { loses: number; doubles: number; delays: number };

export type Bus = {
  readonly ailments: BusAilments;
  /** The channel of one process. */
  channelOf(life: Life): (wake: () => void) => WakeUpChannel;
};

/** Wake-ups between processes: each message goes to one of those that have room, as with a queue group of NATS. */
export function newBus(world: World, random: Random, sometimes: Sometimes): Bus {
  const ailments: BusAilments = { loses: 0, doubles: 0, delays: 0 };
  const listening = new Map<Life, () => void>();

  function deliver(from: Life, delayMs: number): void {
    world.at(delayMs, () => {
      const others = [...listening].filter(([life]) => life !== from && !life.isOver());
      if (others.length === 0) return;
      const [life, wake] = random.pick(others);
      world.note('bus', `wakes ${life.name}`);
      life.after(0, wake);
    });
  }

  return {
    ailments,
    channelOf: (life) => (wake) => ({
      listen(hasRoom) {
        if (hasRoom) listening.set(life, wake);
        else listening.delete(life);
      },
      send() {
        if (random.happens(ailments.loses)) return sometimes.reached('a wake-up lost');
        const isLate = random.happens(ailments.delays);
        if (isLate) sometimes.reached('a wake-up late');
        deliver(life, isLate ? 500 + 3_000 * random.next() : 1 + 4 * random.next());
        if (!random.happens(ailments.doubles)) return;
        sometimes.reached('a wake-up doubled');
        deliver(life, 1 + 200 * random.next());
      },
    }),
  };
}

import { EventEmitter } from 'node:events';
import type { WakeUps } from '@affinity-engine/webhook';

/** Wake-ups within one process. One that comes while no dispatcher waits is kept for the next wait. */
export function inProcessWakeUps(): WakeUps {
  const notices = new EventEmitter();
  let noticed = false;
  return {
    notify() {
      noticed = true;
      notices.emit('notice');
    },
    next: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(done, noticed ? 0 : ms);
        notices.once('notice', done);
        if (noticed) done();

        function done(): void {
          clearTimeout(timer);
          notices.off('notice', done);
          noticed = false;
          resolve();
        }
      }),
  };
}

import { wakeUpsOver, type WakeUps } from '@affinity-engine/webhook';

/** Wake-ups within one process. One that comes while no dispatcher waits is kept for the next wait. */
export const inProcessWakeUps = (): WakeUps =>
  wakeUpsOver((ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  });

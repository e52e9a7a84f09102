import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { OthersFigures } from './others-program.js';

/** Callers beside an attack. */
export type Others = {
  /** Forgets what was measured so far. */
  begin(): void;
  figures(): Promise<OthersFigures>;
  stop(): void;
};

/** Starts callers with a token of their own, who send so many requests a second, in a process of their own. */
export function startOthers(baseUrl: string, token: string, perSecond: number): Others {
  const child = fork(join(import.meta.dirname, 'others-program.js'), [baseUrl, token, String(perSecond)]);
  return {
    begin: () => void child.send('begin'),
    async figures() {
      child.send('figures');
      const [figures] = (await once(child, 'message')) as [OthersFigures];
      return figures;
    },
    stop: () => child.disconnect(),
  };
}

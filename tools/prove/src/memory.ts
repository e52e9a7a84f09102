import type { Measured } from '@affinity-engine/tool-bench/engine';

/** The most memory that a process had. It counts as endless once the process is gone. */
export function watchMemory(server: Pick<Measured, 'memory'>) {
  let most = 0;
  const look = (): void => {
    try {
      most = Math.max(most, server.memory());
    } catch {
      most = Infinity;
    }
  };
  const timer = setInterval(look, 100);
  look();
  return { mostMegabytes: () => most / 1_000_000, stop: () => clearInterval(timer) };
}

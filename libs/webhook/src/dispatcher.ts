import { leaseMs, type DispatcherPorts, type DispatcherSettings } from './dispatcher-settings.js';
import type { Service } from './keep-progress.js';
import type { Claim } from './ports.js';
import { serveEndpoint } from './serve-endpoint.js';

export type Dispatcher = {
  /** Sends no new request, waits for those under way, stores their results. */
  stop(): Promise<void>;
};

/**
 * Delivers due events until stopped: claims endpoints, serves each by a worker of its own, sweeps and waits for
 * wake-ups.
 */
export function startDispatcher(ports: DispatcherPorts, settings: DispatcherSettings): Dispatcher {
  const { queue, wakeUps, clock, report } = ports;
  const lease = leaseMs(settings.timeoutMs);
  const serving = new Set<Promise<void>>();
  let servingFailing = 0;
  const service: Service = { stopping: false, serving: 0, unreleased: new Set() };
  /** When heads that failed here are due again; the sweep alone would be late by up to its period. */
  const retries = new Set<number>();
  const running = run();
  return {
    async stop() {
      service.stopping = true;
      wakeUps.listen(false);
      wakeUps.notify([]);
      await running;
      await Promise.all(serving);
    },
  };

  async function run(): Promise<void> {
    while (!service.stopping) {
      await retryReleases();
      const isMoreDue = await claimWhatIsDue();
      wakeUps.listen(serving.size < settings.concurrency && !service.stopping);
      if (!isMoreDue && !service.stopping) await wakeUps.next(untilNextSweep());
    }
  }

  /** Tries each release once; one that fails again is left for the next sweep, an ended claim is fenced off. */
  async function retryReleases(): Promise<void> {
    for (const release of service.unreleased) {
      const released = await release().then(
        () => true,
        () => false,
      );
      service.unreleased.delete(release);
      if (released) continue;
      service.unreleased.add(release); // at the end: it must not keep the others from being tried
      return;
    }
  }

  function untilNextSweep(): number {
    const now = clock.elapsed();
    for (const at of retries) if (at <= now) retries.delete(at);
    return Math.min(settings.sweepMs, ...[...retries].map((at) => at - now));
  }

  /** @returns whether there may be more to claim at once */
  async function claimWhatIsDue(): Promise<boolean> {
    const free = settings.concurrency - serving.size;
    if (free <= 0) return false;
    try {
      const began = clock.elapsed();
      const failing = Math.max(0, Math.floor(settings.concurrency / 2) - servingFailing);
      const claimed = await queue.claim(free, lease, Math.min(free, failing));
      for (const claim of claimed) serve(claim, serveEndpoint(claim, began + lease, ports, settings, service));
      return claimed.length === free && serving.size < settings.concurrency;
    } catch (failure) {
      report(failure);
      return false;
    }
  }

  function serve({ failures }: Claim, work: Promise<number | null>): void {
    if (failures > 0) servingFailing += 1;
    const served = work.then(remember, report).finally(() => {
      serving.delete(served);
      service.serving = serving.size;
      if (failures > 0) servingFailing -= 1;
      // A place is free, and this endpoint may have got new events while it was being released.
      wakeUps.notify([]);
    });
    serving.add(served);
    service.serving = serving.size;
  }

  function remember(retryInMs: number | null): void {
    if (retryInMs !== null && retryInMs < settings.sweepMs) retries.add(clock.elapsed() + retryInMs);
  }
}

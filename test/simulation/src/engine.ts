import type { Pace } from '@affinity-engine/adapter-knex/testing';
import { businessDay, instantAt, type Clock, type Ids } from '@affinity-engine/kernel';
import {
  leasedTurn,
  startDispatcher,
  startFeedRelay,
  wakeUpsOver,
  type MonotonicClock,
} from '@affinity-engine/webhook';
import type { Alterations } from './alterations.js';
import { apiOf, type Api } from './api.js';
import { soundLine, type Line } from './connections.js';
import { startOfTime } from './database-port.js';
import type { Life } from './life.js';
import { startJobs } from './process-jobs.js';
import { simulatedStore } from './store.js';
import { dispatcherSettings, type Surroundings } from './surroundings.js';
import { watched } from './watched-queue.js';

/** What a process may be. */
export type Roles = { readonly api: boolean; readonly dispatcher: boolean };

/** One engine: the production pieces over simulated ports. */
export type Engine = {
  readonly life: Life;
  readonly line: Line;
  /** Null where the process has no API. */
  readonly api: Api | null;
  /** The machine's clock may be set back. */
  readonly machine: { offsetMs: number };
  /** The committer has something under way. */
  isCommitting(): boolean;
  /** Acts once, when a commit is under way: at once if there is one. */
  atCommit(act: () => void): void;
  /** Stops as after SIGTERM. */
  stop(): Promise<void>;
};

export function startEngine(shared: Surroundings, life: Life, roles: Roles): Engine {
  const { world, alterations, stream, bus, receivers, database } = shared;
  const line = soundLine();
  const machine = { offsetMs: 0 };
  const clock: MonotonicClock = {
    now: () => startOfTime + Math.floor(world.now()) + machine.offsetMs,
    elapsed: () => world.now(),
  };
  const business: Clock = {
    now: () => instantAt(clock.now() + shared.days.offsetMs),
    today: () => businessDay(instantAt(clock.now() + shared.days.offsetMs)),
  };
  let names = 0;
  const ids: Ids = { next: () => `${life.name}-${(names += 1)}` };
  const pace: Pace = {
    elapsed: clock.elapsed,
    after: life.after,
    turn: () => new Promise((resolve) => void life.after(0, resolve)),
    chance: life.random.next,
    newName: ids.next,
  };
  const plainWakeUps = wakeUpsOver((ms, act) => life.after(ms, act), bus.channelOf(life));
  const wakeUps = alterations.wakeUps?.(plainWakeUps) ?? plainWakeUps;
  let committing = 0;
  let atCommits: (() => void)[] = [];
  const counted: Alterations = {
    ...alterations,
    transactions: (plain, surroundings) => {
      const altered = alterations.transactions?.(plain, surroundings) ?? plain;
      return {
        ...altered,
        async transaction(body, waitsShortly) {
          committing += 1;
          for (const act of atCommits) world.at(8 * life.random.next(), act);
          atCommits = [];
          if (waitsShortly === true) shared.sometimes.reached('a group retried set by set');
          try {
            return await altered.transaction(body, waitsShortly);
          } finally {
            committing -= 1;
          }
        },
      };
    },
  };
  const courier = receivers.courierOf(life, clock, dispatcherSettings.timeoutMs);
  const store = simulatedStore({ ...shared, alterations: counted, life, line, pace, wakeUps, courier });
  const report = (failure: unknown): void => world.note(life.name, `reports ${String(failure)}`);
  const endings: (() => Promise<void>)[] = [];

  if (roles.dispatcher) {
    const settings = { ...dispatcherSettings, ...alterations.dispatcher };
    const plain = { queue: watched(store.queue, shared), courier, clock };
    const ports = alterations.delivery?.(plain, { life, database, courier }) ?? plain;
    const dispatcher = startDispatcher({ ...ports, wakeUps, chance: life.random.next, report }, settings);
    endings.push(dispatcher.stop);
  }
  if (roles.api) {
    const lease = {
      take: (ms: number) => store.takeLease('event feed', life.name, ms),
      giveBack: () => Promise.resolve(),
    };
    const turn = leasedTurn(lease, clock.elapsed);
    const port = stream.portOf(life);
    const relay = startFeedRelay({
      queue: store.feed,
      lists: store.feedLists,
      stream: alterations.stream?.(port) ?? port,
      turn: alterations.turn?.(turn) ?? turn,
      pause: (ms, signal) =>
        new Promise((resolve) => {
          const end = (): void => {
            signal.removeEventListener('abort', end);
            cancel();
            resolve();
          };
          const cancel = life.after(ms, end);
          signal.addEventListener('abort', end);
        }),
      report,
    });
    endings.push(relay.stop, startJobs(shared, store, business, life, report));
  }
  return {
    life,
    line,
    machine,
    api: roles.api ? apiOf(shared, store, business, ids, clock, life) : null,
    isCommitting: () => committing > 0,
    atCommit(act) {
      if (committing > 0) act();
      else atCommits.push(act);
    },
    stop: async () => void (await Promise.all(endings.map((end) => end()))),
  };
}

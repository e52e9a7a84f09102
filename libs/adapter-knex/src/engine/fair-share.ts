import { machinePace, type Pace } from './pace.js';

/**
 * Shares few connections among owners whose queries take very different times. An owner has one query under way. Owners
 * whose queries are long leave one connection to the others: two of them would hold all for good, and each short query would
 * wait for the end of a long one.
 */
export type FairShare = {
  /** @throws WaitedTooLong after 20 s in which its turn did not come */
  run<Result>(owner: string, query: () => Promise<Result>): Promise<Result>;
};

/** The database has more to read than it can. */
export class WaitedTooLong extends Error {
  constructor() {
    super('a query waited too long for a connection');
    this.name = 'WaitedTooLong';
  }
}

/** Queries below are short everywhere. So are those that are hardly longer than what is usual at the moment. */
const [shortMs, aboveUsual] = [20, 1.5];
/** How much the latest query counts of what an owner costs, if many are known: a single slow one says little. */
const latest = 0.1;
/** What was longer ago does not count; what is usual is looked at so often. */
const [rememberedMs, lookMs] = [10_000, 1_000];
const longestWaitMs = 20_000;

type Owner = { readonly cost: number; readonly queries: number; readonly seen: number };
type Waiting = { readonly owner: string; readonly begin: () => void };

export function fairShare(
  connections: number,
  { elapsed, after }: Pick<Pace, 'elapsed' | 'after'> = machinePace,
): FairShare {
  const owners = new Map<string, Owner>();
  const waiting = new Set<Waiting>();
  /** Owners whose query is under way, and whether it is a long one. */
  const running = new Map<string, boolean>();
  const usual = { ms: 0, lookedAt: -Infinity };

  return {
    async run(owner, query) {
      await turnOf(owner);
      const began = elapsed();
      try {
        return await query();
      } finally {
        note(owner, elapsed() - began);
        running.delete(owner);
        beginNext();
      }
    },
  };

  function turnOf(owner: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const own: Waiting = {
        owner,
        begin() {
          cancel();
          waiting.delete(own);
          running.set(owner, isLong(owner));
          resolve();
        },
      };
      const cancel = after(longestWaitMs, () => {
        waiting.delete(own);
        reject(new WaitedTooLong());
      });
      waiting.add(own);
      beginNext();
    });
  }

  function beginNext(): void {
    for (const { owner, begin } of waiting) {
      if (running.size >= connections) return;
      if (!running.has(owner) && (!isLong(owner) || longOnes() < Math.max(1, connections - 1))) begin();
    }
  }

  function longOnes(): number {
    return [...running.values()].filter(Boolean).length;
  }

  function isLong(owner: string): boolean {
    const cost = owners.get(owner)?.cost ?? 0;
    return cost >= shortMs && cost >= aboveUsual * usualMs();
  }

  /** The geometric mean over the owners of late: where the database is slow for all, nobody is long. */
  function usualMs(): number {
    const now = elapsed();
    if (now - usual.lookedAt < lookMs) return usual.ms;
    let logarithms = 0;
    for (const [name, { cost, seen }] of owners) {
      if (now - seen > rememberedMs) owners.delete(name);
      else logarithms += Math.log(Math.max(1, cost));
    }
    Object.assign(usual, { ms: Math.exp(logarithms / Math.max(1, owners.size)), lookedAt: now });
    return usual.ms;
  }

  function note(name: string, took: number): void {
    const { cost, queries } = owners.get(name) ?? { cost: 0, queries: 0 };
    const weight = Math.max(latest, 1 / (queries + 2));
    owners.set(name, { cost: cost + weight * (took - cost), queries: queries + 1, seen: elapsed() });
  }
}

/** Lists whose pages and counts share connections by their owners. */
export function sharedFairly<Query, Page, Lists extends PageAndCount<Query, Page>>(
  share: FairShare,
  lists: Lists & PageAndCount<Query, Page>,
  ownerOf: (query: Query) => string,
): Lists {
  return {
    ...lists,
    page: (query: Query) => share.run(ownerOf(query), () => lists.page(query)),
    count: (query: Query) => share.run(ownerOf(query), () => lists.count(query)),
  };
}

type PageAndCount<Query, Page> = {
  page(query: Query): Promise<Page>;
  count(query: Query): Promise<number>;
};

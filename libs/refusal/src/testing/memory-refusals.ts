import { epochMilliseconds } from '@affinity-engine/kernel';
import type { RefusalCount, RefusalFilter, RefusalKeeping, RefusalLists } from '../ports.js';
import { hourOf, type KeptRefusal, type Refusal, type RefusalGroup } from '../refusal.js';

/** Refusals in memory. */
export type MemoryRefusals = RefusalKeeping & { readonly lists: RefusalLists };

type Counted = RefusalCount & { readonly newest: string | null };

const hourMs = 3_600_000;

export function memoryRefusals(): MemoryRefusals {
  const kept: KeptRefusal[] = [];
  const counted = new Map<string, Counted>();
  /** When the hour of a client began, and how many of it were kept. */
  const hours = new Map<string, { readonly from: number; used: number }>();

  function isWithin(mostPerHour: number, { clientId, at }: Refusal): boolean {
    const now = epochMilliseconds(at);
    const before = hours.get(clientId);
    const hour = before === undefined || now >= before.from + hourMs ? { from: now, used: 0 } : before;
    if (hour.used >= mostPerHour) return false;
    hours.set(clientId, { ...hour, used: hour.used + 1 });
    return true;
  }

  return {
    async keep({ counts, refusals }, mostPerHour) {
      const added = refusals.filter((each) => {
        if (kept.some(({ reference }) => reference === each.reference) || !isWithin(mostPerHour, each)) return false;
        kept.push({ ...each, number: kept.length + 1 });
        return true;
      });
      for (const each of counts) {
        const key = JSON.stringify([each.hour, each.clientId, each.operation, each.code]);
        const before = counted.get(key);
        const own = added.filter(
          ({ at, clientId, operation, code }) =>
            hourOf(at) === each.hour &&
            clientId === each.clientId &&
            operation === each.operation &&
            code === each.code,
        );
        counted.set(key, {
          ...each,
          count: each.count + (before?.count ?? 0),
          firstAt: before !== undefined && before.firstAt < each.firstAt ? before.firstAt : each.firstAt,
          lastAt: before !== undefined && before.lastAt > each.lastAt ? before.lastAt : each.lastAt,
          newest: own.at(-1)?.reference ?? before?.newest ?? null,
        });
      }
    },
    lists: {
      find: async (reference, partnerId) =>
        kept.find(
          (each) => each.reference === reference && (partnerId === undefined || each.partnerId === partnerId),
        ) ?? null,
      page: async ({ before, limit, ...filter }) =>
        kept
          .filter((each) => passes(filter, each) && (before === undefined || isBefore(each, before)))
          .sort((one, other) => (isBefore(one, other) ? 1 : -1))
          .slice(0, limit),
      async groups({ partnerId, from, to, limit }) {
        const groups = new Map<string, RefusalGroup>();
        const asked = [...counted.values()].filter(
          (each) => (partnerId === undefined || each.partnerId === partnerId) && each.hour >= from && each.hour < to,
        );
        for (const { partnerId: of, operation, code, ...each } of asked) {
          const key = JSON.stringify([code, operation, of]);
          const before = groups.get(key);
          const isNewer = before === undefined || each.lastAt > before.lastAt;
          groups.set(key, {
            ...{ partnerId: of, operation, code },
            count: each.count + (before?.count ?? 0),
            firstAt: before !== undefined && before.firstAt < each.firstAt ? before.firstAt : each.firstAt,
            lastAt: isNewer ? each.lastAt : before.lastAt,
            newest: (isNewer ? each.newest : null) ?? before?.newest ?? each.newest,
          });
        }
        return [...groups.values()].sort(byCount).slice(0, limit);
      },
    },
  };
}

const passes = ({ from, to, ...equal }: RefusalFilter, refusal: Refusal): boolean =>
  (from === undefined || refusal.at >= from) &&
  (to === undefined || refusal.at < to) &&
  Object.entries(equal).every(([name, value]) => value === undefined || refusal[name as keyof typeof equal] === value);

const isBefore = (one: Pick<KeptRefusal, 'at' | 'number'>, other: Pick<KeptRefusal, 'at' | 'number'>): boolean =>
  one.at < other.at || (one.at === other.at && one.number < other.number);

const byCount = (one: RefusalGroup, other: RefusalGroup): number => {
  if (one.count !== other.count) return other.count - one.count;
  const [own, theirs] = [one, other].map(({ code, operation, partnerId }) => [code, operation, partnerId ?? '']);
  for (const [at, text] of (own ?? []).entries()) {
    const compared = theirs?.[at] ?? '';
    if (text !== compared) return text < compared ? -1 : 1;
  }
  return 0;
};

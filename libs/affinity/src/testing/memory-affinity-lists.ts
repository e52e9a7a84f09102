import type { Affinity } from '../affinity.js';
import { affinityFilters, type AffinityLists, type AffinityPlace, type AffinityQuery } from '../ports.js';

/** Lists over affinities in memory. */
export function memoryAffinityLists(all: () => readonly Affinity[]): AffinityLists {
  const endedFirst = (one: Affinity, other: Affinity) => compare(one.lifetimeEnd, other.lifetimeEnd);
  return {
    async page(query) {
      const { sort, after, skip = 0, rows } = query;
      const place = (affinity: Affinity): AffinityPlace => ({ value: affinity[sort.by], id: affinity.id });
      const order = (one: AffinityPlace, other: AffinityPlace): number =>
        (compare(one.value, other.value) || compare(one.id, other.id)) * (sort.descending ? -1 : 1);
      return all()
        .filter(matching(query))
        .filter((affinity) => after === undefined || order(place(affinity), after) > 0)
        .sort((one, other) => order(place(one), place(other)))
        .slice(skip, skip + rows);
    },
    count: async (query) => all().filter(matching(query)).length,
    ended: async (today, limit) =>
      all()
        .filter(({ status, lifetimeEnd }) => (status === 'pending' || status === 'issued') && lifetimeEnd < today)
        .sort(endedFirst)
        .slice(0, limit)
        .map(({ id }) => id),
    answerDue: async (now, limit) =>
      all()
        .filter(({ status, answerDueAt }) => status === 'pending' && answerDueAt !== null && answerDueAt <= now)
        .sort((one, other) => compare(one.answerDueAt ?? '', other.answerDueAt ?? ''))
        .slice(0, limit)
        .map(({ id }) => id),
  };
}

const compare = (one: string, other: string): number => Number(one > other) - Number(one < other);

const matching =
  (query: AffinityQuery) =>
  (affinity: Affinity): boolean =>
    affinity.partnerId === query.partnerId &&
    affinityFilters.every((field) => query[field] === undefined || affinity[field] === query[field]) &&
    (query.lifetimeStartFrom === undefined || affinity.lifetimeStart >= query.lifetimeStartFrom) &&
    (query.lifetimeStartTo === undefined || affinity.lifetimeStart <= query.lifetimeStartTo) &&
    (query.createdFrom === undefined || affinity.createdAt >= query.createdFrom) &&
    (query.createdBefore === undefined || affinity.createdAt < query.createdBefore);

import type { AffinityStore } from '@affinity-engine/affinity/testing';
import { memoryFeed, type DeliveryStore } from '@affinity-engine/webhook/testing';
import type { Tables } from '../tables.js';

/** The delivery state in a transaction, for the ports in memory, which pass the contract suites of the databases. */
export function deliveryIn(tables: Tables, now: () => number, first = 0): DeliveryStore {
  let replays = first;
  return {
    clock: { now },
    rows: tables.endpoints,
    audit: [],
    get replays() {
      return replays;
    },
    set replays(count: number) {
      replays = count;
    },
  };
}

export const feedIn = (tables: Tables, now: () => number) =>
  memoryFeed(
    { now },
    {
      owners: tables.feedOwners,
      get incarnation() {
        return tables.feed.get('feed')?.incarnation ?? 1;
      },
      get current() {
        return tables.feed.get('feed')?.current ?? null;
      },
      set current(current: string | null) {
        tables.feed.set('feed', { incarnation: tables.feed.get('feed')?.incarnation ?? 1, current });
      },
    },
  );

export const affinitiesIn = ({ affinities, requests, partners }: Tables): AffinityStore => ({
  affinities,
  requests,
  partners,
  brands: new Map(),
  opened: new Set(),
  informed: [],
  events: [],
  audit: [],
});

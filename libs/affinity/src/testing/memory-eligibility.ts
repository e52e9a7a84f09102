import type { MemoryWrite } from '@affinity-engine/kernel/testing';
import type { Eligibility } from '../ports.js';

/** One affinity group and one producer code in memory, under a guard: what the suite of this context needs of groups. */
export function memoryEligibility(): {
  keepGroup(admits: boolean): void;
  over(writes: MemoryWrite[]): Eligibility;
} {
  let group: { readonly id: string; readonly admits: boolean } | undefined;
  return {
    keepGroup: (admits) => void (group = { id: 'pc:707', admits }),
    over: (writes) => ({
      async reasonsAgainst({ groupIds }) {
        const read = group;
        if (read === undefined || !groupIds.includes(read.id)) return [];
        if (!read.admits) return [{ code: 'PRODUCT-NOT-IN-GROUP', groupId: read.id }];
        writes.push({ holds: () => group === read, apply: () => undefined });
        return [];
      },
      codeIdOf: async (named) => (group !== undefined && ['pc:6', '100-002541'].includes(named) ? 'pc:6' : null),
      knownGroups: async (ids) => ids.filter((id) => id === group?.id),
    }),
  };
}

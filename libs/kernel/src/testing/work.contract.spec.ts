import { describe, beforeEach } from '@jest/globals';
import type { AuditEntry } from '../ports.js';
import {
  eachMutant,
  memoryWork,
  mutantWorks,
  replaced,
  suiteNotices,
  unguarded,
  withoutEffect,
  workContract,
  type MemoryWrite,
  type MutantWork,
  type Named,
  type WorkContractFixtures,
  type WorkPorts,
} from './index.js';
import { jestGlobals } from './jest-globals.js';

type Change = (ports: WorkPorts, writes: MemoryWrite[]) => Partial<WorkPorts>;

/** Units of work over one row and a trail. */
const opened =
  (work: MutantWork, change: Change = () => ({})) =>
  async (): Promise<WorkContractFixtures> => {
    let row: Named = { name: 'first', version: 1 };
    const trail: AuditEntry[] = [];
    const portsOver = (writes: MemoryWrite[]): WorkPorts => ({
      audit: { append: (entry) => void writes.push({ holds: () => true, apply: () => void trail.push(entry) }) },
      find: async () => row,
      save: (named) =>
        void writes.push({
          holds: () => row.version === named.version,
          apply: () => void (row = { ...named, version: named.version + 1 }),
        }),
    });
    return {
      work: work((writes) => {
        const ports = portsOver(writes);
        return { ...ports, ...change(ports, writes) };
      }),
      audit: async () => [...trail],
    };
  };

const sound = opened(memoryWork);

function suite(name: string, open: () => Promise<WorkContractFixtures>): void {
  const { describe: group, beforeEach: before } = jestGlobals();
  group(name, () => {
    let fixtures: WorkContractFixtures;
    before(async () => void (fixtures = await open()));
    workContract(() => fixtures);
  });
}

describe('in memory', () => {
  let fixtures: WorkContractFixtures;
  beforeEach(async () => void (fixtures = await sound()));
  workContract(() => fixtures);
});

const changes: Readonly<Record<string, Change>> = {
  'ignores the version of a save': ({ save }, writes) => ({ save: replaced(writes, save, unguarded) }),
  'saves nothing': ({ save }, writes) => ({ save: replaced(writes, save, withoutEffect) }),
  'counts no version': ({ save }) => ({ save: (row) => save({ ...row, version: row.version - 1 }) }),
  'drops the trail': () => ({ audit: { append: () => undefined } }),
  'drops the details of the trail': ({ audit }) => ({
    audit: { append: ({ actor, action, subject }) => audit.append({ actor, action, subject }) },
  }),
  'keeps another actor in the trail': ({ audit }) => ({
    audit: { append: (entry) => audit.append({ ...entry, actor: 'system' }) },
  }),
  'keeps each line of the trail twice': ({ audit }) => ({
    audit: { append: (entry) => [entry, entry].forEach((each) => audit.append(each)) },
  }),
};

suiteNotices('units of work', suite, sound, {
  ...eachMutant(mutantWorks, (work) => opened(work)),
  ...eachMutant(changes, (change) => opened(memoryWork, change)),
});

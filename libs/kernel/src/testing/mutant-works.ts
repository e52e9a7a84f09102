import { isDomainError } from '../domain-error.js';
import { kernelError } from '../errors.js';
import type { Once } from '../ports.js';
import { memoryWork, type MemoryWrite } from './memory-work.js';
import { mutantOnces } from './mutant-onces.js';
import { units, type MutantWork } from './mutant-units.js';
import { unguarded } from './mutant-writes.js';

/** Changes what was collected when the body has returned. */
const collecting =
  (change: (writes: MemoryWrite[]) => void): MutantWork =>
  (open) => {
    const sound = units(open);
    return {
      run: (body, once) =>
        sound.run(async ({ ports, writes }) => {
          const result = await body(ports);
          change(writes);
          return result;
        }, once),
    };
  };

const upToTries =
  (most: number): MutantWork =>
  (open) => {
    const sound = memoryWork(open);
    return {
      async run(body, once) {
        let tries = 0;
        return sound.run(async (ports) => {
          tries += 1;
          if (tries > most) throw kernelError('CHANGED-MEANWHILE');
          return body(ports);
        }, once);
      },
    };
  };

/** What units of work may do wrong, each named by a sentence that begins with them. */
export const mutantWorks: Readonly<Record<string, MutantWork>> = {
  'runs the body twice although nothing failed': (open) => {
    const sound = memoryWork(open);
    return {
      run: (body, once) =>
        sound.run(async (ports) => {
          await body(open([]));
          return body(ports);
        }, once),
    };
  },
  'commits the effects of both of two runs': (open) => {
    const sound = memoryWork(open);
    return {
      run: (body, once) =>
        sound.run(async (ports) => {
          await body(ports);
          return body(ports);
        }, once),
    };
  },
  'commits although a guard failed': collecting((writes) => writes.push(...writes.splice(0).map(unguarded))),
  'leaves out what is guarded and lost, and commits the rest': collecting((writes) =>
    writes.push(...writes.splice(0).filter(({ holds }) => holds())),
  ),
  'commits the half before a failing write': collecting((writes) => {
    const failing = writes.findIndex(({ holds }) => !holds());
    for (const { apply } of writes.slice(0, Math.max(failing, 0))) apply();
  }),
  'commits the half behind a failing write': collecting((writes) => {
    const failing = writes.findIndex(({ holds }) => !holds());
    if (failing >= 0) for (const { apply } of writes.slice(failing + 1)) apply();
  }),
  'commits what a failing body collected': (open) => {
    const sound = units(open);
    return {
      run: (body, once) =>
        sound.run(
          ({ ports, writes }) =>
            body(ports).catch((thrown: unknown) => {
              for (const { apply } of writes) apply();
              throw thrown;
            }),
          once,
        ),
    };
  },
  'writes at once instead of at the end': (open) =>
    memoryWork(() => {
      const eager: MemoryWrite[] = [];
      eager.push = (...writes) => {
        for (const { apply } of writes) apply();
        return 0;
      };
      return open(eager);
    }),
  'commits in the opposite order': collecting((writes) => writes.reverse()),
  'tries three times': upToTries(3),
  'tries seven times': upToTries(7),
  'tries sixteen times': (open) => {
    const sound = memoryWork(open);
    return {
      run: (body, once) =>
        sound.run(body, once).catch((thrown: unknown) => {
          if (isDomainError(thrown) && thrown.code === 'CHANGED-MEANWHILE') return sound.run(body, once);
          throw thrown;
        }),
    };
  },
  'answers with what the first try came to': (open) => {
    const sound = memoryWork(open);
    return {
      async run<Result>(body: (ports: never) => Promise<Result>, once?: Once<Result>) {
        const results: Result[] = [];
        await sound.run(async (ports) => {
          const result = await body(ports as never);
          results.push(result);
          return result;
        }, once);
        return results[0] as Result;
      },
    };
  },
  'takes every failure for a lost race': (open) => {
    const sound = memoryWork(open);
    return {
      run: (body, once) =>
        sound.run(body, once).catch((thrown: unknown) => {
          throw isDomainError(thrown) ? thrown : kernelError('CHANGED-MEANWHILE');
        }),
    };
  },
  ...mutantOnces,
};

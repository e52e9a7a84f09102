import type { Once } from '../ports.js';
import { kernelError } from '../errors.js';
import { memoryWork } from './memory-work.js';
import { units, type MutantWork } from './mutant-units.js';

type Run = <Result>(once: Once<Result> | undefined) => Once<Result> | undefined;

const asking =
  (other: Run): MutantWork =>
  (open) => {
    const sound = memoryWork(open);
    return { run: (body, once) => sound.run(body, other(once)) };
  };

/** What units of work may do wrong with what is to happen once. */
export const mutantOnces: Readonly<Record<string, MutantWork>> = {
  'keeps the answer of the first try': (open) => {
    const sound = memoryWork(open);
    return {
      run(body, once) {
        let first: string | undefined;
        if (once === undefined) return sound.run(body);
        return sound.run(
          async (ports) => {
            const result = await body(ports);
            first ??= await once.answer(result);
            return result;
          },
          { ...once, answer: (result) => first ?? once.answer(result) },
        );
      },
    };
  },
  'does a repeat anew': asking(() => undefined),
  'ignores the fingerprint': asking((once) => (once === undefined ? once : { ...once, fingerprint: 'any' })),
  'ignores the key': asking((once) => (once === undefined ? once : { ...once, key: 'any' })),
  'answers repeats with nothing': asking((once) => (once === undefined ? once : { ...once, answer: () => '' })),
  'forgets what is to be kept for ever': asking((once) => (once?.forever === true ? undefined : once)),
  'forgets an answer after the commit': (open) => {
    let now = 0;
    return memoryWork(open, () => (now += 100_000_000));
  },
  'looks for a repeat before it begins, and not when it commits': (open) => {
    const sound = memoryWork(open);
    const kept = new Map<string, string>();
    return {
      async run(body, once) {
        const answer = kept.get(once?.key ?? '');
        if (once !== undefined && answer !== undefined) {
          const [fingerprint, ...rest] = answer.split('\n');
          if (fingerprint !== once.fingerprint) throw kernelError('KEY-REUSED');
          throw kernelError('ANSWERED-BEFORE', { answer: rest.join('\n') });
        }
        const result = await sound.run(body);
        if (once !== undefined) kept.set(once.key, `${once.fingerprint}\n${await once.answer(result)}`);
        return result;
      },
    };
  },
  'keeps the answer of a failed body': (open) => {
    const sound = units(open);
    return {
      async run<Result>(body: (ports: never) => Promise<Result>, once?: Once<Result>) {
        let failure: unknown;
        const result = await sound.run(
          ({ ports, writes }) =>
            body(ports as never).catch((thrown: unknown) => {
              failure = thrown;
              writes.splice(0);
              return 'failed' as Result;
            }),
          once,
        );
        if (failure !== undefined) throw failure;
        return result;
      },
    };
  },
  'answers a repeat that failed over the first one’s effect with its failure': (open) => {
    const sound = memoryWork(open);
    return {
      async run(body, once) {
        const failures: unknown[] = [];
        return sound
          .run(
            (ports) =>
              body(ports).catch((thrown: unknown) => {
                failures.push(thrown);
                throw thrown;
              }),
            once,
          )
          .catch((thrown: unknown) => {
            throw failures[0] ?? thrown;
          });
      },
    };
  },
};

import { engineInProcess, type EngineInProcess } from '@affinity-engine/test-faults';
import { describe, expect, it } from '@jest/globals';
import { operations } from './operations/table.js';
import { withRoute, type Changed } from './planted.js';
import { proveRequests } from './requests/requests.js';
import { clock, unlimited } from './wire.js';

describe('generated requests', () => {
  it('of every call are answered as the document says, and reach its success', async () => {
    const engine = await engineInProcess(clock, { env: unlimited });
    const outcome = await proveRequests(engine, { each: 10, seed: 1 });
    expect(outcome.problems).toEqual({ serverErrors: [], wrongReplies: [], changes: [], repeats: [] });
    expect(Object.keys(outcome.operations)).toHaveLength(Object.keys(operations).length);
    const unreached = Object.entries(outcome.operations).filter(([, { succeeded }]) => succeeded === 0);
    expect(unreached).toEqual([]);
  });
});

type Input = { readonly query: { readonly rows?: number }; readonly once?: unknown };

describe('a planted defect is noticed:', () => {
  it.each<[string, string, 'serverErrors' | 'wrongReplies' | 'changes' | 'repeats', Changed, RegExp]>([
    [
      'a route that throws for some values',
      'listAffinities',
      'serverErrors',
      ({ act }) => ({
        act: async (input: Input) => {
          if (input.query.rows !== 20 && (input.query.rows ?? 0) > 10) throw new Error('too many');
          return act(input as never);
        },
      }),
      /rows=\d+.* was answered 500/,
    ],
    [
      'an answer with a property that is not documented',
      'getPartner',
      'wrongReplies',
      ({ present }) => ({ present: (result: never) => ({ ...(present(result) as object), secret: 'x' }) }),
      /must NOT have additional properties/,
    ],
    [
      'a refusal that writes',
      'openAccount',
      'changes',
      ({ problems }, engine) => ({
        problems: async (...sent: Parameters<NonNullable<typeof problems>>) => {
          await engine().store.values.replace(`seen ${Math.random()}`, null, 'x');
          return (await problems?.(...sent)) ?? [];
        },
      }),
      /^changed engine_value: openAccount/,
    ],
    [
      'a call that does not know a repeat',
      'openAccount',
      'repeats',
      ({ act }) => ({ act: ({ once: _, ...input }: Input) => act(input as never) }),
      /^openAccount: .* and then 201/,
    ],
  ])('%s', async (_, operationId, kind, change, expected) => {
    const engine: EngineInProcess = await engineInProcess(clock, {
      env: { ...unlimited, LOG_LEVEL: 'silent' },
      planted: withRoute(operationId, change, () => engine),
    });
    const { problems } = await proveRequests(engine, { each: 300, seed: 1, only: [operationId] });
    expect(problems[kind]).toContainEqual(expect.stringMatching(expected));
  });
});

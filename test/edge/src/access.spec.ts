import { engineInProcess, type EngineInProcess } from '@affinity-engine/test-faults';
import { documentOf } from '@affinity-engine/test-harness';
import { describe, expect, it } from '@jest/globals';
import { proveAccess } from './access.js';
import { missingRows, operations, placesIn } from './operations/table.js';
import { withRoute, type Changed } from './planted.js';
import { clock, unlimited } from './wire.js';

const started = (planted?: ReturnType<typeof withRoute>) =>
  engineInProcess(clock, { env: unlimited, ...(planted === undefined ? {} : { planted }) });

describe('access', () => {
  it('is as the table says for every call, every kind of caller, and own and foreign objects', async () => {
    const engine = await started();
    const outcome = await proveAccess(engine);
    expect([outcome.wrong, outcome.changes]).toEqual([[], []]);
    expect(outcome.callers).toBeGreaterThan(30);
    expect(outcome.cells).toBeGreaterThan(3_000);
    const served = engine.dialects.flatMap(({ routes }) => routes.map(({ operationId }) => operationId));
    expect(missingRows(served)).toEqual([]);
    expect(missingRows(placesIn(await documentOf(engine.baseUrl)).keys())).toEqual([]);
    expect(outcome.operations).toBe(Object.keys(operations).length);
  });
});

describe('a route without a row', () => {
  it('is named, and so is a row without a route', () => {
    const [first = '', ...rest] = Object.keys(operations);
    expect(missingRows([...rest, 'deleteEverything'])).toEqual([
      'deleteEverything has no row',
      `${first} is not served`,
    ]);
  });
});

/** Input of a route, as far as these defects change it. */
type Input = { readonly caller: object; readonly params: { readonly affinity_id: string } };

describe('a planted defect is noticed:', () => {
  it.each<[string, string, Changed, RegExp]>([
    [
      'a route that admits another role',
      'getPartner',
      () => ({ callers: ['admin', 'partner'] }),
      /^getPartner by (other )?partner .*expected refused, got allowed/,
    ],
    [
      'a route that admits nobody',
      'listClients',
      () => ({ callers: ['account'] }),
      /^listClients by admin .*expected allowed, got refused/,
    ],
    ['a route without a gate', 'listAudit', () => ({ callers: ['public'] }), /^listAudit by nobody .*got allowed/],
    [
      'a use case that ignores whose affinity it is',
      'getAffinity',
      ({ act }, engine) => ({
        act: async (input: Input) => {
          const { credentials } = engine();
          const ids = [credentials.partner.id, credentials.otherPartner.id];
          for (const partnerId of ids) {
            const found = await act({ ...input, caller: { ...input.caller, partnerId } } as never).catch(() => null);
            if (found !== null) return found;
          }
          return act(input as never);
        },
      }),
      /^getAffinity by other partner for one: expected unknown, got allowed/,
    ],
    [
      'a list that shows what others have',
      'listAffinities',
      ({ act }, engine) => ({
        act: (input: Input) => {
          const partnerId = engine().credentials.partner.id;
          return act({ ...input, caller: { ...input.caller, partnerId } } as never);
        },
      }),
      /^listAffinities by other partner .*the answer shows/,
    ],
    [
      'a refusal that says that something is there',
      'previewCancellation',
      ({ act }, engine) => ({
        act: async (input: Input) => {
          const found = await engine().store.works.affinity.run(({ affinities }) =>
            affinities.findAny(input.params.affinity_id),
          );
          return act(input as never).catch((refusal: Error) => {
            throw found === null ? refusal : Object.assign(refusal, { code: 'PARTNER-UNKNOWN' });
          });
        },
      }),
      /answered unlike an unknown object/,
    ],
    [
      'a refusal that changes something',
      'cancelAffinity',
      ({ act }, engine) => ({
        act: async (input: Input) => {
          await engine().store.values.replace(`seen ${Math.random()}`, null, 'x');
          return act(input as never);
        },
      }),
      /^cancelAffinity by other partner for one: changed engine_value/,
    ],
  ])('%s', async (_, operationId, change, expected) => {
    const engine: EngineInProcess = await started(withRoute(operationId, change, () => engine));
    const { wrong, changes } = await proveAccess(engine, { only: ['createAffinity', operationId] });
    expect([...wrong, ...changes]).toContainEqual(expect.stringMatching(expected));
  });

  it('an idempotency key that counts for all callers', async () => {
    const parameter = { name: 'Idempotency-Key', in: 'header', required: false, description: 'x', schema: {} };
    const keyOf = (headers: Readonly<Record<string, unknown>>, _: unknown, operation: string) =>
      headers['idempotency-key'] === undefined
        ? undefined
        : { key: `${operation} ${String(headers['idempotency-key'])}` };
    const engine = await engineInProcess(clock, {
      env: unlimited,
      planted: (dialect) => (dialect.name === 'affinity' ? { ...dialect, repeats: [{ parameter, keyOf }] } : dialect),
    });
    const { wrong } = await proveAccess(engine, { only: ['createAffinityRequest'] });
    expect(wrong).toContainEqual(expect.stringMatching(/by other partner .*the key of another caller/));
  });
});

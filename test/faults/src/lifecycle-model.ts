import { addDays, businessDay, daysBetween, type PlainDate } from '@affinity-engine/kernel';
import fc from 'fast-check';
import type { Caller } from './http-caller.js';
import type { EngineInProcess } from './engine-in-process.js';

type Status = 'pending' | 'issued' | 'renewed' | 'canceled' | 'expired';

/** A step of a caller; `on` picks one of the existing affinities. */
export type Step =
  | { readonly does: 'contract'; readonly product: 'personal-life' | 'auto'; readonly days: number }
  | { readonly does: 'cancel'; readonly on: number; readonly reason: number }
  | { readonly does: 'renew'; readonly on: number }
  | { readonly does: 'answer'; readonly on: number; readonly outcome: 'issued' | 'declined' }
  | { readonly does: 'pass'; readonly days: number }
  | { readonly does: 'repeat' }
  | { readonly does: 'pry'; readonly on: number };

const index = fc.nat(30);

/** Every kind of step; contracts are more frequent than the others. */
export const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        does: fc.constant('contract' as const),
        product: fc.constantFrom('personal-life' as const, 'auto' as const),
        days: fc.integer({ min: 2, max: 40 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ does: fc.constant('cancel' as const), on: index, reason: fc.integer({ min: 1, max: 4 }) }),
    },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('renew' as const), on: index }) },
    {
      weight: 3,
      arbitrary: fc.record({
        does: fc.constant('answer' as const),
        on: index,
        outcome: fc.constantFrom('issued' as const, 'declined' as const),
      }),
    },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('pass' as const), days: fc.integer({ min: 1, max: 25 }) }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('repeat' as const) }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('pry' as const), on: index }) },
  ),
  { minLength: 2, maxLength: 12 },
);

type ModelAffinity = {
  readonly id: string;
  status: Status;
  readonly end: PlainDate;
  readonly asynchronous: boolean;
  created: PlainDate;
  events: Status[];
};

const numbers: Record<Status, number> = { issued: 1, canceled: 2, expired: 3, renewed: 4, pending: 5 };

/**
 * Plays steps against the real service and against a simple model of what they should do, comparing every answer.
 * @throws if the service differs from the model
 */
export async function playSteps(
  engine: EngineInProcess,
  callers: { readonly partner: Caller; readonly other: Caller; readonly admin: Caller },
  played: readonly Step[],
): Promise<void> {
  const known: ModelAffinity[] = [];
  let last: { readonly send: () => ReturnType<Caller>; readonly body: unknown } | null = null;
  const today = (): PlainDate => businessDay(engine.clock.now());
  const pick = (on: number): ModelAffinity | undefined => known[on % Math.max(1, known.length)];

  const actions = { contract, cancel, renew, answer: answerInsurer, pass, repeat, pry };
  for (const step of played) await actions[step.does](step as never);
  for (const affinity of known) await compare(affinity);

  async function contract({ product, days }: Extract<Step, { does: 'contract' }>): Promise<void> {
    const request = await callers.partner('POST', '/v1/affinity/request', { product_id: product });
    const body = contractOf((request.body as { readonly id: string }).id, product, today(), days);
    const headers = { 'idempotency-key': `contract-${request.body['id'] as string}` };
    const send = () => callers.partner('POST', '/v1/affinity', body, headers);
    const answer = await send();
    expectStatus(answer, 200, 'contract');
    const asynchronous = product === 'auto';
    const status: Status = asynchronous ? 'pending' : 'issued';
    expectEqual(answer.body['status'], numbers[status], 'status of a new contract');
    known.push({
      id: answer.body['id'] as string,
      status,
      end: addDays(today(), days),
      asynchronous,
      created: today(),
      events: asynchronous ? [] : ['issued'],
    });
    last = { send, body: answer.body };
  }

  async function cancel({ on, reason }: Extract<Step, { does: 'cancel' }>): Promise<void> {
    const affinity = pick(on);
    if (affinity === undefined) return;
    const key = `cancel-${affinity.id}-${Math.floor(performance.now() * 1000)}`;
    const send = () =>
      callers.partner('DELETE', `/v1/affinity/${affinity.id}`, { cancel_reason: reason }, { 'idempotency-key': key });
    const answer = await send();
    const over = affinity.end < today();
    const may =
      !over && (affinity.status === 'pending' || affinity.status === 'issued' || affinity.status === 'renewed');
    expectStatus(answer, may ? 200 : 400, `cancel what is ${affinity.status}`);
    if (!may) return;
    expectEqual(answer.body['status'], 2, 'status of a canceled affinity');
    expectEqual(answer.body['date_end'], today(), 'day of the cancellation');
    move(affinity, 'canceled');
    last = { send, body: answer.body };
  }

  async function renew({ on }: Extract<Step, { does: 'renew' }>): Promise<void> {
    const affinity = pick(on);
    if (affinity === undefined) return;
    const answer = await callers.partner('POST', `/v1/affinity/${affinity.id}/renewal`, {});
    const may = affinity.status === 'issued' && affinity.end >= today();
    expectStatus(answer, may ? 200 : 400, `renew what is ${affinity.status}`);
    if (!may) return;
    move(affinity, 'renewed');
    const start = answer.body['lifetime_start'] as PlainDate;
    expectEqual(start, addDays(affinity.end, 1), 'first day of the successor');
    const status: Status = affinity.asynchronous ? 'pending' : 'issued';
    expectEqual(answer.body['status'], numbers[status], 'status of a successor');
    known.push({
      id: answer.body['id'] as string,
      status,
      end: answer.body['lifetime_end'] as PlainDate,
      asynchronous: affinity.asynchronous,
      created: today(),
      events: affinity.asynchronous ? [] : ['issued'],
    });
  }

  async function answerInsurer({ on, outcome }: Extract<Step, { does: 'answer' }>): Promise<void> {
    const affinity = pick(on);
    if (affinity === undefined) return;
    const answer = await callers.admin('POST', `/ops/v1/affinities/${affinity.id}/insurer-answer`, { outcome });
    const may = affinity.status === 'pending' && affinity.end >= today();
    expectStatus(answer, may ? 200 : 409, `answer for what is ${affinity.status}`);
    if (may) move(affinity, outcome === 'issued' ? 'issued' : 'canceled');
  }

  /** The embedded insurer answers after a day; affinities after their last day expire. */
  async function pass({ days }: Extract<Step, { does: 'pass' }>): Promise<void> {
    engine.clock.advance({ days });
    await engine.runJobs();
    for (const affinity of known) {
      if (affinity.end < today() && (affinity.status === 'pending' || affinity.status === 'issued'))
        move(affinity, 'expired');
      else if (affinity.status === 'pending' && daysBetween(affinity.created, today()) >= 1) move(affinity, 'issued');
    }
  }

  async function repeat(): Promise<void> {
    if (last === null) return;
    const answer = await last.send();
    expectStatus(answer, 200, 'a repeat');
    expectEqual(JSON.stringify(answer.body), JSON.stringify(last.body), 'the first answer');
  }

  async function pry({ on }: Extract<Step, { does: 'pry' }>): Promise<void> {
    const affinity = pick(on);
    if (affinity === undefined) return;
    expectStatus(await callers.other('GET', `/v1/affinity/${affinity.id}`), 404, "another partner's read");
    expectStatus(await callers.other('DELETE', `/v1/affinity/${affinity.id}`), 404, "another partner's cancellation");
  }

  /** State, money and events at the end. */
  async function compare(affinity: ModelAffinity): Promise<void> {
    const { body } = await callers.partner('GET', `/v1/affinity/${affinity.id}`);
    expectEqual(body['status'], numbers[affinity.status], `state of ${affinity.id}`);
    const premium = body['premium'] as Record<string, number>;
    expectEqual(
      premium['total'],
      (premium['net'] ?? 0) + (premium['fees'] ?? 0) + (premium['tax'] ?? 0),
      'the premium adds up',
    );
    const canceled = body['cancellation'] as Record<string, number> | null;
    if (canceled !== null) {
      expectEqual(
        canceled['refund'],
        Math.max(0, (canceled['paid'] ?? 0) - (canceled['kept'] ?? 0)),
        'the refund adds up',
      );
    }
    const endpointId = engine.credentials.partner.webhookEndpointId;
    const rows = await engine.store.queue.waiting(endpointId, { after: 0, subject: affinity.id, limit: 1_000 });
    const told = rows.map((row) => row.type.replace('affinity.', ''));
    expectEqual(told.join(), affinity.events.join(), `events of ${affinity.id}`);
    const lastRow = rows.at(-1);
    if (lastRow !== undefined) {
      expectEqual(
        (JSON.parse(lastRow.body) as { status: number }).status,
        numbers[affinity.status],
        'the last event tells the state',
      );
    }
  }

  function move(affinity: ModelAffinity, to: Status): void {
    affinity.status = to;
    affinity.events.push(to);
  }
}

function contractOf(requestId: string, product: 'personal-life' | 'auto', start: PlainDate, days: number) {
  return {
    affinity_request_id: requestId,
    lifetime_start: start,
    lifetime_end: addDays(start, days),
    ...(product === 'personal-life' ? { plan_id: 'essential' } : {}),
    affinity_holder: { first_name: 'Inês', last_name: 'Conceição', cpf: '52998224725', birth_date: '1990-05-17' },
    ...(product === 'auto' ? { item: car } : {}),
  };
}

const car = {
  plate: 'BRA2E19',
  chassis: '9BWZZZ377VT004251',
  model_year: 2025,
  manufacture_year: 2024,
  brand_name: 'Volkswagen',
  model_name: 'Polo',
  fuel_type: 'flex',
  is_0km: false,
};

function expectStatus(
  { status, body }: { readonly status: number; readonly body: unknown },
  expected: number,
  what: string,
): void {
  if (status !== expected) throw new Error(`${what}: expected ${expected}, answered ${status} ${JSON.stringify(body)}`);
}

function expectEqual(actual: unknown, expected: unknown, what: string): void {
  if (actual !== expected) throw new Error(`${what}: expected ${String(expected)}, found ${String(actual)}`);
}

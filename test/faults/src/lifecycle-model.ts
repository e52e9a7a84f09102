import { addDays, businessDay, daysBetween, type PlainDate } from '@affinity-engine/kernel';
import { contractOf } from './bodies.js';
import type { Caller } from './http-caller.js';
import type { EngineInProcess } from './engine-in-process.js';
import type { Step } from './lifecycle-steps.js';

type Status = 'pending' | 'issued' | 'renewed' | 'canceled' | 'expired';

type ModelAffinity = {
  readonly id: string;
  status: Status;
  readonly end: PlainDate;
  readonly asynchronous: boolean;
  created: PlainDate;
  readonly start: PlainDate;
  issued: PlainDate | null;
  readonly original: ModelAffinity | null;
  successor: ModelAffinity | null;
  events: (Status | 'reinstated')[];
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
    const [id, end] = [answer.body['id'] as string, addDays(today(), days)];
    begin({ id, start: today(), end, asynchronous, original: null });
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
    end(affinity);
    last = { send, body: answer.body };
  }

  async function renew({ on }: Extract<Step, { does: 'renew' }>): Promise<void> {
    const affinity = pick(on);
    if (affinity === undefined) return;
    const answer = await callers.partner('POST', `/v1/affinity/${affinity.id}/renewal`, {});
    const may = affinity.status === 'issued' && affinity.end >= today() && affinity.successor === null;
    expectStatus(answer, may ? 200 : 400, `renew what is ${affinity.status}`);
    if (!may) return;
    const start = answer.body['lifetime_start'] as PlainDate;
    expectEqual(start, addDays(affinity.end, 1), 'first day of the successor');
    const status: Status = affinity.asynchronous ? 'pending' : 'issued';
    expectEqual(answer.body['status'], numbers[status], 'status of a successor');
    const end = answer.body['lifetime_end'] as PlainDate;
    const { asynchronous } = affinity;
    begin({ id: answer.body['id'] as string, start, end, asynchronous, original: affinity });
  }

  async function answerInsurer({ on, outcome }: Extract<Step, { does: 'answer' }>): Promise<void> {
    const affinity = pick(on);
    if (affinity === undefined) return;
    const answer = await callers.admin('POST', `/ops/v1/affinities/${affinity.id}/insurer-answer`, { outcome });
    const may = affinity.status === 'pending' && affinity.end >= today();
    expectStatus(answer, may ? 200 : 409, `answer for what is ${affinity.status}`);
    if (may) (outcome === 'issued' ? issue : end)(affinity);
  }

  /** The embedded insurer answers after a day; affinities after their last day expire. */
  async function pass({ days }: Extract<Step, { does: 'pass' }>): Promise<void> {
    engine.clock.advance({ days });
    await engine.runJobs();
    for (const affinity of known) {
      if (affinity.end < today() && (affinity.status === 'pending' || affinity.status === 'issued'))
        move(affinity, 'expired');
      else if (affinity.status === 'pending' && daysBetween(affinity.created, today()) >= 1) issue(affinity);
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

  function begin(made: Pick<ModelAffinity, 'id' | 'start' | 'end' | 'asynchronous' | 'original'>): void {
    const affinity: ModelAffinity = {
      ...made,
      status: 'pending',
      created: today(),
      issued: null,
      successor: null,
      events: [],
    };
    known.push(affinity);
    if (affinity.original !== null) affinity.original.successor = affinity;
    if (!affinity.asynchronous) issue(affinity);
  }

  function issue(affinity: ModelAffinity): void {
    affinity.issued = today();
    move(affinity, 'issued');
    const { original } = affinity;
    if (original?.status === 'issued' && original.end >= today()) move(original, 'renewed');
  }

  /** Canceled or declined. What was never issued, or is given back as a whole, gives its original back. */
  function end(affinity: ModelAffinity): void {
    const { issued, original } = affinity;
    move(affinity, 'canceled');
    if (original === null) return;
    if (issued !== null && daysBetween(issued, today()) > 7 && affinity.start <= today()) return;
    original.successor = null;
    if (original.status === 'renewed') move(original, original.end < today() ? 'expired' : 'issued', 'reinstated');
  }

  function move(affinity: ModelAffinity, to: Status, event: Status | 'reinstated' = to): void {
    affinity.status = to;
    affinity.events.push(event);
  }
}

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

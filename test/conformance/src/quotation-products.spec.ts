import { beforeAll, describe, expect, it } from '@jest/globals';
import { startEngine } from '@affinity-engine/test-harness';
import * as acting from './fixtures/broker.js';

type Condition = {
  readonly code?: string;
  readonly is?: unknown;
  readonly in?: readonly unknown[];
  readonly answered?: boolean;
  readonly all?: readonly Condition[];
  readonly any?: readonly Condition[];
  readonly not?: Condition;
};
type Question = {
  readonly code: string;
  readonly stage: string;
  readonly type: string;
  readonly text: string;
  readonly required: boolean | Condition;
  readonly applies?: Condition;
  readonly choices?: readonly { readonly value: unknown; readonly text: string }[];
  readonly questions?: readonly Question[];
};
type Product = {
  readonly operationCode: string;
  readonly startWindow: { readonly pastDays: number; readonly futureDays: number } | null;
  readonly questions: readonly Question[];
};

let broker: acting.Broker;
beforeAll(async () => {
  broker = acting.brokerOf(await startEngine({ env: { SANDBOX_CLOCK: '2022-11-13T12:00:00Z', ...acting.unlimited } }));
});

const path = '/v1/quotation/100000/products';
const medical = 'MEDICAL-CIVIL-LIABILITY-PARTNER';

describe('the products that can be quoted', () => {
  it('are listed, and each is read with what it asks', async () => {
    const { status, body } = await broker.get<{ item: readonly Product[] }>(path);
    expect([status, body.item.map(({ operationCode }) => operationCode)]).toEqual([200, [medical]]);
    for (const { operationCode } of body.item) {
      const { item } = (await broker.get<{ item: Product }>(`${path}/${operationCode}`)).body;
      expect(item).toMatchObject({ operationCode, language: 'pt-BR', startWindow: { pastDays: 0, futureDays: 365 } });
    }
  });

  it('are refused to brokers of others, and by a name that is unknown', async () => {
    const codesOf = async (asked: string) =>
      (await broker.get<acting.Failure>(asked)).body.errors.map(({ code }) => code);
    expect(await codesOf('/v1/quotation/999999/products')).toContain('INCORRECT-OR-NONEXISTENT');
    expect(await codesOf(`/v1/quotation/999999/products/${medical}`)).toContain('INCORRECT-OR-NONEXISTENT');
    expect((await broker.get<acting.Failure>(`${path}/DENTAL`)).status).toBe(400);
  });
});

describe('the questions of a product', () => {
  let questions: readonly Question[];
  beforeAll(async () => {
    ({ questions } = (await broker.get<{ item: Product }>(`${path}/${medical}`)).body.item);
  });

  const isMet = (condition: Condition, given: ReadonlyMap<string, unknown>): boolean => {
    if (condition.all) return condition.all.every((each) => isMet(each, given));
    if (condition.any) return condition.any.some((each) => isMet(each, given));
    if (condition.not) return !isMet(condition.not, given);
    const answer = given.get(condition.code ?? '');
    if (condition.answered !== undefined) return (answer !== undefined) === condition.answered;
    return (condition.in ?? [condition.is]).includes(answer);
  };
  const requiredOf = (stage: string, given: ReadonlyMap<string, unknown>) =>
    questions
      .filter((each) => each.stage === stage && (each.applies === undefined || isMet(each.applies, given)))
      .filter(({ required }) => (typeof required === 'boolean' ? required : isMet(required, given)))
      .map(({ code }) => code);

  it('have texts, choices with texts, and no derived value among them', () => {
    const all = questions.flatMap((each) => [each, ...(each.questions ?? [])]);
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter(({ text }) => text.trim() === '')).toEqual([]);
    expect(all.map(({ type }) => type)).not.toContain('derived');
    const person = questions.find(({ code }) => code === 'PERSON-TYPE');
    expect(person?.choices?.map(({ value }) => value)).toEqual(['NATURAL', 'LEGAL']);
    expect(JSON.stringify(questions)).not.toContain('checkedWith');
  });

  it('lead a form to the same required answers as the engine', async () => {
    const given = new Map<string, unknown>();
    for (const person of ['NATURAL', 'LEGAL']) {
      given.set('PERSON-TYPE', person);
      const answers = [{ code: 'PERSON-TYPE', answer: person }];
      const sent = { registerNumber: '100000', operationCode: medical, answers };
      const { body } = await broker.contract(sent);
      expect(body.errors[0]?.code).toBe('ANSWERS-NOT-EVALUATED');
      const missing = body.errors[0]?.properties as readonly string[];
      expect(['PERSON-TYPE', ...missing].sort()).toEqual([...requiredOf('contracting', given)].sort());
    }
  });
});

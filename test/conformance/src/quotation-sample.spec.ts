import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Engine } from '@affinity-engine/test-harness';
import * as acting from './fixtures/broker.js';

type Published = {
  readonly item: acting.Item;
  readonly success: boolean;
  readonly executed: string;
};

const sample = <Content>(name: string): Content =>
  JSON.parse(readFileSync(new URL(`samples/${name}.json`, import.meta.url), 'utf8')) as Content;
const reply = sample<Published>('proposal-reply');
const request = sample<{ readonly answers: readonly acting.Given[] }>('proposal-request');

/** Fields that differ with every execution: identifiers, the number, the moments, the link. */
const variable = new Set([
  'quotationIdentifier',
  'variantIdentifier',
  'identifier',
  'number',
  'date',
  'documentUrl',
  'executed',
]);
const comparable = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, inner: unknown) =>
      variable.has(key) && typeof inner === 'string' ? `any ${key}` : inner,
    ),
  );

let engine: Engine;
let broker: acting.Broker;
beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: '2022-11-13T12:00:00Z', ...acting.unlimited } });
  broker = acting.brokerOf(engine);
});

/** The published request for a quotation of this engine: with the identifier of its own installment. */
function published(item: acting.Item, leftOut?: string) {
  const identifier = item.pricing[0]?.payment.paymentOptions[0]?.installments[0]?.identifier;
  const answers = request.answers
    .filter(({ code }) => code !== leftOut)
    .map((given) => (given.code === 'PAYMENT-INSTALLMENT-IDENTIFIER' ? { ...given, answer: identifier } : given));
  return { ...request, identifier: item.quotationIdentifier, answers };
}

describe('the published sample', () => {
  it('is the reply to its own request, to the last field of 22 installments', async () => {
    const answer = await broker.propose(published(await acting.quoted(broker)));
    expect(answer.status).toBe(200);
    expect(comparable(answer.body)).toEqual(comparable(reply));
    expect(Object.keys(answer.body.item)).toEqual(Object.keys(reply.item));
    const identifiers = JSON.stringify(answer.body).match(/"identifier":"[0-9a-f-]{36}"/g);
    expect(new Set(identifiers).size).toBe(22);
  });

  it('has the proposal’s number of 14 digits, its moment, and a link to its document', async () => {
    const { item, executed } = (await broker.propose(published(await acting.quoted(broker)))).body;
    expect(item.proposal.number).toMatch(/^\d{10}0001$/);
    expect(executed).toMatch(/^2022-11-13T12:\d\d:\d\d\.\d{3}Z$/);
    expect(item.proposal.date <= executed).toBe(true);
    const path = item.proposal.documentUrl.replace(engine.baseUrl, '');
    const document = await clientFor(engine, null).get(path);
    expect([document.status, document.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(document.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('of contracting is the same without a proposal', async () => {
    const { body } = await broker.contract(acting.contractingBody());
    const { proposal: _proposal, ...item } = reply.item;
    expect(comparable(body)).toEqual(comparable({ ...reply, item }));
  });

  it('of a proposal without its installments is the six codes, in their order', async () => {
    const { status, body } = await broker.propose(
      published(await acting.quoted(broker), 'PAYMENT-INSTALLMENT-IDENTIFIER'),
    );
    expect(status).toBe(400);
    expect(body).toEqual({
      success: false,
      executed: expect.stringMatching(/^2022-11-13T12:/),
      errors: [
        {
          code: 'ANSWERS-NOT-EVALUATED',
          message: 'One or more answers could not be evaluated.',
          properties: [
            'PAYMENT-INSTALLMENT-IDENTIFIER',
            'NET-VALUE',
            'INTEREST-VALUE',
            'TAX-VALUE',
            'TOTAL-VALUE',
            'INSTALLMENT-NUMBER',
          ],
        },
      ],
    });
  });

  it('of a call without a subscription key is the gateway’s 401, to the letter', async () => {
    const answer = await clientFor(engine, null).post('/v1/quotation/proposal', published(await acting.quoted(broker)));
    expect([answer.status, answer.body]).toEqual([
      401,
      {
        statusCode: 401,
        message:
          'Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.',
      },
    ]);
  });
});

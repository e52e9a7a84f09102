import { describe, expect, it } from '@jest/globals';
import { anAffinity, aProduct } from '@affinity-engine/affinity/testing';
import { instant } from '@affinity-engine/kernel';
import fc from 'fast-check';
import { documentLinks } from '../edge/links.js';
import { composeBody } from './webhook-body.js';
import { affinityWire, snapshotOf } from './wire.js';

const id = '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51';
const links = documentLinks(() => 'https://cover.example', [new Uint8Array(32)], { now: () => 0 });
const product = aProduct();
const affinity = anAffinity({ id });
const canceled = anAffinity({
  id,
  status: 'canceled',
  dateEnd: affinity.lifetimeStart,
  cancellation: {
    reason: 'insurer',
    description: 'Risco agravado',
    at: affinity.createdAt,
    rule: 'pro-rata',
    paid: 108_380,
    kept: 1_000,
    refund: 107_380,
    taxRefund: 7_380,
  },
});
const event = {
  id: 'evt_0193aaaa000070008000000000000001_7',
  endpointId: '0193aaaa-0000-7000-8000-000000000001',
  sequence: 7,
  type: 'affinity.canceled',
  subject: id,
  body: snapshotOf(canceled, product),
  occurredAt: instant('2026-01-02T12:00:00Z'),
};
const beside = {
  id: 'evt_0193aaaa000070008000000000000001_7',
  type: 'affinity.canceled',
  sequence: 7,
  occurred_at: event.occurredAt,
};
const compose = composeBody(links);

describe("a webhook's body", () => {
  it('is the complete affinity as it was, with links made when it is sent, and the event beside it', () => {
    const complete = affinityWire({ affinity: canceled, product }, links);
    expect(compose(event)).toBe(JSON.stringify({ ...complete, event: beside }));
  });

  it('is kept without links, which would be over before a dam is', () => {
    expect(event.body).not.toContain('https://');
    expect(JSON.parse(event.body)).toMatchObject({ attachments: [1, 2, 4] });
  });

  it('shows an insurer where to answer', () => {
    const type = 'insurer.risk-submitted';
    const complete = affinityWire({ affinity, product }, links);
    const expected = { ...complete, callback_url: links.to(id, 'insurer-answer'), event: { ...beside, type } };
    expect(compose({ ...event, type, body: snapshotOf(affinity, product) })).toBe(JSON.stringify(expected));
  });

  it.each<[string, string, object]>([
    ['no member', '{}', {}],
    ['no attachments', '{"id":"a"}', { id: 'a' }],
    ['an empty list', '{"id":"a","attachments":[]}', { id: 'a', attachments: [] }],
    ['attachments elsewhere', '{"attachments":[],"id":"a"}', { attachments: [], id: 'a' }],
    ['attachments of an inner object', '{"item":{"a":1,"attachments":[1]}}', { item: { a: 1, attachments: [1] } }],
    ['a text that looks like attachments', '{"id":",\\"attachments\\":[1]}"}', { id: ',"attachments":[1]}' }],
  ])('is composed of a snapshot with %s', (_, body, expected) => {
    expect(compose({ ...event, body })).toBe(JSON.stringify({ ...expected, event: beside }));
  });

  it('has the same bytes as one that is parsed and written again', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('","attachments":[1]}', '"attachments":[1]}'),
    );
    const items = fc.oneof(fc.jsonValue(), fc.constant({ attachments: [1] }), fc.dictionary(texts, texts));
    fc.assert(
      fc.property(texts, items, fc.boolean(), (text, anything, isCanceled) => {
        const item = { anything, text } as never;
        const kept = snapshotOf({ ...(isCanceled ? canceled : affinity), item }, product);
        const { attachments, ...rest } = JSON.parse(kept) as { readonly attachments: readonly number[] };
        const shown = (['certificate', 'general-conditions', 'prize-draw-regulation', 'cancellation'] as const)
          .map((type, index) => ({ type: index + 1, url: links.to(id, type) }))
          .filter(({ type }) => attachments.includes(type));
        expect(compose({ ...event, body: kept })).toBe(JSON.stringify({ ...rest, attachments: shown, event: beside }));
      }),
    );
  });
});

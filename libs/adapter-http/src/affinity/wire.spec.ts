import { describe, expect, it } from '@jest/globals';
import { plainDate } from '@affinity-engine/kernel';
import { anAffinity, aProduct } from '@affinity-engine/affinity/testing';
import { documentLinks } from '../edge/links.js';
import * as numbers from './numbers.js';
import * as wire from './wire.js';

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

describe('the numbers of the contract', () => {
  it('are these for statuses', () => {
    expect(numbers.statusNumbers).toEqual({ issued: 1, canceled: 2, expired: 3, renewed: 4, pending: 5 });
  });

  it('are these for attachments', () => {
    expect(numbers.attachmentNumbers).toEqual({
      certificate: 1,
      'general-conditions': 2,
      'prize-draw-regulation': 3,
      cancellation: 4,
    });
  });

  it('are these for reasons', () => {
    expect(numbers.reasonNumbers).toEqual({ 'requested-by-holder': 1, default: 2, claimed: 3, insurer: 4 });
  });

  it.each([1, 2, 3, 4, 5])('lead back to the status of %d', (number) => {
    const status = numbers.statusOfNumber(number);
    expect(status && numbers.statusNumbers[status]).toBe(number);
  });

  it.each([0, 6, -1, 1.5])('know no status of %d', (number) => {
    expect(numbers.statusOfNumber(number)).toBeUndefined();
  });

  it.each([
    [1, 'requested-by-holder'],
    [2, 'default'],
    [3, 'claimed'],
    [4, 'insurer'],
    [null, 'requested-by-holder'],
    [undefined, 'requested-by-holder'],
  ])('read the reason %s as %s', (number, reason) => {
    expect(numbers.reasonOf(number)).toBe(reason);
  });
});

describe('what is answered', () => {
  it('to a contract is id, status, premium and attachments', () => {
    const answer = wire.contractedWire({ affinity, product }, links);
    const attachments = [1, 2].map((type) => ({ type, url: expect.stringMatching(/^https:/) }));
    expect(answer).toEqual({ id, status: 1, premium: affinity.premium, attachments });
  });

  it('to a cancellation is id, status, day and refund', () => {
    const answer = { id, status: 2, date_end: affinity.lifetimeStart, refund: 107_380 };
    expect(wire.canceledWire({ affinity: canceled, successor: null })).toEqual(answer);
  });

  it('to a cancellation or its preview names the successor that stands, and what becomes of it', () => {
    const successor = anAffinity({ id: 'next', status: 'pending', lifetimeStart: plainDate('2027-01-01') });
    const named = {
      id: 'next',
      status: 5,
      lifetime_start: '2027-01-01',
      lifetime_end: successor.lifetimeEnd,
      note: 'The successor stays as it is and covers from 2027-01-01. Cancel it by its own id if it is not wanted.',
    };
    const refund = { rule: 'regret', paid: 1, kept: 0, refund: 1, taxRefund: 0, explain: [] } as const;
    const preview = { ...refund, affinityId: id, on: affinity.lifetimeStart };
    expect(wire.canceledWire({ affinity: canceled, successor })).toMatchObject({ successor: named });
    expect(wire.previewWire({ ...preview, successor })).toMatchObject({ id, refund: 1, successor: named });
    expect(wire.previewWire({ ...preview, successor: null })).not.toHaveProperty('successor');
  });

  it('of a canceled affinity has the reason as a number', () => {
    expect(wire.affinityWire({ affinity: canceled, product }, links)).toMatchObject({
      status: 2,
      cancellation: { cancel_reason: 4, cancel_description: 'Risco agravado', refund: 107_380, tax_refund: 7_380 },
    });
  });

  it('holds nothing of how it is kept', () => {
    const keys = Object.keys(wire.affinityWire({ affinity, product }, links));
    for (const inner of ['version', 'product_version', 'partner_id', 'holder_document', 'answer_due_at']) {
      expect(keys).not.toContain(inner);
    }
  });
});

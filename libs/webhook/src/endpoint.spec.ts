import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { eventId, isStopped, sequenceOf } from './endpoint.js';
import { anEndpoint } from './testing/data-fixtures.js';

const id = '0b9c5a1e-5f6d-4c2b-9d3e-112233445566';

describe('the identifier of an event', () => {
  it('names endpoint and sequence', () => {
    expect(eventId(id, 42)).toBe('evt_0b9c5a1e5f6d4c2b9d3e112233445566_42');
  });

  it('gives its sequence to its own endpoint', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 1, max: 10 ** 15 - 1 }), (endpointId, sequence) => {
        expect(sequenceOf(endpointId, eventId(endpointId, sequence))).toBe(sequence);
      }),
    );
  });

  it.each([
    ['another endpoint', eventId('1b9c5a1e-5f6d-4c2b-9d3e-112233445566', 42)],
    ['a sequence of zero', eventId(id, 0)],
    ['a leading zero', 'evt_0b9c5a1e5f6d4c2b9d3e112233445566_042'],
    ['a sign', 'evt_0b9c5a1e5f6d4c2b9d3e112233445566_-1'],
    ['a number too large to be exact', `evt_0b9c5a1e5f6d4c2b9d3e112233445566_${'9'.repeat(16)}`],
    ['another case', eventId(id, 42).toUpperCase()],
    ['more behind it', `${eventId(id, 42)}\n`],
    ['no number', 'evt_0b9c5a1e5f6d4c2b9d3e112233445566_NaN'],
    ['a number without an end', 'evt_0b9c5a1e5f6d4c2b9d3e112233445566_Infinity'],
    ['a part of a number', 'evt_0b9c5a1e5f6d4c2b9d3e112233445566_1.5'],
    ['nothing', ''],
  ])('is none with %s', (_, text) => {
    expect(sequenceOf(id, text)).toBeNull();
  });
});

describe('an endpoint as it is configured', () => {
  it.each([
    [true, 'without a url', { url: null }],
    [true, 'that is paused', { paused: true }],
    [true, 'that is disabled', { disabled: true }],
    [false, 'with a url', {}],
  ])('is stopped (%s) %s', (stopped, _, changes) => {
    expect(isStopped(anEndpoint(changes))).toBe(stopped);
  });
});

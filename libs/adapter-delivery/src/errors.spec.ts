import { describe, expect, it } from '@jest/globals';
import { Cut, DeadlineOver, EgressRefused, ProtocolError, reasonOf, tooLongHeaders } from './errors.js';

const coded = (code: unknown, cause?: unknown): Error =>
  Object.assign(new Error('with a secret: 10.0.0.1', { cause }), { code });

describe('the reason of a failed attempt', () => {
  it.each<[string, unknown, string]>([
    ['a rule of HTTP that was broken', new ProtocolError('too much'), 'protocol: too much'],
    ['too long headers', coded('UND_ERR_HEADERS_OVERFLOW'), 'protocol: more than 16 KiB of headers'],
    [
      'an address that must not be reached',
      new EgressRefused('x is not a public host'),
      'egress-refused: expected a public address',
    ],
    ['the deadline', new DeadlineOver(), 'timeout'],
    ['a timeout of connecting', coded('UND_ERR_CONNECT_TIMEOUT'), 'timeout'],
    ['a connection that the system gave up', coded('ETIMEDOUT'), 'connection: ETIMEDOUT'],
    ['the end of the process', new Cut(), 'connection: SHUTTING-DOWN'],
    ['a refused connection', coded('ECONNREFUSED'), 'connection: ECONNREFUSED'],
    ['its cause, if it has one', coded('UND_ERR', coded('ECONNRESET')), 'connection: ECONNRESET'],
    ['the cause of its cause', coded('UND_ERR', coded(undefined, new ProtocolError('too much'))), 'protocol: too much'],
    ['its code, where the cause is a text', coded('UND_ERR', 'closed'), 'connection: UND_ERR'],
    ['no code at all', new Error('with a secret: 10.0.0.1'), 'connection'],
    ['a code that is a number', coded(7), 'connection'],
    ['nothing', null, 'connection'],
    ['a text', 'TIMEOUT', 'connection'],
  ])('is %s', (_, failure, reason) => {
    expect(reasonOf(failure)).toBe(reason);
  });

  it('has a name that logs show', () => {
    expect([new Cut(), new DeadlineOver(), new ProtocolError(tooLongHeaders)].map(({ name }) => name)).toEqual([
      'Cut',
      'DeadlineOver',
      'ProtocolError',
    ]);
  });
});

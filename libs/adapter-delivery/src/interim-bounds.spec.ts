import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { interimAnswers, mostHeaderBytes, passOver } from './interim-answers.js';

const ok = 'HTTP/1.1 200 OK\r\n\r\n';
/** An interim answer of so many bytes. */
const long = (bytes: number): string => {
  const [begin, end] = ['HTTP/1.1 103 Hints\r\nlink: ', '\r\n\r\n'];
  return begin + 'x'.repeat(bytes - begin.length - end.length) + end;
};
const passed = (...texts: readonly string[]): string | null => {
  const { begin, pass } = interimAnswers();
  begin();
  const parts = texts.flatMap((text) => pass(Buffer.from(text)) ?? []);
  return parts.length === 0 ? null : Buffer.concat(parts).toString();
};

describe('the bounds of what is read', () => {
  it('are 16 KiB of headers of all interim answers', () => {
    expect(mostHeaderBytes).toBe(16_384);
    expect(passed(long(16_384) + ok)).toBe(ok);
    expect(() => passed(long(16_385) + ok)).toThrow('more than 16 KiB of headers');
    expect(passed(long(8_192), long(8_192) + ok)).toBe(ok);
    expect(() => passed(long(8_192), long(8_193) + ok)).toThrow('more than 16 KiB of headers');
  });

  it('hold also for a head that has not ended', () => {
    expect(passed(long(16_384).slice(0, -4))).toBeNull();
    expect(passed(long(16_384).slice(0, -4), '\r\n\r\n', ok)).toBe(ok);
    expect(() => passed(`${long(16_384).slice(0, -4)}xxxxx`)).toThrow('more than 16 KiB of headers');
  });

  it('are ten interim answers', () => {
    expect(passed(long(100).repeat(10), ok)).toBe(ok);
    expect(() => passed(long(100).repeat(11))).toThrow('more than 10 interim answers (1xx)');
  });

  it('are 512 KiB in one answer', () => {
    const { begin, pass } = interimAnswers();
    for (let attempt = 0; attempt < 2; attempt += 1) {
      begin();
      expect(pass(Buffer.from(ok))?.toString()).toBe(ok);
      expect(pass(Buffer.alloc(512 * 1_024 - ok.length))).toHaveLength(512 * 1_024 - ok.length);
      expect(() => pass(Buffer.alloc(1))).toThrow('more than 512 KiB in one answer');
    }
  });

  it('begin anew with each attempt', () => {
    const { begin, pass } = interimAnswers();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      begin();
      expect(pass(Buffer.from(long(1_600).repeat(10) + ok))?.toString()).toBe(ok);
      begin();
      expect(pass(Buffer.from('HTTP/1.1 10'))).toBeNull(); // and then the connection broke
    }
  });
});

describe('what is not an interim answer', () => {
  it.each([
    ['another version', 'HTTP/2.0 100'],
    ['a status with a letter', 'HTTP/1.1 1x0'],
    ['a text before it', 'xHTTP/1.1 100'],
    ['another protocol, of which little has come', 'HTTX'],
    ['an answer, of which little has come', 'HTTP/1.1 2'],
  ])('%s is passed on', (_, text) => {
    expect(passed(text)).toBe(text);
  });

  it('is, after the head of an answer, anything', () => {
    expect(passed(ok, long(100), long(100))).toBe(ok + long(100) + long(100));
  });

  it.each(['H', 'HTTP', 'HTTP/1.', 'HTTP/1.0', 'HTTP/1.1 ', 'HTTP/1.1 1', 'HTTP/1.1 10', 'HTTP/1.1 199'])(
    'may still begin with %j',
    (text) => {
      expect(passed(text)).toBeNull();
    },
  );
});

describe('a connection that goes too far', () => {
  it('is broken with what was wrong, and gives its parser nothing', async () => {
    const interim = interimAnswers();
    const socket = new PassThrough();
    const broken = new Promise((resolve) => socket.on('error', resolve));
    passOver(interim, socket);
    interim.begin();
    socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
    expect(socket.read()).toBeNull();
    expect(await broken).toMatchObject({ message: '101 Switching Protocols, which was not asked for' });
    expect(socket.destroyed).toBe(true);
  });

  it('is not broken by interim answers that may be, nor are they given to the parser', () => {
    const interim = interimAnswers();
    const socket = new PassThrough();
    passOver(interim, socket);
    interim.begin();
    socket.write(long(100));
    expect([socket.read(), socket.destroyed]).toEqual([null, false]);
    socket.write(long(100) + ok);
    expect((socket.read() as Buffer).toString()).toBe(ok);
    expect(socket.read()).toBeNull();
  });
});

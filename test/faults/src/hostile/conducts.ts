import type { Socket } from 'node:net';
import type { Conduct } from './raw-server.js';

/** Ways to answer, or not to. */

export const says = (text: string): Conduct => ({ onRequest: (socket) => void socket.write(text, 'latin1') });
export const saysAndCloses = (text: string): Conduct => ({ onRequest: (socket) => void socket.end(text, 'latin1') });

export const answer = (status: string, ...headers: readonly string[]): string =>
  [`HTTP/1.1 ${status}`, ...headers, 'content-length: 0', '', ''].join('\r\n');

/** Writes a beginning, then the rest again and again until the other side hangs up. */
export const saysWithoutEnd = (begin: string, rest: string): Conduct => {
  const block = Buffer.from(rest.repeat(Math.ceil(16_384 / rest.length)), 'latin1');
  return {
    onRequest: (socket) => {
      const more = (): void => {
        while (!socket.destroyed && socket.write(block));
      };
      socket.on('drain', more);
      socket.write(begin, 'latin1');
      more();
    },
  };
};

/** Writes a beginning at once, then a part at each interval until the other side hangs up. */
export const drips = (begin: string, part: string, everyMs: number): Conduct => ({
  onRequest: (socket) => {
    if (begin !== '') socket.write(begin, 'latin1');
    const timer = setInterval(() => socket.write(part, 'latin1'), everyMs);
    socket.on('close', () => clearInterval(timer));
  },
});

/** Writes a text so that one byte comes at each interval. */
export const spells = (text: string, everyMs: number): Conduct => ({
  onRequest: (socket) => {
    let at = 0;
    const timer = setInterval(() => {
      if (at === text.length) clearInterval(timer);
      else socket.write(text[at++] ?? '', 'latin1');
    }, everyMs);
    socket.on('close', () => clearInterval(timer));
  },
});

export const resets = (socket: Socket): void => void socket.resetAndDestroy();

/** Answers, and closes a moment later: by turns before, while and after the next request is written. */
export const closesSoonAfter = (text: string): Conduct => {
  let turn = 0;
  return {
    onRequest: (socket) => {
      turn = (turn + 1) % 4;
      socket.write(text, 'latin1', () => (turn === 0 ? socket.end() : setTimeout(() => socket.end(), turn - 1)));
    },
  };
};

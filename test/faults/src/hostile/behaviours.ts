import { gzipSync } from 'node:zlib';
import { answer, closesSoonAfter, drips, resets, says, saysAndCloses, saysWithoutEnd, spells } from './conducts.js';
import type { Conduct } from './raw-server.js';

/** What a receiver does, and what the engine must make of it. */
export type Behaviour = {
  readonly conduct: Conduct;
  /** How each attempt is logged: its status, or its error. */
  readonly logged: RegExp;
  /** Whether events are delivered all the same. */
  readonly delivered: boolean;
  /** Milliseconds that must lie between two attempts for one event. */
  readonly apartMs?: number;
  /** The certificate of a server of TLS. */
  readonly certificate?: 'server' | 'expired' | 'elsewhere' | 'stranger';
  /** In place of a server of its own. */
  readonly url?: string;
};

const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
const interim = (status: string): string => `HTTP/1.1 ${status}\r\nlink: </a>; rel=preload\r\n\r\n`;
const chunked = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
const lengthOf = (bytes: number): string => `HTTP/1.1 200 OK\r\ncontent-length: ${bytes}\r\n\r\n`;

/** 50 MB in 50 kB. */
const bomb = gzipSync('x'.repeat(50_000_000));

const delivered = (conduct: Conduct): Behaviour => ({ conduct, logged: /^200$/, delivered: true });
const failed = (logged: RegExp, conduct: Conduct = {}): Behaviour => ({ conduct, logged, delivered: false });
const redirected = (status: string, to: string): Behaviour =>
  failed(new RegExp(`^${status.slice(0, 3)}$`), says(answer(status, `location: ${to}`)));

export const behaviours: Readonly<Record<string, Behaviour>> = {
  '200, as agreed': delivered(says(ok)),
  '200 over TLS, as agreed': { ...delivered(says(ok)), certificate: 'server' },
  '500': failed(/^500$/, says(answer('500 No'))),
  '503 with Retry-After': { ...failed(/^503$/, says(answer('503 Busy', 'retry-after: 1'))), apartMs: 1_000 },
  '429': failed(/^429$/, says(answer('429 Too Many Requests'))),
  '204': failed(/^204$/, says('HTTP/1.1 204 No Content\r\n\r\n')),
  '201': failed(/^201$/, says(answer('201 Created'))),
  '301': redirected('301 Moved Permanently', '/elsewhere'),
  '302': redirected('302 Found', '/elsewhere'),
  '303': redirected('303 See Other', '/elsewhere'),
  '307': redirected('307 Temporary Redirect', '/elsewhere'),
  '308': redirected('308 Permanent Redirect', '/elsewhere'),
  'a redirect loop': redirected('302 Found', '?'),
  silence: failed(/^timeout$/),
  'slow headers': failed(/^timeout$/, drips('HTTP/1.1 200 OK\r\n', 'x-more: yes\r\n', 100)),
  'one byte a second': failed(/^timeout$/, spells(ok, 1_000)),
  'a body of one byte a second': failed(/^timeout$/, drips(lengthOf(1_000), 'x', 1_000)),
  'a body that stops': failed(/^timeout$/, says(`${lengthOf(1_000)}half`)),
  'endless headers': failed(/^protocol: more than 16 KiB/, saysWithoutEnd('HTTP/1.1 200 OK\r\n', 'x-more: yes\r\n')),
  'endless short headers': failed(/^protocol: more than 16 KiB/, saysWithoutEnd('HTTP/1.1 200 OK\r\n', 'a:\r\n')),
  'endless trailers': failed(/^protocol: more than 16 KiB/, saysWithoutEnd(`${chunked}1\r\ny\r\n0\r\n`, 'a:\r\n')),
  'one endless header': failed(/^protocol: more than 16 KiB/, saysWithoutEnd('HTTP/1.1 200 OK\r\nx-more: ', 'x')),
  'a body of 400 MB': delivered(saysWithoutEnd(lengthOf(400_000_000), 'x')),
  'an endless body': delivered(saysWithoutEnd(chunked, `400\r\n${'x'.repeat(1_024)}\r\n`)),
  'endless chunk extensions': failed(/^protocol: more than 512 KiB/, saysWithoutEnd(`${chunked}1;`, 'x')),
  'a gzip bomb': delivered(
    says(
      `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n${bomb.toString('latin1')}`,
    ),
  ),
  '100 before 200': delivered(says(interim('100 Continue') + ok)),
  '102 and 103 in mixtures': delivered(
    says((interim('102 Processing') + interim('103 Early Hints').repeat(2)).repeat(3) + ok),
  ),
  '103 without end': failed(/^protocol: more than 10 interim/, saysWithoutEnd('', interim('103 Early Hints'))),
  '101, unexpected': failed(/^protocol: 101/, says(interim('101 Switching Protocols'))),
  'a reset before reading': failed(/^connection/, { onOpen: resets }),
  'a reset after reading': failed(/^connection/, { onRequest: resets }),
  'a close in place of an answer': failed(/^connection/, saysAndCloses('')),
  'a close soon after each answer': { conduct: closesSoonAfter(ok), logged: /^(200|connection.*)$/, delivered: true },
  'a reset of the second request on a connection': {
    conduct: { onRequest: (socket, { nth }) => void (nth === 1 ? socket.write(ok) : resets(socket)) },
    logged: /^(200|connection.*)$/,
    delivered: true,
  },
  'TLS of a strange authority': {
    ...failed(/^connection: (UNABLE_TO_VERIFY|DEPTH_ZERO|SELF_SIGNED)/, says(ok)),
    certificate: 'stranger',
  },
  'TLS that has expired': { ...failed(/^connection: CERT_HAS_EXPIRED/, says(ok)), certificate: 'expired' },
  'TLS of another host': { ...failed(/^connection: ERR_TLS_CERT_ALTNAME/, says(ok)), certificate: 'elsewhere' },
  'a Content-Length too long': failed(/^connection/, saysAndCloses(`${lengthOf(100)}short`)),
  'a Content-Length too short': { conduct: says(`${ok} and more`), logged: /^(200|connection.*)$/, delivered: true },
  'two Content-Lengths': failed(
    /^connection/,
    says('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nok'),
  ),
  'HTTP/1.0': delivered(saysAndCloses(ok.replace('1.1', '1.0'))),
  'no HTTP at all': failed(/^connection/, { onOpen: (socket) => void socket.write('SSH-2.0-OpenSSH_9.6\r\n') }),
  'a name that does not resolve': { ...failed(/^(connection: E|timeout)/), url: 'http://receiver.invalid/hooks' },
  'a port where nobody listens': { ...failed(/^connection: ECONNREFUSED/), url: 'http://127.0.0.1:1/hooks' },
};

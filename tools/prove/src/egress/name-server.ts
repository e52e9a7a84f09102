import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIP } from 'node:net';

type Family = 4 | 6;

/** The addresses of a name, in one family. */
export type Answers = (name: string, family: Family) => readonly string[];

const types: Readonly<Record<number, Family>> = { 1: 4, 28: 6 };

/** A name server at 127.0.0.1, with answers that no one may keep. */
export async function startNameServer(answers: Answers): Promise<{ readonly close: () => void }> {
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => socket.send(answered(query, answers), port, address));
  socket.bind(53, '127.0.0.1');
  await once(socket, 'listening');
  return { close: () => void socket.close() };
}

/** The answer to a query of DNS (RFC 1035, 4.1). */
export function answered(query: Buffer, answers: Answers): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const question = query.subarray(12, at + 5);
  const family = types[query.readUInt16BE(at + 1)];
  const found = family === undefined ? [] : answers(labels.join('.').toLowerCase(), family);
  const head = Buffer.alloc(12);
  query.copy(head, 0, 0, 2);
  head.writeUInt16BE(0x8580, 2); // an answer, with authority, to a recursive question
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(found.length, 6);
  const records = found.map((address) => {
    const bytes = bytesOf(address);
    const record = Buffer.from([0xc0, 12, 0, bytes.length === 4 ? 1 : 28, 0, 1, 0, 0, 0, 0, 0, bytes.length]);
    return Buffer.concat([record, bytes]);
  });
  return Buffer.concat([head, question, ...records]);
}

export function bytesOf(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  // The parser of urls writes IPv4 at the end as groups.
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [left = '', right] = groups.split('::');
  const [head, tail] = [left, right ?? ''].map((part) => part.split(':').filter((each) => each !== ''));
  const all = [
    ...(head ?? []),
    ...Array<string>(8 - (head?.length ?? 0) - (tail?.length ?? 0)).fill('0'),
    ...(tail ?? []),
  ];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

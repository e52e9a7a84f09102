import { connect } from 'node:net';

/** An answer as it arrived on the socket. */
export type RawAnswer = {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type RawOptions = {
  /** Milliseconds until the connection is given up. */
  readonly deadline?: number;
  /** Breaks the connection as soon as everything is written. */
  readonly hangUp?: boolean;
  /** Called once everything is written; its result is written to the same connection. */
  readonly then?: () => Promise<string | Uint8Array>;
};

/**
 * Writes the exact bytes to the engine, for requests that HTTP clients cannot make.
 * @returns null if the engine closed the connection without an answer, or the deadline passed
 */
export function sendRaw(
  baseUrl: string,
  bytes: string | Uint8Array,
  { deadline = 5_000, hangUp = false, then }: RawOptions = {},
): Promise<RawAnswer | null> {
  const { hostname, port } = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    const done = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(parsed(Buffer.concat(chunks).toString('utf8')));
    };
    const timer = setTimeout(done, deadline);
    socket.on('connect', () =>
      socket.write(bytes, () => {
        if (hangUp) done();
        else then?.().then((rest) => socket.write(rest), reject);
      }),
    );
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      if (isWhole(Buffer.concat(chunks).toString('latin1'))) done();
    });
    socket.on('end', done);
    socket.on('close', done);
    socket.on('error', (failure: NodeJS.ErrnoException) => {
      if (failure.code === 'ECONNREFUSED') reject(failure);
      else done();
    });
  });
}

const isWhole = (text: string): boolean => {
  const end = text.indexOf('\r\n\r\n');
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, Math.max(end, 0)))?.[1];
  return end >= 0 && length !== undefined && text.length >= end + 4 + Number(length);
};

function parsed(text: string): RawAnswer | null {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1]);
  if (Number.isNaN(status)) return null;
  const headers = lines.map((line) => /^([^:]+): *(.*)$/.exec(line)?.slice(1) ?? ['', '']);
  return {
    status,
    headers: Object.fromEntries(headers.map(([name = '', value = '']) => [name.toLowerCase(), value])),
    body: rest.join('\r\n\r\n'),
  };
}

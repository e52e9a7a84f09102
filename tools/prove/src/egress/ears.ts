import { createServer as createPlain, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { newCertificates } from '@affinity-engine/test-servers';
import { isPublicAddress } from './spellings.js';

/** Listeners at every address of this network: they note where a connection is opened, before a byte is read. */
export type Ears = {
  readonly ports: Ports;
  /** Connections to addresses that are not public, by address. */
  forbidden(): ReadonlyMap<string, number>;
  /** How often a path was called at the public addresses. */
  called(path: string): number;
  forget(): void;
  /** Whether a connection to the address would be heard. */
  hears(address: string): Promise<boolean>;
  close(): void;
};

export type Ports = { readonly https: number; readonly http: number };

/** What is answered at a public address: its status, and where it says to go. Elsewhere it is 500. */
export type Replies = (path: string) => readonly [status: number, location?: string];

/** @param wanted 0 takes a free port */
export async function startEars(wanted: Ports, replies: Replies): Promise<Ears> {
  const certificates = newCertificates();
  const identity = { cert: certificates.read('server.pem'), key: certificates.read('server-key.pem') };
  certificates.remove();
  const heard = new Map<string, number>();
  const calls = new Map<string, number>();
  const note = (counts: Map<string, number>, what: string): unknown => counts.set(what, (counts.get(what) ?? 0) + 1);
  const reply = ({ url = '/', socket }: IncomingMessage, response: ServerResponse): void => {
    const isCalled = isPublicAddress(addressOf(socket.localAddress));
    if (isCalled) note(calls, url);
    const [status, location] = isCalled ? replies(url) : [500];
    // As bytes: a header is not only ASCII to those who read it.
    const to = location === undefined ? {} : { location: Buffer.from(location, 'utf8').toString('latin1') };
    response.writeHead(status, { ...to, connection: 'close' }).end();
  };
  const listen = async (port: number, server: { emit(event: 'connection', socket: unknown): boolean }) => {
    const listener = createServer((socket) => {
      socket.on('error', () => undefined);
      const address = addressOf(socket.localAddress);
      if (!isPublicAddress(address)) note(heard, address);
      server.emit('connection', socket);
    });
    await new Promise<void>((listening) => listener.listen(port, '::', listening));
    return listener;
  };
  const listeners: readonly [Server, Server] = [
    await listen(
      wanted.https,
      createSecure(identity, reply).on('tlsClientError', () => undefined),
    ),
    await listen(wanted.http, createPlain(reply)),
  ];
  const [https, http] = listeners.map((listener) => (listener.address() as AddressInfo).port) as [number, number];
  return {
    ports: { https, http },
    forbidden: () => new Map(heard),
    called: (path) => calls.get(path) ?? 0,
    forget: () => [heard, calls].forEach((counts) => counts.clear()),
    hears: (address) =>
      new Promise((resolve) => {
        const socket = connect({ host: address, port: http, timeout: 1_000 });
        const done = (is: boolean) => () => {
          socket.destroy();
          resolve(is);
        };
        socket.on('connect', done(true)).on('error', done(false)).on('timeout', done(false));
      }),
    close: () => listeners.forEach((listener) => listener.close()),
  };
}

/** IPv4 arrives at a listener for both as IPv6. */
const addressOf = (local: string | undefined): string => (local ?? '').replace(/^::ffff:(?=[\d.]+$)/, '');

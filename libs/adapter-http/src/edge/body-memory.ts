import type { IncomingMessage } from 'node:http';
import { edgeError, overloaded } from './errors.js';

/** Reads bodies, and bounds the bytes of all those that are on their way. */
export type BodyReader = (body: IncomingMessage, mostBytes: number) => Promise<Buffer>;

type Receiving = { bytes: number; readonly refuse: (failure: Error) => void };

/**
 * @param most bytes of all bodies together. Beyond them the largest is refused: who sends little is not disturbed by
 * those who send much and do not end
 * @returns what reads a body. Rejects with BODY-TOO-LARGE, OVERLOADED, and with the error of a broken connection
 */
export function bodyReader(most: number): BodyReader {
  const receiving = new Set<Receiving>();
  let taken = 0;
  return (body, mostBytes) =>
    new Promise((resolve, reject) => {
      const tooLarge = () => edgeError('BODY-TOO-LARGE', {}, `body: expected at most ${mostBytes} bytes`);
      if (Number(body.headers['content-length']) > mostBytes) return reject(tooLarge());
      const chunks: Buffer[] = [];
      const own: Receiving = { bytes: 0, refuse: (failure) => settle(() => reject(failure)) };
      const add = (chunk: Buffer): void => {
        chunks.push(chunk);
        own.bytes += chunk.length;
        taken += chunk.length;
        if (own.bytes > mostBytes) own.refuse(tooLarge());
        if (taken > most) largestOf(receiving)?.refuse(overloaded);
      };
      const end = (): void => settle(() => resolve(Buffer.concat(chunks)));
      // With a status of 4xx it counts as the caller's.
      const close = (): void =>
        own.refuse(Object.assign(new Error('request: expected a whole body.'), { statusCode: 400 }));
      receiving.add(own);
      body.on('data', add).on('end', end).on('close', close).on('error', close);
      // The caller hung up before: nothing more will come of it.
      if (body.destroyed) close();

      function settle(how: () => void): void {
        receiving.delete(own);
        taken -= own.bytes;
        body.off('data', add).off('end', end).off('close', close).off('error', close);
        how();
      }
    });
}

function largestOf(receiving: ReadonlySet<Receiving>): Receiving | undefined {
  let largest: Receiving | undefined;
  for (const each of receiving) if (each.bytes > (largest?.bytes ?? -1)) largest = each;
  return largest;
}

import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import { encodingFor, serveKept } from './kept-document.js';

const text = 'a document\n'.repeat(1_000);

describe('a document that is kept', () => {
  let server: FastifyInstance;
  let made: number;
  let fails: boolean;
  beforeEach(() => {
    [made, fails] = [0, false];
    server = fastify();
    serveKept(server, {
      path: '/document',
      type: 'text/plain; charset=utf-8',
      maxAgeSeconds: 60,
      make: () => {
        made += 1;
        if (fails) throw new Error('not now');
        return text;
      },
    });
  });
  afterEach(() => server.close());

  const get = (headers: Readonly<Record<string, string>> = {}) => server.inject({ url: '/document', headers });

  it('is made once, also for many at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => get()));
    expect(new Set(answers.map(({ payload }) => payload))).toEqual(new Set([text]));
    expect(made).toBe(1);
    expect(answers[0]?.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'public, max-age=60',
      vary: 'accept-encoding',
    });
    expect(answers[0]?.headers['content-encoding']).toBeUndefined();
  });

  it('is sent compressed to those who take that', async () => {
    const [br, gzip] = [await get({ 'accept-encoding': 'gzip, br' }), await get({ 'accept-encoding': 'gzip' })];
    expect([br.headers['content-encoding'], gzip.headers['content-encoding']]).toEqual(['br', 'gzip']);
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(text);
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(text);
    expect(br.rawPayload.length).toBeLessThan(text.length / 20);
  });

  it('is not sent to those who have it', async () => {
    const { headers } = await get();
    const etag = String(headers['etag']);
    for (const known of [etag, `"x", ${etag}`, '*', etag.replace('W/', '')]) {
      const again = await get({ 'if-none-match': known });
      expect([again.statusCode, again.payload, again.headers['etag']]).toEqual([304, '', etag]);
    }
    expect((await get({ 'if-none-match': '"x"' })).statusCode).toBe(200);
  });

  it('that could not be made is made at the next request', async () => {
    fails = true;
    expect((await get()).statusCode).toBe(500);
    fails = false;
    expect((await get()).payload).toBe(text);
  });
});

it.each<[string | undefined, string]>([
  [undefined, 'identity'],
  ['', 'identity'],
  ['br', 'br'],
  ['gzip, deflate, br', 'br'],
  ['gzip;q=1.0, br;q=0', 'gzip'],
  ['*', 'br'],
  ['*;q=0', 'identity'],
  ['br;q=0.000, *', 'gzip'],
  ['BR', 'br'],
  ['brotli, x-gzip', 'identity'],
])('a caller that says %j gets %s', (header, encoding) => {
  expect(encodingFor(header)).toBe(encoding);
});
